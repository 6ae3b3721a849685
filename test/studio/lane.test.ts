import { describe, expect, it } from 'vitest';
import type { PairChange } from '../../src/core/studio/base/signals.ts';
import { Lane, type LaneStep } from '../../src/core/studio/show/lane.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

/** A lane of texts, the lowest number first; each is done once. */
function laneOf(
  gapMs: number,
  answer: (task: string) => LaneStep | Promise<LaneStep> = () => ({ type: 'done' }),
) {
  const clock = new FakeClock(0);
  const due = new Map<string, string | readonly string[]>();
  const read: string[] = [];
  const done: string[] = [];
  const prepared: string[][] = [];
  const disk = { promise: Promise.resolve() };
  const lane = new Lane<string>(
    {
      tasks: (pairId) => {
        read.push(pairId);
        return [due.get(pairId) ?? []].flat();
      },
      importance: (task) => Number.parseInt(task, 10),
      isSame: (one, other) => one === other,
      after: () => 'any',
      prepare: async (tasks) => {
        prepared.push([...tasks]);
        await disk.promise;
        return 7;
      },
      run: async (pairId, task) => {
        done.push(`${task} at ${clock.now()}`);
        due.set(
          pairId,
          [due.get(pairId) ?? []].flat().filter((one) => one !== task),
        );
        return answer(task);
      },
    },
    clock,
    gapMs,
  );
  const mark = (pairId: string, task: string | readonly string[], change?: PairChange) => {
    due.set(pairId, task);
    lane.mark(pairId, change);
  };
  return { clock, done, lane, mark, prepared, read, disk };
}

describe('a lane whose tasks must be on the disk', () => {
  it('prepares together what waits, and anew what changed or came meanwhile', async () => {
    const { clock, done, mark, prepared, disk } = laneOf(0);
    const slow = Promise.withResolvers<void>();
    disk.promise = slow.promise;
    mark('p1', '2 header');
    mark('p2', '3 edit');
    await clock.advance(0);
    expect([prepared, done]).toEqual([[['2 header', '3 edit']], []]);
    mark('p2', '0 image');
    mark('p3', '1 card');
    slow.resolve();
    for (let n = 0; n < 5; n += 1) await clock.advance(0);
    expect(prepared).toEqual([
      ['2 header', '3 edit'],
      ['0 image', '1 card'],
    ]);
    expect(done).toEqual(['0 image at 0', '1 card at 0', '2 header at 0']);
  });
});

describe('a lane in which pairs change again before it has shown them', () => {
  it('prepares only once what a second reading finds the same, and all messages of a pair together', async () => {
    const { clock, done, mark, prepared, disk } = laneOf(0);
    const slow = Promise.withResolvers<void>();
    disk.promise = slow.promise;
    mark('p1', ['0 image A', '0 image B']);
    await clock.advance(0);
    mark('p1', ['0 image A', '0 image B']);
    slow.resolve();
    for (let n = 0; n < 5; n += 1) await clock.advance(0);
    expect(prepared).toEqual([['0 image A', '0 image B']]);
    expect(done).toEqual(['0 image A at 0', '0 image B at 0']);
  });

  it('prepares what comes while a message is posted before that is done', async () => {
    const posting = Promise.withResolvers<LaneStep>();
    const { clock, done, mark, prepared, disk } = laneOf(0, () => posting.promise);
    const slow = Promise.withResolvers<void>();
    disk.promise = slow.promise;
    mark('p1', '0 image');
    await clock.advance(0);
    mark('p2', '0 image');
    slow.resolve();
    await clock.advance(0);
    expect(done).toEqual(['0 image at 0']);
    expect(prepared).toEqual([['0 image'], ['0 image']]);
    posting.resolve({ type: 'done' });
    for (let n = 0; n < 3; n += 1) await clock.advance(0);
    expect(done).toHaveLength(2);
    expect(prepared).toHaveLength(2);
  });

  it('reads those that need edits alone after all messages, once for all their changes', async () => {
    const { clock, done, mark, read } = laneOf(1_000);
    mark('p1', '0 image');
    mark('p2', '3 edit', 'edits');
    await clock.advance(0);
    mark('p2', '3 newer edit', 'edits');
    mark('p3', '0 image');
    await clock.advance(1_000);
    expect([done, read.includes('p2')]).toEqual([['0 image at 0', '0 image at 1000'], false]);
    await clock.advance(1_000);
    expect(done.at(-1)).toBe('3 newer edit at 2000');
    expect(read.filter((pair) => pair === 'p2')).toHaveLength(1);
  });

  it('reads the edits of eight pairs ahead, and those that have nothing to do besides', async () => {
    const { clock, lane, mark, read } = laneOf(1_000);
    for (let n = 1; n <= 20; n += 1) mark(`p${n}`, n <= 3 ? [] : '3 edit', 'edits');
    await clock.advance(0);
    expect(read).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => `p${n}`));
    mark('p20', '0 image');
    await clock.advance(1_000);
    expect(read.slice(11)).toEqual(['p20', 'p4']);
    for (let n = 0; n < 20; n += 1) await clock.advance(1_000);
    await lane.idle();
    expect(new Set(read).size).toBe(20);
  });

  it('does at once a message that comes to a pair which needed an edit', async () => {
    const { clock, done, mark } = laneOf(1_000);
    mark('p1', '0 image');
    mark('p2', '3 edit', 'edits');
    mark('p2', ['0 image', '3 edit']);
    mark('p2', ['0 image', '3 edit'], 'edits');
    mark('p3', '1 card');
    await clock.advance(0);
    await clock.advance(1_000);
    expect(done).toEqual(['0 image at 0', '0 image at 1000']);
  });
});

