import type { State } from '../model.ts';

/** How many pairs and messages have come since nobody looked at the end of the chat. */
export function freshIn({ unread, order, messages }: State): number {
  if (unread === null) return 0;
  return order.filter((id) => id >= unread && messages.get(id)?.generation === null).length;
}
