import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LineNow,
  nextToRun,
  orderLine,
  type ProviderRoom,
  type Room,
} from '../../src/core/dispatch-order.ts';
import type { LineEntry } from '../../src/core/repositories.ts';
import { estimateWaits } from '../../src/core/wait-estimate.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

function entry(id: string, personId: string, more: Partial<LineEntry> = {}): LineEntry {
  return {
    id,
    pairId: `p-${id}`,
    personId,
    provider: 'sample',
    modelId: 'm',
    createdAt: 0,
    dispatchedAt: null,
    ...more,
  };
}

function line(waiting: LineEntry[], running: LineEntry[] = [], last = {}): LineNow {
  const times: Record<string, number> = last;
  return { waiting, running, lastDispatched: (person) => times[person] ?? 0 };
}

const ids = (entries: readonly LineEntry[]) => entries.map((one) => one.id).join(' ');
const room = aRoom();

/** Room for four of the sample provider, and for what a test says of others. */
function aRoom(more: Partial<Room> = {}, providers: Record<string, Partial<ProviderRoom>> = {}) {
  const free = { maxCalls: null, trialSince: null, restMs: 0 };
  const provider = (name: string): ProviderRoom => ({ ...free, ...providers[name] });
  return { capacity: 4, served: ['sample', ...Object.keys(providers)], provider, ...more };
}

describe('the order of the line', () => {
  it('takes turns between people, however much one asks for', () => {
    const many = ['a1', 'a2', 'a3', 'a4'].map((id, at) => entry(id, 'ana', { createdAt: at }));
    const order = orderLine(line([...many, entry('b1', 'ben', { createdAt: 9 })]));
    expect(ids(order)).toBe('a1 b1 a2 a3 a4');
  });

  it('lets those with nothing running go before those with something', () => {
    const running = [entry('a0', 'ana')];
    const waiting = [entry('a1', 'ana'), entry('b1', 'ben', { createdAt: 5 })];
    expect(ids(orderLine(line(waiting, running)))).toBe('b1 a1');
  });

  it('among equals prefers who was served longest ago', () => {
    const waiting = [entry('a1', 'ana'), entry('b1', 'ben', { createdAt: 5 })];
    expect(ids(orderLine(line(waiting, [], { ana: 100, ben: 50 })))).toBe('b1 a1');
  });

  it('has everybody in it once, and each person’s own in their order', () => {
    const someone = fc.record({ person: fc.constantFrom('a', 'b', 'c'), last: fc.nat(9) });
    fc.assert(
      fc.property(fc.array(someone, { maxLength: 30 }), (people) => {
        const waiting = people.map(({ person }, n) => entry(`${n}`, person, { createdAt: n }));
        const order = orderLine(line(waiting, [], { a: people[0]?.last ?? 0 }));
        expect(new Set(order)).toEqual(new Set(waiting));
        for (const person of ['a', 'b', 'c']) {
          const own = order.filter((one) => one.personId === person).map((one) => one.createdAt);
          expect(own).toEqual(own.toSorted((x, y) => x - y));
        }
      }),
    );
  });
});

describe('who runs next', () => {
  it('is nobody when every slot is taken', () => {
    const running = ['1', '2', '3', '4'].map((id) => entry(id, id));
    expect(nextToRun([entry('w', 'w')], running, room)).toBeUndefined();
  });

  it('is not held up by a provider that is at its cap or served by nobody', () => {
    const order = [
      entry('x', 'a', { provider: 'capped' }),
      entry('y', 'b', { provider: 'unserved' }),
      entry('z', 'c'),
    ];
    const running = [entry('r', 'd', { provider: 'capped' })];
    const next = nextToRun(order, running, aRoom({}, { capped: { maxCalls: 1 } }));
    expect(next?.id).toBe('z');
  });

  it('is nobody with two pairs running, but for the other side of one of them', () => {
    const running = [entry('1', 'ana', { pairId: 'p1' }), entry('2', 'ana', { pairId: 'p2' })];
    const third = entry('3', 'ana', { pairId: 'p3' });
    const twin = entry('4', 'ana', { pairId: 'p2' });
    expect(nextToRun([third], running, room)).toBeUndefined();
    expect(nextToRun([third, twin], running, room)?.id).toBe('4');
  });
});

