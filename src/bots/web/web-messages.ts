import type { Card } from '../../core/chat/card.ts';

/** A message of the local web chat, which is a chat like the others: its messages are stored. */
export interface WebMessage {
  readonly id: string;
  readonly channel: string;
  /** Our post's id: of an image its generation's. Unique. */
  readonly nonce: string;
  /** Rises over all inserts, edits, reactions and removals: where a page resumes. */
  readonly seq: number;
  readonly replyTo: string | null;
  /** Null once removed. */
  readonly card: Card | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Stores the messages of the web chat. Synchronous, like the rest of the hub's database. */
export interface WebMessages {
  /** Stores a message, unless its nonce is stored already. Returns the stored message. */
  post(message: Omit<WebMessage, 'seq'>): WebMessage;
  /** The message after the edit, or undefined when it is gone. Keeps its place in the list. */
  update(id: string, card: Card): WebMessage | undefined;
  /** Marks the message as changed, because its reactions have; undefined when it is gone. */
  touch(id: string): WebMessage | undefined;
  /** The message after its removal; undefined when there is none. Repeating is harmless. */
  remove(id: string): WebMessage | undefined;
  get(id: string): WebMessage | undefined;
  byNonce(nonce: string): WebMessage | undefined;
  /** Messages that changed or were removed after `seq`, in the order of their seq. */
  since(channel: string, seq: number, limit: number): readonly WebMessage[];
  /** The newest messages before an id (or the newest of all), oldest first, without removed ones. */
  page(channel: string, before: string | null, limit: number): readonly WebMessage[];
  /** What a message answers, or itself when it answers none; undefined when there is no such message. */
  rootOf(id: string): WebMessage | undefined;
  /** As `page`, of messages that answer none: those before a root, or the newest of all. */
  rootsBefore(channel: string, before: string | null, limit: number): readonly WebMessage[];
  /** The oldest ones after a root, oldest first, without removed ones. */
  rootsAfter(channel: string, after: string, limit: number): readonly WebMessage[];
  /** All messages that answer one of these, oldest first, without removed ones. */
  answersTo(ids: readonly string[]): readonly WebMessage[];
  /** The highest seq; 0 before the first message. */
  newestSeq(): number;
  /** Tells this chat from that of another database, whose messages have the same seqs. */
  epoch(): string;
}
