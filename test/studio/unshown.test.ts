import { expect, it, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { storePair } from '../storage/sample-rows.ts';
import { Hub } from './hub.ts';
import { inBoth } from '../values.ts';

it('thousands of pairs that a chat has not seen are read a few a turn, and none is forgotten', async () => {
  const hub = new Hub();
  const ids = Array.from({ length: 501 }, (_, n) => `p${String(n).padStart(3, '0')}`);
  for (const id of ids) storePair(hub.store, id, { state: 'refused', refusal: inBoth('no') });
  const get = vi.spyOn(hub.store.pairs, 'get');
  const reads: number[] = [];
  let isOver = false;
  const count = () => {
    reads.push(get.mock.calls.length);
    get.mockClear();
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await hub.start();
  await vi.waitFor(() => {
    expect(hub.surface.messages.map((one) => one.nonce).toSorted()).toEqual(ids);
  }, PATIENT);
  isOver = true;
  // 50 of the unshown, and 16 that a lane reads for its messages.
  expect(Math.max(...reads)).toBeLessThanOrEqual(66);
});
