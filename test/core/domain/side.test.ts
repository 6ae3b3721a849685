import type { ErrorKind } from '../../../src/core/domain/failure.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Side,
  type SideEvent,
  isLive,
  step,
  SIDE_STATES,
  type SideState,
} from '../../../src/core/domain/side.ts';

const image = {
  key: 'library/web/2026-11/g.png',
  type: 'image/png' as const,
  width: 64,
  height: 64,
  bytes: 100,
};
const WAIT = 900;
const BUDGET = 300;

const eventAt = fc.record({
  type: fc.constantFrom('start', 'dispatched', 'delivered', 'failed', 'cancel', 'tick'),
  id: fc.constantFrom('g1', 'g2', 'g3'),
  wait: fc.integer({ min: 0, max: 500 }),
});

function toEvent(raw: { type: string; id: string }, at: number): SideEvent {
  const { id } = raw;
  switch (raw.type) {
    case 'start':
      return { type: 'start', id, at, waitMs: WAIT };
    case 'dispatched':
      return { type: 'dispatched', id, at, budgetMs: BUDGET };
    case 'delivered':
      return { type: 'delivered', id, at, image };
    case 'failed':
      return { type: 'failed', id, at, failure: { kind: 'provider_error', detail: 'no' } };
    case 'cancel':
      return { type: 'cancel', id, at };
    default:
      return { type: 'tick', id, at };
  }
}

interface Move {
  before: Side;
  event: SideEvent;
  after: Side;
}

/** Runs any order of events and lists what each did. */
function play(raws: readonly { type: string; id: string; wait: number }[]): Move[] {
  let now = 0;
  let side: Side = null;
  return raws.map((raw) => {
    now += raw.wait;
    const before: Side = side;
    const event = toEvent(raw, now);
    side = step(before, event) ?? before;
    return { before, event, after: side };
  });
}

function everyMove(check: (move: Move) => void): void {
  fc.assert(
    fc.property(fc.array(eventAt, { maxLength: 40 }), (raws) => play(raws).forEach(check)),
    { numRuns: 2000 },
  );
}

const waiting = step(null, { type: 'start', id: 'g1', at: 0, waitMs: WAIT }) ?? null;
const running = step(waiting, { type: 'dispatched', id: 'g1', at: 10, budgetMs: BUDGET }) ?? null;

describe('a side', () => {
  it('goes from waiting over running to its image', () => {
    expect(waiting?.state).toBe('waiting');
    expect(running).toMatchObject({ state: 'running', runDeadline: 310 });
    expect(step(running, { type: 'delivered', id: 'g1', at: 310, image })).toMatchObject({
      state: 'succeeded',
      image,
      endedAt: 310,
    });
  });

  it('drops a result that is committed after its deadline', () => {
    const ended = step(running, { type: 'delivered', id: 'g1', at: 311, image });
    expect(ended).toMatchObject({ state: 'timed_out', image: null });
    expect(ended?.failure?.kind).toBe('timeout');
  });

  it('tells a safety refusal from a failure', () => {
    const failure = { kind: 'safety_block' as const, detail: 'no' };
    expect(step(running, { type: 'failed', id: 'g1', at: 20, failure })?.state).toBe('blocked');
  });

  it('ends as queue_timeout when nothing took it in time', () => {
    const ended = step(waiting, { type: 'tick', id: 'g1', at: WAIT + 1 });
    expect(ended).toMatchObject({ state: 'timed_out', failure: { kind: 'queue_timeout' } });
    const late = step(waiting, { type: 'dispatched', id: 'g1', at: WAIT + 1, budgetMs: BUDGET });
    expect(late?.failure?.kind).toBe('queue_timeout');
  });

  it('does not start while it is live', () => {
    expect(step(running, { type: 'start', id: 'g2', at: 20, waitMs: WAIT })).toBeUndefined();
  });
});

/** The side g1, which waits until 900 and, once dispatched, runs until 310. */
const LIVE: Record<string, Side> = { waiting, running };
type Row = [state: string, type: string, at: number, after: string, kind: ErrorKind | null];

