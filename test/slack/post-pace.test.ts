import { beforeEach, describe, expect, it } from 'vitest';
import { PostPace } from '../../src/bots/slack/post-pace.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { atSurface, HEADER } from './surface-kit.ts';

let clock: FakeClock;
let pace: PostPace;
beforeEach(() => {
  clock = new FakeClock();
  pace = new PostPace(clock);
});

const isTaken = (channel: string): boolean => {
  try {
    pace.take(channel);
    return true;
  } catch (cause) {
    expect(cause).toMatchObject({ kind: 'transient', retryAfterMs: expect.any(Number) });
    return false;
  }
};

describe('the posts of a channel', () => {
  it('are a few at once, then one a second, each channel for itself', async () => {
    expect([1, 2, 3, 4].map(() => isTaken('C1'))).toEqual([true, true, true, false]);
    expect(isTaken('C2')).toBe(true);
    await clock.advance(1_000);
    expect([isTaken('C1'), isTaken('C1')]).toEqual([true, false]);
  });

  it('wait when Slack says so, those of others do not', async () => {
    pace.pause('C1', 30_000);
    expect(() => pace.take('C1')).toThrow(expect.objectContaining({ retryAfterMs: 30_000 }));
    expect(isTaken('C2')).toBe(true);
    await clock.advance(30_000);
    expect([isTaken('C1'), isTaken('C1')]).toEqual([true, false]);
  });

  it('are counted in busy channels, however many quiet ones there are', () => {
    for (let n = 0; n < 3; n += 1) isTaken('busy');
    for (let n = 0; n < 2_000; n += 1) isTaken(`C${n}`);
    expect(isTaken('busy')).toBe(false);
  });
});

describe('many first answers at once', () => {
  it('do not spend the channel’s limit on refusals: the others surely come later', async () => {
    const { surface, target, slack, messages } = await atSurface();
    const posts = Array.from({ length: 40 }, (_, n) =>
      surface.post({ ...target, nonce: `p${n}` }, HEADER),
    );
    const outcomes = (await Promise.allSettled(posts)).map((one) =>
      one.status === 'fulfilled' ? 'posted' : one.reason.kind,
    );
    expect(outcomes.filter((one) => one === 'posted')).toHaveLength(3);
    expect(outcomes.filter((one) => one === 'transient')).toHaveLength(37);
    expect([messages().length, slack.calls.length]).toEqual([3, 3]);
  });

  it('that Slack refuses as too many keep the others from being tried', async () => {
    const { surface, target, slack, clock: time, count } = await atSurface();
    slack.fail({ method: 'chat.postMessage', how: { retryAfterS: 30 } });
    const later = (retryAfterMs: number) => ({ kind: 'transient', retryAfterMs });
    await expect(surface.post(target, HEADER)).rejects.toMatchObject(later(30_000));
    await time.advance(10_000);
    await expect(surface.post(target, HEADER)).rejects.toMatchObject(later(20_000));
    expect(count('chat.postMessage')).toBe(0);
    await time.advance(20_000);
    await surface.post(target, HEADER);
    expect(count('chat.postMessage')).toBe(1);
  });
});
