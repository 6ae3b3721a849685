import { SIDES, slotKey } from '../pair/pairs.ts';
import type { PageStore } from '../store.ts';

/** The id of the message that an address names; null for none. */
export function messageIn(hash: string): string | null {
  return /^#m-([\w-]{1,40})$/.exec(hash)?.[1] ?? null;
}

/** Brings a message that the page has before the person's eyes; false when the page has it not. */
export function showMessage(store: PageStore, id: string): boolean {
  const { messages, pairs, shown } = store.state;
  const message = messages.get(id);
  const pair = pairs.get(message?.batch_id ?? '');
  if (message === undefined || message.card === null) return false;
  for (const side of pair === undefined ? [] : SIDES) {
    const attempts = pair?.sides[side].attempts ?? [];
    const found = attempts.find((one) => one.message_id === id);
    if (pair === undefined || found === undefined) continue;
    store.set({ shown: new Map(shown).set(slotKey(pair, side), found.generation) });
  }
  requestAnimationFrame(() => {
    const place = document.getElementById(`m-${id}`);
    const card = place?.closest('article') ?? place;
    card?.scrollIntoView({ block: 'start', behavior: 'instant' });
    place?.focus({ preventScroll: true });
  });
  return true;
}