describe('every event in every live state', () => {
  const table: Row[] = [
    ['waiting', 'start', 20, 'nothing', null],
    ['waiting', 'dispatched', 900, 'running', null],
    ['waiting', 'dispatched', 901, 'timed_out', 'queue_timeout'],
    ['waiting', 'delivered', 20, 'nothing', null],
    ['waiting', 'delivered', 901, 'nothing', null],
    ['waiting', 'failed', 20, 'nothing', null],
    ['waiting', 'cancel', 20, 'cancelled', null],
    ['waiting', 'cancel', 901, 'cancelled', null],
    ['waiting', 'tick', 900, 'nothing', null],
    ['waiting', 'tick', 901, 'timed_out', 'queue_timeout'],
    ['running', 'start', 20, 'nothing', null],
    ['running', 'dispatched', 20, 'nothing', null],
    ['running', 'dispatched', 311, 'timed_out', 'timeout'],
    ['running', 'delivered', 310, 'succeeded', null],
    ['running', 'delivered', 311, 'timed_out', 'timeout'],
    ['running', 'failed', 310, 'failed', 'provider_error'],
    ['running', 'failed', 311, 'timed_out', 'timeout'],
    ['running', 'cancel', 20, 'cancelled', null],
    ['running', 'cancel', 311, 'cancelled', null],
    ['running', 'tick', 310, 'nothing', null],
    ['running', 'tick', 311, 'timed_out', 'timeout'],
  ];
  it.each(table)('%s, %s at %i: %s (%s)', (state, type, at, after, kind) => {
    const side = LIVE[state] ?? null;
    const said = step(side, toEvent({ type, id: 'g1' }, at));
    expect(said?.state ?? 'nothing').toBe(after);
    expect(said?.failure?.kind ?? null).toBe(kind);
    if (said !== undefined) expect(said.endedAt).toBe(isLive(said.state) ? null : at);
    expect(said?.image ?? null).toEqual(after === 'succeeded' ? image : null);
    // For another attempt it changes nothing.
    if (type !== 'start') expect(step(side, toEvent({ type, id: 'g2' }, at))).toBeUndefined();
  });
});

describe('a side that has ended', () => {
  const ended = SIDE_STATES.filter((state) => state !== 'waiting' && state !== 'running');
  const types = ['start', 'dispatched', 'delivered', 'failed', 'cancel', 'tick'];

  it.each(ended)('as %s takes nothing but another start', (state) => {
    const side: Side = waiting && { ...waiting, state, endedAt: 30 };
    for (const type of types) {
      for (const at of [40, 5_000]) {
        expect(step(side, toEvent({ type, id: 'g1' }, at))).toBeUndefined();
      }
    }
    expect(step(side, toEvent({ type: 'start', id: 'g2' }, 40))).toEqual({
      id: 'g2',
      state: 'waiting',
      waitDeadline: 940,
      runDeadline: null,
      image: null,
      failure: null,
      endedAt: null,
    });
  });

  it('had one of five endings', () => {
    expect(ended).toEqual(['succeeded', 'failed', 'blocked', 'timed_out', 'cancelled']);
  });
});

describe('a failure', () => {
  it.each<[ErrorKind, SideState]>([
    ['safety_block', 'blocked'],
    ['invalid_request', 'failed'],
    ['rate_limited', 'failed'],
    ['provider_error', 'failed'],
    ['network', 'failed'],
    ['timeout', 'timed_out'],
    ['queue_timeout', 'timed_out'],
    ['worker_lost', 'failed'],
    ['storage', 'failed'],
    ['auth', 'failed'],
    ['quota', 'failed'],
    ['model_gone', 'failed'],
  ])('of kind %s leaves the side %s, and is kept whole', (kind, state) => {
    const failure = { kind, detail: 'the vendor’s words', retryAfterMs: 5 };
    const side = step(running, { type: 'failed', id: 'g1', at: 20, failure });
    expect(side).toMatchObject({ state, failure, endedAt: 20, image: null });
  });
});

describe('any order of events', () => {
  it('leaves an ended generation as it ended', () => {
    everyMove(({ before, after }) => {
      if (before !== null && !isLive(before.state) && after?.id === before.id) {
        expect(after).toBe(before);
      }
    });
  });

  it('shows an image only of the generation whose own result came in time', () => {
    everyMove(({ before, event, after }) => {
      if (after === before || after?.image == null) return;
      expect(event).toMatchObject({ type: 'delivered', id: before?.id });
      expect(event.at).toBeLessThanOrEqual(before?.runDeadline ?? -1);
    });
  });

  it('never loses a result that comes in time for the running generation', () => {
    everyMove(({ before, event, after }) => {
      const inTime = event.at <= (before?.runDeadline ?? -1);
      if (event.type !== 'delivered' || before?.state !== 'running') return;
      if (before.id === event.id && inTime) expect(after?.state).toBe('succeeded');
    });
  });

  it('never has two live generations, for a start needs an ended side', () => {
    everyMove(({ before, after }) => {
      if (before !== null && isLive(before.state)) expect(after?.id).toBe(before.id);
    });
  });

  it('leaves no side alive once a tick finds it past its deadline', () => {
    everyMove(({ before, event, after }) => {
      if (event.type !== 'tick' || before === null || before.id !== event.id) return;
      const deadline = before.state === 'running' ? before.runDeadline : before.waitDeadline;
      if (event.at > (deadline ?? Infinity)) expect(isLive(after?.state ?? 'waiting')).toBe(false);
    });
  });
});
