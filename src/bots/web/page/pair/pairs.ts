import type { Message, PairFacts, State } from '../model.ts';

export type SideName = 'A' | 'B';
export const SIDES: readonly SideName[] = ['A', 'B'];
type SideFacts = PairFacts['sides'][SideName];
export type AttemptFacts = SideFacts['attempts'][number];

/** An attempt that ended, with the message that shows it; null while that has not come. */
export interface Attempt {
  readonly facts: AttemptFacts;
  readonly message: Message | null;
}

/** One of the two fixed places of a pair. */
export interface Slot {
  readonly pair: PairFacts;
  readonly side: SideName;
  readonly facts: SideFacts;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
  /** The one that is shown; undefined before there is one. */
  readonly shown: Attempt | undefined;
}

/** What stands in the list of messages: a pair, or a message that belongs to none. */
export type Entry =
  | { readonly type: 'pair'; readonly id: string; readonly pair: PairFacts }
  | { readonly type: 'message'; readonly id: string; readonly message: Message };

/** The key under which the page remembers which attempt of a side somebody looks at. */
export function slotKey(pair: PairFacts, side: SideName): string {
  return `${pair.batch_id}:${side}`;
}

export function slotOf(pair: PairFacts, side: SideName, state: State): Slot {
  const facts = pair.sides[side];
  const attempts = facts.attempts.map((one): Attempt => {
    return { facts: one, message: state.messages.get(one.message_id ?? '') ?? null };
  });
  const chosen = state.shown.get(slotKey(pair, side));
  const found = attempts.find(({ facts: { generation } }) => generation === chosen);
  return { pair, side, facts, attempts, shown: found ?? attempts.at(-1) };
}

/** The image that a slot shows. */
export function imageOf({ shown }: Slot) {
  return shown?.message?.card?.image;
}

/** What is in the list, oldest first: each pair once, where its header stands. */
export function entriesOf({ order, messages, pairs }: State): readonly Entry[] {
  return order.flatMap((id): Entry[] => {
    const message = messages.get(id);
    if (message === undefined || message.card === null) return [];
    const pair = pairs.get(message.batch_id ?? '');
    if (pair === undefined) return [{ type: 'message', id, message }];
    return pair.message_id === id ? [{ type: 'pair', id, pair }] : [];
  });
}
