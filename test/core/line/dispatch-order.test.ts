import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTurns, mayRun, orderLine, type Room } from '../../../src/core/line/dispatch-order.ts';
import type { LineEntry } from '../../../src/core/line/place.ts';
import { aRoom, entry, ids, line } from './line.ts';

const room = aRoom();
const nextToRun = (order: readonly LineEntry[], running: readonly LineEntry[], now: Room) =>
  order.find((one) => mayRun(one, running, now));

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

  it('among those served equally long ago prefers who waits longest', () => {
    const waiting = [
      entry('c1', 'cat', { createdAt: 9 }),
      entry('a1', 'ana', { createdAt: 1 }),
      entry('b1', 'ben', { createdAt: 5 }),
    ];
    const last = { ana: 7, ben: 7, cat: 7 };
    expect(ids(orderLine(line(waiting, [], last)))).toBe('a1 b1 c1');
  });

  it('counts a run as one turn: as much as one that waits', () => {
    const waiting = [
      entry('a1', 'ana', { createdAt: 1 }),
      entry('b1', 'ben', { createdAt: 5 }),
      entry('b2', 'ben', { createdAt: 6 }),
      entry('c1', 'cat', { createdAt: 0 }),
    ];
    const running = [entry('a0', 'ana'), entry('c8', 'cat'), entry('c9', 'cat')];
    expect(ids(orderLine(line(waiting, running)))).toBe('b1 a1 b2 c1');
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

describe('a line that is ordered once', () => {
  const someone = fc.record({
    person: fc.constantFrom('ana', 'ben', 'cat'),
    pair: fc.nat(4),
    provider: fc.constantFrom('sample', 'capped', 'unserved'),
    modelId: fc.constantFrom('m', 'twin', 'tried', 'tired'),
    out: fc.boolean(),
  });

  it('starts those whom an order made anew for each of them would start', () => {
    const now = aRoom(
      { capacity: 8, served: ['sample', 'capped'] },
      { capped: { maxCalls: 2 } },
      {
        twin: { name: 'tried', trialSince: 50 },
        tried: { trialSince: 50 },
        tired: { trialSince: 900, restMs: 900 },
      },
    );
    fc.assert(
      fc.property(fc.array(someone, { maxLength: 40 }), fc.nat(9), (people, last) => {
        const all = people.map(({ person, pair, provider, modelId }, n) =>
          entry(`${n}`, person, {
            provider,
            modelId,
            pairId: `${person}${pair}`,
            createdAt: n,
          }),
        );
        const out = all.filter((_, n) => people[n]?.out === true).slice(0, 3);
        const waiting = all.filter((one) => !out.includes(one));
        const start = (anew: boolean) => {
          const times: Record<string, number> = { ana: last };
          const running = [...out];
          const at = { waiting, running, lastDispatched: (who: string) => times[who] ?? 0 };
          const left = () => waiting.filter(({ id }) => !running.some((one) => one.id === id));
          const run = (one: LineEntry) => {
            times[one.personId] = 100 + running.push({ ...one, dispatchedAt: 60 });
          };
          if (anew) {
            for (let next = nextToRun(orderLine(at), running, now); next; ) {
              run(next);
              next = nextToRun(orderLine({ ...at, waiting: left() }), running, now);
            }
          } else for (const one of inTurns(at)) if (mayRun(one, running, now)) run(one);
          return ids(running);
        };
        expect(start(false)).toBe(start(true));
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

  it('is nobody when all providers together have every slot', () => {
    const out = [entry('1', 'a', { provider: 'one' }), entry('2', 'b', { provider: 'two' })];
    const providers = { one: {}, two: {}, three: {} };
    const waiting = [entry('w', 'w', { provider: 'three' })];
    expect(nextToRun(waiting, out, aRoom({ capacity: 2 }, providers))).toBeUndefined();
    expect(nextToRun(waiting, out, aRoom({ capacity: 1 }, providers))).toBeUndefined();
    expect(nextToRun(waiting, out, aRoom({ capacity: 3 }, providers))?.id).toBe('w');
  });

  it('is nobody of a provider that has as many calls out as it takes', () => {
    const out = ['1', '2'].map((id) => entry(id, id, { provider: 'capped' }));
    const waiting = [entry('w', 'w', { provider: 'capped' })];
    const next = (maxCalls: number, running = out) =>
      nextToRun(waiting, running, aRoom({}, { capped: { maxCalls } }))?.id;
    expect([next(1), next(2), next(3)]).toEqual([undefined, undefined, 'w']);
    expect(next(1, [entry('other', 'o')])).toBe('w');
  });

  it('is nobody of a provider that rests, be it for a millisecond', () => {
    const order = [entry('t', 't', { provider: 'tired' }), entry('x', 'x')];
    expect(nextToRun(order, [], aRoom({}, { tired: { restMs: 1 } }))?.id).toBe('x');
    expect(nextToRun(order, [], aRoom({}, { tired: { restMs: 0 } }))?.id).toBe('t');
  });

  it('may have a second pair running, whoever else has how many', () => {
    const both = [entry('1', 'ana', { pairId: 'p1' }), entry('2', 'ana', { pairId: 'p1' })];
    const others = entry('3', 'ben', { pairId: 'p9' });
    const second = entry('w', 'ana', { pairId: 'p2' });
    expect(nextToRun([second], [...both, others], room)?.id).toBe('w');
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

  it('counts a call from the very moment on, of this provider alone', () => {
    const order = [entry('w', 'w', { provider: 'tried' })];
    const on = aRoom({}, { tried: { trialSince: 100 } });
    const out = (dispatchedAt: number | null, provider = 'tried') =>
      nextToRun(order, [entry('r', 'r', { provider, dispatchedAt })], on)?.id;
    expect([out(99), out(100), out(null), out(100, 'sample')]).toEqual(['w', undefined, 'w', 'w']);
  });
});

describe('a model that rests', () => {
  const order = ['big', 'big-low', 'small'].map((modelId) => entry(modelId, modelId, { modelId }));
  const next = (models: Parameters<typeof aRoom>[2], running: LineEntry[] = []) =>
    nextToRun(order, running, aRoom({}, {}, models))?.id;

  it('holds up nobody of another model, be it for a millisecond', () => {
    const resting = { name: 'big', trialSince: 100 };
    expect(next({})).toBe('big');
    expect(next({ big: { ...resting, restMs: 1 } })).toBe('big-low');
    expect(next({ big: { ...resting, restMs: 0 } })).toBe('big');
  });

  it('rests under each of its names', () => {
    const resting = { name: 'big', trialSince: 100, restMs: 5 };
    expect(next({ big: resting, 'big-low': resting })).toBe('small');
  });

  it('gets one call at a time after that, under whichever name', () => {
    const tried = { name: 'big', trialSince: 100 };
    const both = { big: tried, 'big-low': tried };
    const out = (modelId: string, dispatchedAt: number, provider = 'sample') =>
      next(both, [entry('r', 'r', { modelId, provider, dispatchedAt })]);
    expect([out('big-low', 100), out('big-low', 99)]).toEqual(['small', 'big']);
    expect([out('small', 100), out('big', 100, 'other')]).toEqual(['big', 'big']);
  });
});
