import type { Message, State } from '../model.ts';

type Held = Pick<State, 'messages' | 'order' | 'pairs'>;

/** Pairs, and messages of none, that the page holds; the rest of the chat is a page away. What is held costs each drawing time. */
export const HELD = 60;
/** As many more come before some go, so that not each new one moves all. */
const SLACK = 20;

/** The ids of the headers, and of messages of no pair, oldest first. */
export function rootsOf({ order, messages }: Pick<Held, 'messages' | 'order'>): readonly string[] {
  return order.filter((id) => messages.get(id)?.generation === null);
}

export function isFull(held: Held): boolean {
  return rootsOf(held).length >= HELD + SLACK;
}

/** No more than the page holds: the pairs farthest from the `kept` end go, each with all its messages. */
export function bounded(held: Held, kept: 'oldest' | 'newest'): Held {
  const roots = rootsOf(held);
  const gone = new Set(kept === 'newest' ? roots.slice(0, -HELD) : roots.slice(HELD));
  if (gone.size === 0) return held;
  const isKept = ({ id, reply_to: root }: Message) => !gone.has(id) && !gone.has(root ?? '');
  const messages = new Map([...held.messages].filter(([, one]) => isKept(one)));
  const pairs = [...held.pairs].filter(([, one]) => !gone.has(one.message_id ?? ''));
  return {
    messages,
    order: held.order.filter((id) => messages.has(id)),
    pairs: new Map(pairs),
  };
}
