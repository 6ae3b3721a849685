import type { Card, Form } from '../../chat/card.ts';

/** The private reply to a press; `done`: the messages show the result, so there is no reply. */
export type PressReply =
  | { readonly type: 'done' }
  | { readonly type: 'said'; readonly text: string }
  /** `pending`: the button that shows what becomes of the card; see `Press.settled`. */
  | { readonly type: 'card'; readonly card: Card; readonly pending?: string }
  | { readonly type: 'form'; readonly form: Form };

export const DONE: PressReply = { type: 'done' };
