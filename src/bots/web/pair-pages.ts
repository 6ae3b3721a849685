import { UserError } from '../../core/words/user-error.ts';
import type { WebMessage, WebMessages } from './web-messages.ts';

/** Pairs on a page. */
const PAGE = 20;
/** Of a page around a message: those before its own pair. */
const BEFORE = 10;

export interface PagePlace {
  /** Each the id of any message of a pair; one of them at most. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly around?: string | undefined;
}

/** A page of the chat. */
export interface ChatPage {
  /** Oldest first; of whole pairs each with all its messages. */
  readonly messages: readonly WebMessage[];
  /** Whether there are older pairs, and newer ones. */
  readonly more: boolean;
  readonly newer: boolean;
}

/** A page of whole pairs, the newest unless a place is named. Throws a `UserError` for a message that is not there. */
export function pairPage(messages: WebMessages, channel: string, place: PagePlace): ChatPage {
  const { roots, more, newer } = rootsAt(messages, channel, place);
  const answers = Map.groupBy(
    messages.answersTo(roots.map(({ id }) => id)),
    ({ replyTo }) => replyTo,
  );
  return { messages: roots.flatMap((one) => [one, ...(answers.get(one.id) ?? [])]), more, newer };
}

function rootsAt(messages: WebMessages, channel: string, { before, after, around }: PagePlace) {
  const older = (id: string | null, count: number) => {
    const found = messages.rootsBefore(channel, id, count + 1);
    return { roots: found.slice(-count), more: found.length > count };
  };
  const later = (id: string, count: number) => {
    const found = messages.rootsAfter(channel, id, count + 1);
    return { roots: found.slice(0, count), newer: found.length > count };
  };
  const rootOf = (id: string) => {
    const root = messages.rootOf(id);
    if (root === undefined) throw new UserError('cursor_unknown');
    return root;
  };
  if (around !== undefined) {
    const root = rootOf(around);
    const [one, other] = [older(root.id, BEFORE), later(root.id, PAGE - BEFORE - 1)];
    const own = root.card === null ? [] : [root];
    return { roots: [...one.roots, ...own, ...other.roots], more: one.more, newer: other.newer };
  }
  if (after !== undefined) return { ...later(rootOf(after).id, PAGE), more: true };
  if (before !== undefined) return { ...older(rootOf(before).id, PAGE), newer: true };
  return { ...older(null, PAGE), newer: false };
}
