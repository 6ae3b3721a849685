import { decodeAction } from '../../src/core/chat/action.ts';
import type { Card } from '../../src/core/chat/card.ts';
import type { Caller } from '../../src/core/domain/person.ts';
import type { PressReply } from '../../src/core/studio/base/reply.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

export const admin = aCaller('boss', { admin: true });
export const other = aCaller('chief', { admin: true });
export const FILM = { kind: 'tone', slug: 'a(natural,film)' } as const;
export const MINA = { kind: 'model', slug: 'mina' } as const;
export const MINA_BY_NAME = { kind: 'model', name: 'Mina' } as const;
export const HOUR = 3_600_000;

export function cardOf(reply: PressReply): Card {
  if (reply.type !== 'card') throw new Error(`the answer is ${reply.type}`);
  return reply.card;
}

export const texts = (reply: PressReply) =>
  cardOf(reply)
    .lines.map((line) => line.text)
    .join('\n');

export function once(
  spy: { mockImplementationOnce(work: () => never): unknown },
  fail: () => never,
) {
  spy.mockImplementationOnce(fail);
}

/** The id of the draft behind a confirmation's first button. */
export function draftOf(reply: PressReply): string {
  const action = decodeAction(cardOf(reply).rows[0]?.[0]?.id ?? '');
  if (action?.type !== 'promote_confirm') throw new Error('nothing is to be confirmed');
  return action.draft;
}

/** A hub with an image of side A. */
export async function withImage() {
  const hub = await new Hub().start();
  const pair = await hub.pairWithImages('a woman walking in Seoul');
  const generation = hub.newest(pair, 'A').id;
  const to = (target: typeof FILM | typeof MINA, who: Caller = admin) =>
    hub.press({ type: 'promote_to', generation, target }, who);
  const confirm = (draft: string, who: Caller = admin) =>
    hub.press({ type: 'promote_confirm', draft }, who);
  const named = (kind: string, name: string) =>
    hub.press({ type: 'promote_other', generation }, admin, { kind, name });
  /** All that promotion may change, besides what is announced. */
  const state = () => ({
    blobs: [...hub.blobs.blobs.keys()].toSorted(),
    targets: hub.store.pool.targets(),
    tones: hub.store.pool.available('tone'),
    people: hub.store.pool.available('model'),
    promotions: hub.store.promotions.of(generation),
    version: hub.view(pair).pair.version,
  });
  return { hub, pair, generation, to, confirm, named, state };
}