describe('the estimate', () => {
  it('shares what stands before among the slots', () => {
    const running = [entry('r', 'a', { dispatchedAt: 0 })];
    const waiting = ['1', '2', '3'].map((id) => entry(id, id));
    const pace = { now: 4_000, usualMs: () => 10_000 };
    const waits = estimateWaits(waiting, running, aRoom({ capacity: 2 }), pace);
    expect(waits).toEqual([0, 6_000, 10_000]);
  });

  it('come from the slots that a provider has', () => {
    const waiting = ['1', '2', '3'].map((id) => entry(id, id, { provider: 'capped' }));
    const pace = { now: 0, usualMs: () => 10_000 };
    const waits = estimateWaits(
      [...waiting, entry('4', 'd')],
      [],
      aRoom({}, { capped: { maxCalls: 1 } }),
      pace,
    );
    expect(waits).toEqual([0, 10_000, 20_000, 0]);
  });

  it('hold up nobody who would pass in the line', () => {
    const capped = Array.from({ length: 20 }, (_, n) =>
      entry(`c${n}`, `p${n}`, { provider: 'capped' }),
    );
    const away = Array.from({ length: 40 }, (_, n) =>
      entry(`u${n}`, `q${n}`, { provider: 'away' }),
    );
    const tired = entry('t', 't', { provider: 'tired' });
    const order = [...capped, ...away, tired, entry('new', 'new')];
    const pace = { now: 0, usualMs: () => 60_000 };
    const providers = { capped: { maxCalls: 1 }, tired: { restMs: 590_000 } };
    const waits = estimateWaits(order, [], aRoom({}, providers), pace);
    expect(waits.at(-1)).toBe(0);
    expect(waits.at(-2)).toBe(590_000);
    expect(waits[25]).toBeNull();
    expect(waits[19]).toBe(19 * 60_000);
  });

  it('count the call that goes alone once, not for the whole line', () => {
    const order = Array.from({ length: 16 }, (_, n) =>
      entry(`t${n}`, `p${n}`, { provider: 'tried' }),
    );
    const pace = { now: 0, usualMs: () => 40_000 };
    const room4 = aRoom({}, { tried: { trialSince: 300_000, restMs: 300_000 } });
    const waits = estimateWaits(order, [], room4, pace);
    expect(waits.slice(0, 6)).toEqual([300_000, 340_000, 340_000, 340_000, 340_000, 380_000]);
    expect(waits.at(-1)).toBe(460_000);
    const out = [entry('r', 'r', { provider: 'tried', dispatchedAt: 0 })];
    const now = aRoom({}, { tried: { trialSince: 0 } });
    expect(estimateWaits(order.slice(0, 2), out, now, pace)).toEqual([40_000, 40_000]);
  });

  it('come from a provider’s rest, which holds up nobody else', () => {
    const order = [entry('1', 'a', { provider: 'tired' }), entry('2', 'b'), entry('3', 'c')];
    const pace = { now: 0, usualMs: () => 10_000 };
    const one = aRoom({ capacity: 1 }, { tired: { restMs: 5_000 } });
    expect(estimateWaits(order, [], one, pace)).toEqual([10_000, 0, 20_000]);
  });

  it('of an empty line is none', () => {
    expect(estimateWaits([], [], room, { now: 0, usualMs: () => 1_000 })).toEqual([]);
  });
});

describe('a provider that is tried again', () => {
  it('gets one call at a time, whatever is still out from before', () => {
    const order = [entry('w', 'w', { provider: 'tried' }), entry('x', 'x', { provider: 'tried' })];
    const before = entry('old', 'o', { provider: 'tried', dispatchedAt: 50 });
    const since = entry('new', 'n', { provider: 'tried', dispatchedAt: 120 });
    const on = aRoom({}, { tried: { trialSince: 100 } });
    expect(nextToRun(order, [before], on)?.id).toBe('w');
    expect(nextToRun(order, [before, since], on)).toBeUndefined();
  });
});

