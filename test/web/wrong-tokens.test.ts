import { describe, expect, it } from 'vitest';
import { TriedTooOften, WrongTokens } from '../../src/bots/web/wrong-tokens.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { call, runHub } from './hub.ts';

const TOKEN = 'a-token-of-some-length';

function some() {
  const clock = new FakeClock();
  const logged: { readonly fields: object; readonly message: string }[] = [];
  const warn = (fields: object, message: string) => void logged.push({ fields, message });
  const log = { info: warn, warn, error: warn };
  const tokens = new WrongTokens({ clock, log });
  return {
    clock,
    logged,
    wrong: (address: string, times = 1) => {
      for (let n = 0; n < times; n += 1) tokens.wrong(address, 'sign-in');
    },
    /** Seconds that the address must wait; 0: it may try. */
    wait: (address: string): number => {
      try {
        tokens.requireTry(address);
        return 0;
      } catch (cause) {
        if (!(cause instanceof TriedTooOften)) throw cause;
        return cause.retryAfterS;
      }
    },
  };
}

describe('wrong tokens', () => {
  it('make their address wait after five of them, until one is forgiven', async () => {
    const { clock, wrong, wait } = some();
    wrong('a', 4);
    expect(wait('a')).toBe(0);
    wrong('a');
    expect(wait('a')).toBe(10);
    await clock.advance(9_001);
    expect(wait('a')).toBe(1);
    await clock.advance(999);
    expect(wait('a')).toBe(0);
    wrong('a');
    expect(wait('a')).toBe(10);
  });

  it('are forgiven with time, and never more than five at once', async () => {
    const { clock, wrong, wait } = some();
    wrong('a', 5);
    await clock.advance(24 * 3_600_000);
    wrong('a', 4);
    expect(wait('a')).toBe(0);
    wrong('a');
    expect(wait('a')).toBe(10);
  });

  it('of one address are not another one’s', () => {
    const { wrong, wait } = some();
    wrong('a', 500);
    expect(wait('a')).toBeGreaterThan(0);
    expect(wait('b')).toBe(0);
  });

  it('from many addresses leave one try to each, and shut out nobody who has not tried', async () => {
    const { clock, wrong, wait } = some();
    for (let n = 0; n < 59; n += 1) wrong(`a${n}`);
    expect(wait('a58')).toBe(0);
    wrong('a59');
    expect(wait('a59')).toBe(10);
    expect(wait('a0')).toBe(10);
    expect(wait('new')).toBe(0);
    await clock.advance(10_000);
    expect(wait('a59')).toBe(0);
  });

  it('are remembered of ten thousand addresses at most', () => {
    const { wrong, wait } = some();
    wrong('first', 5);
    for (let n = 0; n < 9_999; n += 1) wrong(`a${n}`);
    expect(wait('first')).toBeGreaterThan(0);
    wrong('one more');
    expect(wait('first')).toBe(0);
  });

  it('are forgotten of the address that was wrong longest ago', () => {
    const { wrong, wait } = some();
    wrong('first', 5);
    for (let n = 0; n < 9_999; n += 1) wrong(`a${n}`);
    wrong('first');
    wrong('one more');
    expect(wait('first')).toBeGreaterThan(0);
  });

  it('are logged with their address and door', () => {
    const { logged, wrong } = some();
    wrong('192.0.2.1', 5);
    const fields = { address: '192.0.2.1', door: 'sign-in' };
    expect(logged).toEqual([
      ...Array.from({ length: 4 }, () => ({ fields, message: 'a wrong API token was given' })),
      { fields, message: 'a wrong API token was given, and its address must wait now' },
    ]);
  });
});

describe('guessing the token of a hub', () => {
  it('is slowed down, by sign-in and Bearer alike; the right one from elsewhere is let in', async () => {
    const hub = await runHub({ API_TOKEN: TOKEN });
    const from = (address: string) => ({ 'x-forwarded-for': `203.0.113.99, ${address}` });
    const signIn = (token: string, address: string) =>
      call(hub.url, '/api/session', { body: { token }, headers: from(address) });
    const bearer = (token: string, address: string) => {
      const headers = { authorization: `Bearer ${token}`, ...from(address) };
      return call(hub.url, '/api/me', { headers });
    };
    for (const ask of [signIn, bearer, signIn, bearer, signIn]) {
      expect((await ask('a-guess-of-some-length', '192.0.2.1')).json.code).toBe('token_wrong');
    }
    for (const ask of [signIn, bearer]) {
      const { status, json, headers } = await ask(TOKEN, '192.0.2.1');
      expect([status, json.code]).toEqual([429, 'token_tries']);
      expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(10);
      expect(json.detail).toBe(
        `Too many wrong API tokens came from your address: please try again in ${String(headers['retry-after'])} s.`,
      );
    }
    expect((await signIn(TOKEN, '192.0.2.2')).status).toBe(204);
    expect((await bearer(TOKEN, '192.0.2.2')).status).toBe(200);
    const said = JSON.stringify(hub.log.lines);
    expect(said).toContain('a wrong API token was given');
    expect(said).not.toContain('a-guess');
    await hub.close();
  });
});
