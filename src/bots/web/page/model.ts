import type { MessageJson } from '../message-json.ts';
import type { PairFacts } from '../pair-facts-schema.ts';
import type { CardJson, ReplyJson } from '../render.ts';
import type { Compared } from './compare/state.ts';
import type { ComposerState } from './composer/state.ts';
import type { History } from './history/state.ts';
import type { Drawer, Toast } from './drawer/drawer.ts';

export type { PairFacts };

/** The hub's answers, typed by its own schemas. */
export type Card = CardJson;
export type Line = CardJson['lines'][number];
export type CardButton = CardJson['rows'][number][number];
export type CardSelect = NonNullable<CardJson['selects']>[number];
export type CardImage = NonNullable<CardJson['image']>;
/** `card` is null once the message was removed. */
export type Message = MessageJson;
export type Reply = ReplyJson;
export type Form = Extract<ReplyJson, { type: 'form' }>['form'];
export type FormField = Form['fields'][number];

/** Who is asking, and whom they may be instead (nobody, with a token). */
export interface Me {
  readonly name: string;
  readonly admin: boolean;
  readonly people: readonly { readonly name: string; readonly admin: boolean }[];
}

export interface State {
  readonly me: Me | null;
  readonly messages: ReadonlyMap<string, Message>;
  /** Ids, oldest first. */
  readonly order: readonly string[];
  /** By their ids. */
  readonly pairs: ReadonlyMap<string, PairFacts>;
  /** The attempts that somebody chose to look at, by `slotKey`. */
  readonly shown: ReadonlyMap<string, string>;
  /** Generations whose images are about to be deleted. */
  readonly leaving: ReadonlySet<string>;
  /** What only this person sees. */
  readonly drawer: Drawer;
  readonly toast: Toast | null;
  /** Whether there is no room beside the chat: what opens there is a sheet over it. */
  readonly narrow: boolean;
  /** Whether the chat goes on before what is here, and after it. */
  readonly more: boolean;
  readonly newer: boolean;
  readonly connected: boolean;
  /** What is looked at in full. */
  readonly compare: Compared | null;
  readonly history: History | null;
  readonly signIn: boolean;
  /** What to say to a screen reader. */
  readonly announced: string;
  readonly composer: ComposerState;
  /** Id of the oldest message that came while nobody looked at the end of the chat. */
  readonly unread: string | null;
  /** Pairs and messages that came since somebody did. */
  readonly fresh: number;
  /** Message id of the last pair that this person asked for while the page was open. */
  readonly own: string | null;
}