describe('a lane in which pairs change all the time', () => {
  it('shows what waits all the same, though each change interrupts its preparation', async () => {
    const clock = new FakeClock(0);
    const done: string[] = [];
    let changes = 0;
    const lane: Lane<string> = new Lane<string>(
      {
        tasks: (pairId) => [`edit of ${pairId}`],
        importance: () => 3,
        isSame: (one, other) => one === other,
        after: () => 'any',
        prepare: async (_, more) => {
          changes += 1;
          if (changes < 100) lane.mark('p2');
          const moment = Promise.resolve().then(() => Promise.resolve());
          const isInterrupted = await Promise.race([
            more.then(() => true),
            moment.then(() => false),
          ]);
          return isInterrupted ? undefined : 7;
        },
        run: async (_, task) => {
          done.push(task);
          void lane.close();
          return { type: 'done' };
        },
      },
      clock,
      0,
    );
    lane.mark('p1');
    await lane.idle();
    expect(done).toEqual(['edit of p1']);
    expect(changes).toBeLessThan(20);
  });
});

describe('a lane in which one pair changes with each of its edits', () => {
  it('shows those behind it in turn', async () => {
    const { clock, done, lane, mark } = laneOf(1_000, (task) => {
      if (task.endsWith('of p1')) mark('p1', '3 edit of p1', 'edits');
      return { type: 'done' };
    });
    for (const pair of ['p1', 'p2', 'p3']) mark(pair, `3 edit of ${pair}`, 'edits');
    await clock.advance(0);
    for (let n = 0; n < 3; n += 1) await clock.advance(1_000);
    await lane.close();
    expect(done).toEqual([
      '3 edit of p1 at 0',
      '3 edit of p2 at 1000',
      '3 edit of p3 at 2000',
      '3 edit of p1 at 3000',
    ]);
  });
});

describe('a lane with a gap', () => {
  it('does first what is most important when the gap is over, not when it began', async () => {
    const { clock, done, mark } = laneOf(1_000);
    mark('p1', '2 header');
    mark('p2', '3 edit');
    await clock.advance(0);
    expect(done).toEqual(['2 header at 0']);
    await clock.advance(500);
    mark('p3', '0 image');
    await clock.advance(500);
    expect(done).toEqual(['2 header at 0', '0 image at 1000']);
    await clock.advance(1_000);
    expect(done).toEqual(['2 header at 0', '0 image at 1000', '3 edit at 2000']);
  });

  it('keeps the gap to what comes after it had nothing more to do', async () => {
    const { clock, done, mark } = laneOf(1_000);
    mark('p1', '0 image');
    await clock.advance(0);
    await clock.advance(700);
    mark('p2', '0 image');
    await clock.advance(299);
    expect(done).toHaveLength(1);
    await clock.advance(1);
    expect(done).toEqual(['0 image at 0', '0 image at 1000']);
    await clock.advance(5_000);
    mark('p3', '0 image');
    await clock.advance(0);
    expect(done.at(-1)).toBe('0 image at 6000');
  });

  it('pauses as long as it was told when that is longer, and no longer', async () => {
    const { clock, done, mark } = laneOf(1_000, () => ({ type: 'pause', ms: 4_000 }));
    mark('p1', '0 image');
    mark('p2', '1 card');
    await clock.advance(0);
    await clock.advance(3_999);
    expect(done).toHaveLength(1);
    await clock.advance(1);
    expect(done).toEqual(['0 image at 0', '1 card at 4000']);
  });

  it('keeps the gap after a call that failed and is put aside', async () => {
    const { clock, done, mark } = laneOf(1_000, () => ({ type: 'defer', ms: 60_000 }));
    mark('p1', '0 image');
    mark('p2', '1 card');
    await clock.advance(0);
    await clock.advance(999);
    expect(done).toHaveLength(1);
    await clock.advance(1);
    expect(done).toEqual(['0 image at 0', '1 card at 1000']);
  });

  it('closes without waiting for the gap, and leaves no timer', async () => {
    const { clock, done, lane, mark } = laneOf(1_000);
    mark('p1', '0 image');
    mark('p2', '1 card');
    await clock.advance(0);
    await lane.close();
    expect([done, clock.pending]).toEqual([['0 image at 0'], 0]);
  });
});

describe('a lane without a gap', () => {
  it('goes on at once, and sets no timer', async () => {
    const { clock, done, mark } = laneOf(0);
    mark('p1', '0 image');
    mark('p2', '1 card');
    await clock.advance(0);
    await clock.advance(0);
    expect(done).toEqual(['0 image at 0', '1 card at 0']);
    expect(clock.pending).toBe(0);
  });
});