describe('the dispatcher', () => {
  it('never has more out than there are slots, and goes on as they free', async () => {
    const hub = await new Hub({ slots: 2 }).start();
    await hub.generate();
    await hub.generate();
    expect(hub.queue.jobs).toHaveLength(2);
    await hub.deliver('A');
    expect(hub.queue.jobs).toHaveLength(3);
  });

  it('keeps a provider under its cap', async () => {
    const hub = await new Hub().start();
    hub.store.providers.put({ name: 'sample', displayName: 'Sample', maxCalls: 1 });
    await hub.generate();
    expect(hub.queue.jobs).toHaveLength(1);
  });

  it('lets another person’s pair go before the third of one who has two running', async () => {
    const hub = await new Hub({ slots: 6 }).start();
    for (let n = 0; n < 3; n += 1) await hub.generate();
    expect(hub.queue.jobs).toHaveLength(4);
    const other = await hub.generate('a cat', aCaller('ben'));
    expect(hub.newest(other, 'A').state).toBe('running');
  });

  it('shows places in line, and moves them up', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const first = await hub.generate();
    const second = await hub.generate('a cat', aCaller('ben'));
    expect(hub.text(second)).toContain('A · waiting · next in line');
    expect(hub.text(second)).toContain('B · waiting · 2nd in line');
    await hub.advance(1_000);
    expect(hub.text(first)).toContain('B · waiting · 3rd in line');
    await hub.deliver('A');
    await hub.advance(1_000);
    expect(hub.text(second)).toContain('A · making the image');
    expect(hub.text(first)).toContain('B · waiting · next in line');
  });

  it('refuses at the door, privately and with the estimate, what would wait too long', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const slow = hub.store.models.default();
    hub.store.models.put({ ...slow, typicalMs: 300_000 });
    for (let n = 0; n < 2; n += 1) await hub.generate();
    const before = hub.surface.messages.length;
    await expect(hub.generate('a cat', aCaller('ben'))).rejects.toMatchObject({
      code: 'queue_full',
      status: 503,
    });
    expect(hub.store.pairs.history('web:ben', 'web', null, 9)).toEqual([]);
    expect(hub.surface.messages).toHaveLength(before);
  });

  it('looks again after the queue could not be asked', async () => {
    const hub = await new Hub().start();
    const capacity = hub.queue.capacity.bind(hub.queue);
    hub.queue.capacity = () => Promise.reject(new Error('redis is away'));
    const pair = await hub.generate();
    expect(hub.newest(pair, 'A').state).toBe('waiting');
    hub.queue.capacity = capacity;
    await hub.advance(11_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
  });

  it('refuses a model that no living worker serves', async () => {
    const hub = await new Hub().start();
    hub.queue.served = [];
    await expect(hub.generate()).rejects.toMatchObject({ code: 'provider_unserved' });
  });

  it('ends a side as worker_lost when the queue takes no job', async () => {
    const hub = await new Hub().start();
    hub.queue.submit = () => Promise.reject(new Error('redis is gone'));
    const pair = await hub.generate();
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
    expect(hub.log.errors).toContain('the render queue took no job');
  });

  it('lets a person have ten waiting pairs, and refuses an eleventh', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const mine = () => hub.store.pairs.history('web:ana', 'web', null, 99);
    await hub.generate('a cat', aCaller(), { count: 8 });
    await hub.generate('a cat');
    await hub.generate('a cat');
    expect(mine()).toHaveLength(10);
    const refused = { code: 'count_over_room', status: 429 };
    await expect(hub.generate('a cat')).rejects.toMatchObject(refused);
    expect(mine()).toHaveLength(10);
    await hub.generate('a cat', aCaller('ben'));
  });

  it('takes a count whole or not at all: three do not fit beside eight', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const mine = () => hub.store.pairs.history('web:ana', 'web', null, 99);
    await hub.generate('a cat', aCaller(), { count: 8 });
    const three = hub.generate('a cat', aCaller(), { count: 3 });
    await expect(three).rejects.toMatchObject({ code: 'count_over_room', status: 429 });
    expect(mine()).toHaveLength(8);
    await hub.generate('a cat', aCaller(), { count: 2 });
    expect(mine()).toHaveLength(10);
  });

  it('does not count pairs that run among those that wait', async () => {
    const hub = await new Hub({ slots: 2 }).start();
    await hub.generate('a cat', aCaller(), { count: 8 });
    await hub.generate('a cat', aCaller(), { count: 3 });
    const one = hub.generate('a cat');
    await expect(one).rejects.toMatchObject({ code: 'count_over_room' });
  });
});
