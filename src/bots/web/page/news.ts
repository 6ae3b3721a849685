import type { Message, PairFacts } from './model.ts';

/** How far a reader has come in the chat: the seq of the last change they have, and the epoch that it is of. */
export interface Seen {
  readonly epoch: string;
  readonly seq: number;
}

/** What an event stream says. */
export type News =
  /** It is open. `rewound`: it begins before what was asked for, because this chat has not come so far. */
  | ({ readonly type: 'hello'; readonly rewound: boolean } & Seen)
  /** A message has changed; and the pair that it belongs to, if any, is now like this. */
  | { readonly type: 'message'; readonly message: Message; readonly pair: PairFacts | null }
  /** The connection was lost; it is tried again. */
  | { readonly type: 'lost' }
  /** It was not opened, and is not tried again. */
  | { readonly type: 'refused' }
  /** The hub has ended it, and is not asked again. */
  | { readonly type: 'ended'; readonly code: string; readonly detail: string };

export type Hear = (news: News) => void;
/** Opens a stream after `since`; the returned function closes it. */
export type OpenStream = (since: number, hear: Hear) => () => void;

/** Joins the stream that the tabs of a person share, from what was seen on; `leave` is repeatable. */
export interface Joined {
  readonly leave: () => void;
  /** Whether other tabs use the same stream. */
  readonly shared: boolean;
}
export type Join = (name: string, seen: Seen, hear: Hear) => Joined;
