import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { asSurfaceError } from '../../src/bots/discord/errors.ts';

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
    ['the bot may not', api(50_013, 403), 'forbidden'],
    ['the thread is archived', api(50_083, 400), 'forbidden'],
    ['the body is wrong', api(50_035, 400), 'refused'],
    // The client tells of its last try alone: an earlier one may have taken effect.
    ['the last try met no token', api(0, 401), 'unknown'],
    ['the last try was refused a connection', network('ECONNREFUSED'), 'unknown'],
    ['the last try was a 500', new HTTPError(500, 'x', 'POST', 'http://d.test', {}), 'unknown'],
    ['the last try met a rate limit', limited, 'unknown'],
  ])('because %s', (_, cause, kind) => {
    expect(asSurfaceError(cause, 'post').kind).toBe(kind);
  });
});

describe('an edit that failed', () => {
  it('can simply be made again, unless Discord said no', () => {
    expect(asSurfaceError(network('ECONNRESET'), 'repeatable').kind).toBe('transient');
    expect(asSurfaceError(api(0, 401), 'repeatable').kind).toBe('transient');
    expect(asSurfaceError(api(10_008, 404), 'repeatable').kind).toBe('gone');
  });

  it('for a rate limit says how long to wait', () => {
    expect(asSurfaceError(limited, 'repeatable')).toMatchObject({
      kind: 'transient',
      retryAfterMs: 900_000,
    });
  });
});
