import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { asSurfaceError, refusalIn } from '../../src/bots/discord/errors.ts';

const api = (code: number, status: number) =>
  new DiscordAPIError({ message: 'no', code }, code, status, 'POST', 'http://d.test', {});
const network = (code: string) => Object.assign(new Error(code), { code });
const limited = new RateLimitError({
  timeToReset: 900_000,
  limit: 1,
  method: 'PATCH',
  hash: 'h',
  url: 'http://d.test',
  route: '/x',
  majorParameter: '1',
  global: false,
  retryAfter: 900_000,
  sublimitTimeout: 0,
  scope: 'user',
});

describe('a post that failed', () => {
  it.each([
    ['the channel is gone', api(10_003, 404), 'gone'],
    ['the server is gone', api(10_004, 404), 'gone'],
    ['the message is gone', api(10_008, 404), 'gone'],
    ['the bot may not', api(50_013, 403), 'forbidden'],
    ['the bot may not see the channel', api(50_001, 403), 'forbidden'],
    ['the person takes no messages', api(50_007, 403), 'forbidden'],
    ['the bot may not read what it answers', api(160_002, 400), 'forbidden'],
    ['the thread is locked', api(160_005, 403), 'forbidden'],
    ['the thread is archived', api(50_083, 400), 'forbidden'],
    ['the body is wrong', api(50_035, 400), 'refused'],
    ['the picture is held to be explicit', api(20_009, 400), 'filtered'],
    ['AutoMod blocks its words', api(200_000, 400), 'filtered'],
    ['AutoMod blocks its title', api(200_001, 400), 'filtered'],
    ['a link is held to be harmful', api(240_000, 400), 'filtered'],
    ['Discord asks to come back later', api(40_004, 403), 'transient'],
    ['Discord limits what the channel takes', api(20_028, 400), 'transient'],
    // The client tells of its last try alone: an earlier one may have taken effect.
    ['the last try met no token', api(0, 401), 'unknown'],
    ['the last try was refused a connection', network('ECONNREFUSED'), 'unknown'],
    ['the last try was a 500', new HTTPError(500, 'x', 'POST', 'http://d.test', {}), 'unknown'],
    ['the last try met a rate limit', limited, 'unknown'],
    ['the last try was a 429', api(20_028, 429), 'unknown'],
    ['the last try was cut off', network('ECONNRESET'), 'unknown'],
    ['something else broke', 'no error at all', 'unknown'],
  ])('because %s', (_, cause, kind) => {
    expect(asSurfaceError(cause, 'post').kind).toBe(kind);
  });
});

describe('content that Discord refuses', () => {
  it.each([
    [20_009, 'picture'],
    [200_000, 'words'],
    [200_001, 'words'],
    [240_000, 'words'],
  ])('for good (%i) comes with what it is, and Discord’s words', (code, about) => {
    expect(asSurfaceError(api(code, 400), 'post')).toMatchObject({
      refusal: { about, said: 'no' },
    });
    expect(refusalIn(api(code, 400))).toEqual({ about, said: 'no' });
  });

  it('is nothing else that fails', () => {
    expect(refusalIn(api(50_035, 400))).toBeUndefined();
    expect(refusalIn(network('ECONNRESET'))).toBeUndefined();
  });
});

describe('an edit that failed', () => {
  it('can simply be made again, unless Discord said no', () => {
    expect(asSurfaceError(network('ECONNRESET'), 'repeatable').kind).toBe('transient');
    expect(asSurfaceError(api(0, 401), 'repeatable').kind).toBe('transient');
    expect(asSurfaceError(api(20_028, 429), 'repeatable').kind).toBe('transient');
    expect(asSurfaceError(api(50_035, 400), 'repeatable').kind).toBe('refused');
    expect(asSurfaceError(api(50_013, 403), 'repeatable').kind).toBe('forbidden');
    expect(asSurfaceError(api(10_008, 404), 'repeatable').kind).toBe('gone');
  });

  it('for a rate limit says how long to wait', () => {
    expect(asSurfaceError(limited, 'repeatable')).toMatchObject({
      kind: 'transient',
      retryAfterMs: 900_000,
    });
    expect(asSurfaceError(network('ECONNRESET'), 'repeatable').retryAfterMs).toBeNull();
  });
});
