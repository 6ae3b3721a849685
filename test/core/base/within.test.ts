import { beforeEach, describe, expect, it } from 'vitest';
import { within } from '../../../src/core/base/within.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';

const never = () => Promise.withResolvers<never>().promise;
/** Work that ends with an error of its own as soon as it hears that it was stopped. */
const heeding = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('what the work makes of it')));
  });
const WORK = [
  ['ignores its signal', never],
  ['heeds its signal', heeding],
] as const;

describe('work within a time', () => {
  let clock: FakeClock;
  let outer: AbortController;
  beforeEach(() => {
    clock = new FakeClock();
    outer = new AbortController();
  });
  it('gives its value, and leaves no timer behind', async () => {
    expect(await within({ clock, ms: 1_000 }, () => Promise.resolve(7))).toBe(7);
    expect(clock.pending).toBe(0);
  });

  it('that ignores its signal is waited for no longer than that', async () => {
    const ended = expect(within({ clock, ms: 12_000 }, never)).rejects.toThrow(
      'no answer within 12 s',
    );
    await clock.advance(12_000);
    await ended;
  });

  it.each(WORK)('that %s ends with our reason', async (_what, work) => {
    const late = () => new Error('too late');
    const ended = expect(within({ clock, ms: 10, late }, work)).rejects.toThrow('too late');
    await clock.advance(10);
    await ended;
  });

  it.each(WORK)(
    'that %s ends when the outer signal aborts, with its reason',
    async (_what, work) => {
      const limits = { clock, ms: 10, signal: outer.signal };
      const ended = expect(within(limits, work)).rejects.toThrow('cancelled');
      outer.abort(new Error('cancelled'));
      await ended;
      expect(clock.pending).toBe(0);
    },
  );

  it('is not begun under a signal that has aborted', async () => {
    outer.abort(new Error('cancelled'));
    let begun = false;
    const work = async () => {
      begun = true;
    };
    await expect(within({ clock, ms: 10, signal: outer.signal }, work)).rejects.toThrow(
      'cancelled',
    );
    expect(begun).toBe(false);
  });
});
