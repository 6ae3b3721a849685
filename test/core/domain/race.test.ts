import { describe, expect, it } from 'vitest';
import { type Candidate, nextStep, type Race } from '../../../src/core/domain/race.ts';
import { aCandidate } from '../../race-values.ts';

const NOW = 1_000_000;
/** When the generation ends as late. */
const DEADLINE = NOW + 300_000;

function race(candidates: readonly Partial<Candidate>[], firstAt: number | null = null): Race {
  const all = candidates.map((one, index) => aCandidate({ number: index + 1, ...one }));
  return { generationId: 'g1', firstAt, verdict: null, candidates: all };
}

const { image } = aCandidate({ state: 'succeeded' });
const done = { state: 'succeeded', image, endedAt: NOW } as const;
const failed = (detail: string) =>
  ({ state: 'failed', endedAt: NOW, failure: { kind: 'network', detail } }) as const;
const running = { state: 'running' } as const;

describe('a race', () => {
  it('waits while nobody has an image and somebody may make one', () => {
    expect(nextStep(race([running, {}]), NOW, DEADLINE)).toEqual({ type: 'wait' });
    expect(nextStep(race([failed('no'), {}]), NOW, DEADLINE)).toEqual({ type: 'wait' });
  });

  it('gives those that wait for a provider 45 s once all that ran have failed', () => {
    const held = race([failed('no'), {}]);
    expect(nextStep(held, NOW + 44_999, DEADLINE)).toEqual({ type: 'wait' });
    const failure = { kind: 'network', detail: 'no' };
    expect(nextStep(held, NOW + 45_000, DEADLINE)).toEqual({ type: 'fail', failure });
    expect(nextStep(race([failed('no'), running]), NOW + 90_000, DEADLINE).type).toBe('wait');
  });

  it('waits as long as it may for its first call', () => {
    expect(nextStep(race([{}, {}]), NOW + 90_000, DEADLINE)).toEqual({ type: 'wait' });
  });

  it('is judged once all have ended, with those that have an image', () => {
    const step = nextStep(race([failed('no'), done, done], NOW), NOW, DEADLINE);
    expect(step.type === 'judge' && step.among.map(({ number }) => number)).toEqual([2, 3]);
  });

  it('gives the others 45 s after the first image, then judges what came', () => {
    const open = race([running, done], NOW);
    expect(nextStep(open, NOW + 44_999, DEADLINE).type).toBe('wait');
    expect(nextStep(open, NOW + 45_000, DEADLINE).type).toBe('judge');
  });

  it('gives them less when the side’s time is nearly over, so that the judge has 30 s', () => {
    const open = race([running, done], DEADLINE - 40_000);
    expect(nextStep(open, DEADLINE - 30_001, DEADLINE).type).toBe('wait');
    expect(nextStep(open, DEADLINE - 30_000, DEADLINE).type).toBe('judge');
  });

  it('fails as the model failed that was asked for, when nobody made an image', () => {
    const step = nextStep(race([failed('mine'), failed('theirs')]), NOW, DEADLINE);
    expect(step).toEqual({ type: 'fail', failure: { kind: 'network', detail: 'mine' } });
  });

  it('was asked for when any of its models was', () => {
    const failure = { kind: 'storage', detail: 'no reference', unasked: true } as const;
    const unasked = { ...failed(''), failure };
    const one = nextStep(race([unasked, failed('theirs')]), NOW, DEADLINE);
    const { kind, detail } = failure;
    expect(one).toEqual({ type: 'fail', failure: { kind, detail } });
    expect(nextStep(race([unasked, unasked]), NOW, DEADLINE)).toEqual({ type: 'fail', failure });
  });

  it('fails too when nobody was called', () => {
    const dropped = { state: 'dropped', endedAt: NOW } as const;
    expect(nextStep(race([dropped]), NOW, DEADLINE)).toMatchObject({
      type: 'fail',
      failure: { kind: 'worker_lost' },
    });
  });
});
