import { expect, it } from 'vitest';
import { PlanningTurns } from '../../src/core/studio/ask/planning-turns.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

/** Two at a time; each work lasts until it is ended by hand. */
function controlled() {
  const clock = new FakeClock();
  const turns = new PlanningTurns(2, clock);
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<void>>();
  const run = (name: string) => {
    const end = Promise.withResolvers<void>();
    ends.set(name, end);
    return turns.run(() => {
      begun.push(name);
      return end.promise;
    });
  };
  return { clock, turns, begun, run, end: (name: string) => ends.get(name)?.resolve(), ends };
}

it('works begin in the order they came, a few at once', async () => {
  const { begun, run, end } = controlled();
  const all = ['a', 'b', 'c', 'd', 'e'].map(run);
  expect(begun).toEqual(['a', 'b']);
  end('b');
  await all[1];
  expect(begun).toEqual(['a', 'b', 'c']);
  end('a');
  end('c');
  await Promise.all([all[0], all[2]]);
  expect(begun).toEqual(['a', 'b', 'c', 'd', 'e']);
  end('d');
  end('e');
  await Promise.all(all);
});

it('a work that fails gives its place to the next one', async () => {
  const { begun, run, end, ends } = controlled();
  const failing = run('a');
  const others = [run('b'), run('c')];
  ends.get('a')?.reject(new Error('gone'));
  await expect(failing).rejects.toThrow('gone');
  expect(begun).toEqual(['a', 'b', 'c']);
  end('b');
  end('c');
  await Promise.all(others);
  void run('d');
  expect(begun).toEqual(['a', 'b', 'c', 'd']);
});

it('the wait of one that comes now is the usual time for each full row before it', async () => {
  const { clock, turns, run, end } = controlled();
  expect(turns.waitMs).toBe(0);
  const first = run('a');
  await clock.advance(10_000);
  end('a');
  await first;
  // Nobody is there, whatever the usual time is.
  expect(turns.waitMs).toBe(0);
  void run('b');
  // The other place is free.
  expect(turns.waitMs).toBe(0);
  void run('c');
  // The newest measurement counts a tenth.
  expect(turns.waitMs).toBe(1_000);
  void run('d');
  expect(turns.waitMs).toBe(1_000);
  void run('e');
  expect(turns.waitMs).toBe(2_000);
});
