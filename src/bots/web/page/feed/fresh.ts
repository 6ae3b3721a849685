import type { State } from '../model.ts';

/** How many pairs and messages have come since nobody looked at the end of the chat. */
export function freshIn({ unread, order, messages }: State): number {
  if (unread === null) return 0;
  return order.filter((id) => id >= unread && messages.get(id)?.generation === null).length;
}

/** Whether a pair that this person asked for has come after all that was there `before`. */
export function isOwnPairNew({ order, messages, pairs }: State, before: State): boolean {
  const newest = order.findLast((id) => messages.get(id)?.generation === null);
  if (newest === undefined || newest <= (before.order.at(-1) ?? newest)) return false;
  return pairs.get(messages.get(newest)?.batch_id ?? '')?.asker.mine === true;
}
