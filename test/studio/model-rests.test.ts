import { beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const LIMITED: Failure = {
  kind: 'rate_limited',
  detail: 'Rate limit reached for big-1.',
  retryAfterMs: 20_000,
  limitOf: 'model',
};

let hub: Hub;
beforeEach(async () => {
  hub = new Hub({ slots: 8, served: ['vendor'] });
  const row = { ...hub.store.models.default(), provider: 'vendor' };
  hub.store.models.put({ ...row, model: 'big-1', displayName: 'Big One' });
  const small = { id: 'small', model: 'small-1', displayName: 'Small One', isDefault: false };
  hub.store.models.put({ ...row, ...small });
  hub.store.providers.put({ name: 'vendor', displayName: 'Vendor Co', maxCalls: null });
  await hub.start();
});

/** Both sides of a pair of the big model are told of its limit. */
async function reachLimit(): Promise<void> {
  await hub.generate('a lamp');
  for (const side of ['A', 'B'] as const) hub.queue.fail(hub.queue.jobOf(side), LIMITED);
  await hub.settle();
}
const states = (id: string) => [hub.newest(id, 'A').state, hub.newest(id, 'B').state];
const askSmall = (name: string) => hub.generate('a cat', aCaller(name), { model: 'Small One' });

describe('a model that is over its own limit', () => {
  it('waits alone: what stands behind it for another model goes on', async () => {
    await reachLimit();
    const held = await hub.generate('a fox', aCaller('ben'));
    const other = await askSmall('cat');
    expect(states(held)).toEqual(['waiting', 'waiting']);
    expect(states(other)).toEqual(['running', 'running']);
  });

  it('is named on the header of whoever waits, with its time, in their language', async () => {
    await reachLimit();
    const id = await hub.generate('a fox', aCaller('ben'));
    const ko = await hub.generate('여우', aCaller('min', { locale: 'ko' }));
    await hub.advance(1_000);
    expect(hub.text(id)).toContain(
      'A · waiting · next in line · Vendor Co asked us to wait: Big One is at its limit · starts in about 19 s',
    );
    expect(hub.text(ko)).toContain('Vendor Co: Big One의 한도에 닿아 잠시 기다려 달라고 함');
  });

  it('is not named on the header of whoever waits for another model', async () => {
    await reachLimit();
    hub.queue.slots = 0;
    const [held, other] = [await hub.generate('a fox', aCaller('ben')), await askSmall('cat')];
    await hub.advance(1_000);
    expect(hub.text(held)).toContain('Big One is at its limit');
    expect(hub.text(other)).toContain('A · waiting · 2nd in line');
    expect(hub.text(other)).not.toContain('limit');
  });

  it('is tried with one call when its time is over, and with all when that one works', async () => {
    await reachLimit();
    const id = await hub.generate('a fox', aCaller('ben'));
    await hub.advance(19_999);
    expect(states(id)).toEqual(['waiting', 'waiting']);
    await hub.advance(1);
    expect(states(id)).toEqual(['running', 'waiting']);
    await hub.advance(1_000);
    expect(hub.text(id)).toContain('Big One is tried with one call first');
    const other = await askSmall('cat');
    expect(states(other)).toEqual(['running', 'running']);
    hub.queue.deliver(
      hub.queue.jobs.findLast((job) => job.spec.modelId !== 'small') ?? hub.queue.jobOf('A'),
    );
    await hub.settle();
    expect(states(id)).toEqual(['succeeded', 'running']);
  });

  it('rests longer when the one call is told the same', async () => {
    await reachLimit();
    const id = await hub.generate('a fox', aCaller('ben'));
    await hub.advance(20_000);
    hub.queue.fail(hub.queue.jobOf('A'), LIMITED);
    await hub.settle();
    await hub.advance(39_999);
    expect(states(id)).toEqual(['failed', 'waiting']);
    await hub.advance(1);
    expect(states(id)).toEqual(['failed', 'running']);
  });

  it('is the only one that the list of models calls resting', async () => {
    await reachLimit();
    const lines = hub.studio.offers.card(aCaller()).lines.map(({ text }) => text);
    expect(lines.find((text) => text.includes('Big One'))).toContain('resting just now');
    expect(lines.filter((text) => text.includes('resting'))).toHaveLength(1);
  });
});
