import { beforeEach, describe, expect, it, vi } from 'vitest';
import { within } from '../../src/core/studio/base/within.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

let clock: FakeClock;
let outer: AbortController;
let inner: AbortSignal | undefined;
beforeEach(() => {
  clock = new FakeClock();
  outer = new AbortController();
  inner = undefined;
});

/** Work that heeds no signal. */
const deaf = (signal: AbortSignal) => {
  inner = signal;
  return Promise.withResolvers<never>().promise;
};

describe('work within a time', () => {
  it('gives what it made, and leaves no timer behind', async () => {
    expect(await within(clock, 5_000, outer.signal, async () => 7)).toBe(7);
    expect(clock.pending).toBe(0);
  });

  it('rejects as the work does, and leaves no timer behind', async () => {
    const work = () => Promise.reject(new Error('quota exceeded'));
    await expect(within(clock, 5_000, outer.signal, work)).rejects.toThrow('quota exceeded');
    expect(clock.pending).toBe(0);
  });

  it('is given up when the time is over, though it heeds no signal', async () => {
    const given = within(clock, 5_000, outer.signal, deaf);
    const rejected = expect(given).rejects.toThrow('no answer within 5 s');
    await clock.advance(4_999);
    expect(inner?.aborted).toBe(false);
    await clock.advance(1);
    await rejected;
    expect(inner?.aborted).toBe(true);
  });

  it('is given up when it is stopped from outside, with that reason', async () => {
    const given = within(clock, 5_000, outer.signal, deaf);
    const rejected = expect(given).rejects.toThrow('closing');
    outer.abort(new Error('closing'));
    await rejected;
    expect(inner?.reason).toEqual(new Error('closing'));
    expect(clock.pending).toBe(0);
  });

  it('is not even begun when it was stopped before', async () => {
    outer.abort(new Error('closing'));
    const work = vi.fn(deaf);
    await expect(within(clock, 5_000, outer.signal, work)).rejects.toThrow('closing');
    expect(work).not.toHaveBeenCalled();
    expect(clock.pending).toBe(0);
  });

  it('is not stopped any more once it has ended', async () => {
    await within(clock, 5_000, outer.signal, async (signal) => {
      inner = signal;
    });
    outer.abort(new Error('closing'));
    await clock.advance(9_000);
    expect(inner?.aborted).toBe(false);
  });
});
