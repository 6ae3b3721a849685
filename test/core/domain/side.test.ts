import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Side, type SideEvent, isLive, step } from '../../../src/core/domain/side.ts';

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
  type: fc.constantFrom('start', 'dispatched', 'delivered', 'refused', 'cancel', 'tick'),
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
    case 'refused':
      return { type: 'refused', id, at, failure: { kind: 'provider_error', detail: 'no' } };
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
    expect(step(running, { type: 'refused', id: 'g1', at: 20, failure })?.state).toBe('blocked');
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
