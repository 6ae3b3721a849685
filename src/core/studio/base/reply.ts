import type { Card, Form } from '../../chat/card.ts';

/** What a press answers, privately; `done`: the messages show it, nothing needs saying. */
export type PressReply =
  | { readonly type: 'done' }
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'card'; readonly card: Card }
  | { readonly type: 'form'; readonly form: Form };

export const DONE: PressReply = { type: 'done' };
