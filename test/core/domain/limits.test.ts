import { describe, expect, it } from 'vitest';
import type { ErrorKind, Failure } from '../../../src/core/domain/failure.ts';
import { MAX_ATTACHMENTS } from '../../../src/core/chat/command.ts';
import * as limits from '../../../src/core/domain/limits.ts';
import * as pictureLimits from '../../../src/core/domain/picture-limits.ts';
import * as promptLimit from '../../../src/core/domain/prompt-limit.ts';
import { mayRun, runsUsed } from '../../../src/core/domain/limits.ts';
import type { Generation } from '../../../src/core/domain/pair.ts';
import { aGeneration, NOW, RUNNING, withImage } from '../../values.ts';

const failed = (kind: ErrorKind, more: Partial<Failure> = {}): Partial<Generation> => ({
  ...RUNNING,
  state: 'failed',
  failure: { kind, detail: '', ...more },
  endedAt: NOW + 9_000,
});
const unasked: Partial<Generation> = {
  state: 'timed_out',
  failure: { kind: 'queue_timeout', detail: '' },
  endedAt: NOW + 900_001,
};

/** So many generations of a side with one recipe, each ended as said. */
function runs(count: number, more: Partial<Generation> = withImage()): Generation[] {
  return Array.from({ length: count }, (_, n) =>
    aGeneration(`${more.side ?? 'A'}${n}`, { number: n + 1, recipeHash: 'x', ...more }),
  );
}

describe('the five runs of a spec', () => {
  it.each<[string, Partial<Generation>, number]>([
    ['waits', {}, 1],
    ['runs', RUNNING, 1],
    ['has its image', withImage(), 1],
    ['was cancelled while it waited', { state: 'cancelled', endedAt: NOW }, 0],
    ['was cancelled while it ran', { ...RUNNING, state: 'cancelled', endedAt: NOW }, 1],
    ['waited too long', unasked, 0],
    ['was lost with its worker', failed('worker_lost'), 0],
    ['was not answered in time', { ...failed('timeout'), state: 'timed_out' }, 1],
    ['was blocked', { ...failed('safety_block'), state: 'blocked' }, 1],
    ['was not taken', failed('invalid_request'), 1],
    ['was over a rate limit', failed('rate_limited'), 1],
    ['failed at the provider', failed('provider_error'), 1],
    ['failed on the way', failed('network'), 1],
    ['could not be stored', failed('storage'), 1],
    ['found no storage, so that nobody was asked', failed('storage', { unasked: true }), 0],
    ['had no key, so that nobody was asked', failed('auth', { unasked: true }), 0],
    ['had no key', failed('auth'), 1],
    ['had no money', failed('quota'), 1],
    ['had no model', failed('model_gone'), 1],
  ])('count one that %s', (_what, more, used) => {
    expect(runsUsed([aGeneration('a', { recipeHash: 'x', ...more })], 'A', 'x')).toBe(used);
  });

  it('are five: the fifth may run, a sixth may not', () => {
    expect(mayRun([], 'A', 'x')).toBe('yes');
    expect(mayRun(runs(4), 'A', 'x')).toBe('yes');
    expect(mayRun(runs(5), 'A', 'x')).toBe('runs_used');
    expect(mayRun(runs(6), 'A', 'x')).toBe('runs_used');
  });

  it('are this spec’s: a changed one starts anew', () => {
    expect(runsUsed(runs(5), 'A', 'y')).toBe(0);
    expect(mayRun(runs(5), 'A', 'y')).toBe('yes');
  });

  it('are the side’s own: the twin’s with the same recipe are not counted', () => {
    const twins = runs(9, { ...withImage(), side: 'B' });
    expect(runsUsed([...twins, ...runs(1)], 'A', 'x')).toBe(1);
    expect(mayRun([...twins, ...runs(4)], 'A', 'x')).toBe('yes');
  });

  it('are not used up by what no provider was asked for', () => {
    expect(mayRun([...runs(4), ...runs(15, unasked)], 'A', 'x')).toBe('yes');
  });
});

describe('the ceiling of a side', () => {
  const each = (count: number, side: 'A' | 'B' = 'A') =>
    Array.from({ length: count }, (_, n) =>
      aGeneration(`${side}${n}`, { side, number: n + 1, recipeHash: `recipe ${n}` }),
    );

  it('is 25 generations, with whatever specs: the 25th may run, a 26th may not', () => {
    expect(mayRun(each(24), 'A', 'new')).toBe('yes');
    expect(mayRun(each(25), 'A', 'new')).toBe('side_full');
    expect(mayRun(each(26), 'A', 'new')).toBe('side_full');
  });

  it('counts those that used up no run', () => {
    expect(mayRun(runs(25, unasked), 'A', 'x')).toBe('side_full');
  });

  it('is said before the five runs are', () => {
    expect(mayRun(runs(25), 'A', 'x')).toBe('side_full');
  });

  it('counts the side’s own, not its twin’s', () => {
    expect(mayRun([...each(25, 'B'), ...each(24)], 'A', 'new')).toBe('yes');
  });
});

it('what people may do at once, and how much of it, is what the documents say', () => {
  expect({ ...limits, ...pictureLimits, ...promptLimit }).toMatchObject({
    MAX_RUNS: 5,
    MAX_GENERATIONS: 25,
    MAX_PROMPT: 2_500,
    MAX_COUNT: 8,
    ATTACHMENT_LIMITS: { maxBytes: 20_971_520, maxPixels: 50_000_000 },
    OUTPUT_LIMITS: { maxBytes: 104_857_600, maxPixels: 100_000_000 },
    MAX_RUNNING_PAIRS: 2,
    MAX_WAITING_PAIRS: 10,
    MAX_FEEDBACK: 1_000,
  });
  expect(MAX_ATTACHMENTS).toBe(7);
});
