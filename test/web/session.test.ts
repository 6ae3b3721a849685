import { describe, expect, it } from 'vitest';
import { Sessions } from '../../src/bots/web/sessions.ts';
import { healthRoutes } from '../../src/bots/web/routes/health.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sessionRows } from '../../src/storage/session-rows.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';

const TOKEN = 'sixteen letters.';
const DAY = 24 * 3_600_000;
const JSON_TYPE = { 'content-type': 'application/json' };

async function hubWithToken(publicUrl?: string) {
  const hub = await new Hub().start();
  return { hub, ...webOf(hub, { apiToken: TOKEN, ...(publicUrl && { publicUrl }) }) };
}

/** The cookie of an answer, as a browser sends it back. */
function cookieOf(headers: Readonly<Record<string, unknown>>): string {
  return String(headers['set-cookie']).split(';', 1)[0] ?? '';
}

describe('signing in', () => {
  it('gives a cookie for a month, which no script and no other page can use', async () => {
    const { ask } = await hubWithToken();
    const { status, headers } = await ask('/api/session', { body: { token: TOKEN } });
    expect(status).toBe(204);
    const set = String(headers['set-cookie']);
    expect(set.split('; ').slice(1).toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=2592000',
      'Path=/',
      'SameSite=Strict',
    ]);
    expect(set).not.toContain(TOKEN);
    const cookie = cookieOf(headers);
    expect((await ask('/api/me', { headers: { cookie } })).status).toBe(200);
  });

  it.each([
    [{ 'x-forwarded-proto': 'https' }, undefined, true],
    [{ 'x-forwarded-proto': 'http' }, undefined, false],
    [{}, undefined, false],
    [{ host: 'art.example' }, 'https://art.example', true],
    [{ host: 'localhost' }, 'https://art.example', false],
    [{ host: 'art.example' }, 'http://art.example', false],
  ])('with %j at %s: whether the cookie is for HTTPS alone', async (headers, url, secure) => {
    const { ask } = await hubWithToken(url);
    const answer = await ask('/api/session', { body: { token: TOKEN }, headers });
    expect(String(answer.headers['set-cookie']).split('; ').includes('Secure')).toBe(secure);
  });

  it('where no token is needed gives none, and is no error', async () => {
    const { ask } = webOf(await new Hub().start());
    const { status, headers } = await ask('/api/session', { body: { token: TOKEN } });
    expect([status, headers['set-cookie']]).toEqual([204, undefined]);
  });

  it('anew ends the sign-in before', async () => {
    const { ask } = await hubWithToken();
    const body = { token: TOKEN };
    const old = cookieOf((await ask('/api/session', { body })).headers);
    const next = await ask('/api/session', { body, headers: { cookie: old } });
    expect((await ask('/api/me', { headers: { cookie: old } })).json.code).toBe('token_needed');
    const cookie = cookieOf(next.headers);
    expect((await ask('/api/me', { headers: { cookie } })).status).toBe(200);
  });
});

describe('two session cookies in one request', () => {
  // Browsers send the one with the longer path first (RFC 6265, 5.4); a page under our own path may have set it.
  it.each<[string, (mine: string) => string, number]>([
    ['the good one first', (mine) => `${mine}; diptych_session=planted`, 200],
    ['the good one second', (mine) => `diptych_session=planted; ${mine}`, 401],
  ])('%s: the first counts alone', async (_order, both, status) => {
    const { ask } = await hubWithToken();
    const mine = cookieOf((await ask('/api/session', { body: { token: TOKEN } })).headers);
    const answer = await ask('/api/me', { headers: { cookie: both(mine) } });
    expect(answer.status).toBe(status);
    expect((await ask('/api/me', { headers: { cookie: mine } })).status).toBe(200);
  });
});

describe('signing out', () => {
  it('ends the sign-in on the hub: a copy of its cookie is worth nothing afterwards', async () => {
    const { ask } = await hubWithToken();
    const [mine, other] = [
      cookieOf((await ask('/api/session', { body: { token: TOKEN } })).headers),
      cookieOf((await ask('/api/session', { body: { token: TOKEN } })).headers),
    ];
    const answer = await ask('/api/session', {
      method: 'DELETE',
      headers: { ...JSON_TYPE, cookie: mine },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toBe('diptych_session=; Max-Age=0; Path=/');
    expect((await ask('/api/me', { headers: { cookie: mine } })).json.code).toBe('token_needed');
    expect((await ask('/api/me', { headers: { cookie: other } })).status).toBe(200);
  });

  it('without a sign-in, or twice, is no error', async () => {
    const { ask } = await hubWithToken();
    for (const headers of [JSON_TYPE, { ...JSON_TYPE, cookie: 'diptych_session=gone' }]) {
      expect((await ask('/api/session', { method: 'DELETE', headers })).status).toBe(204);
    }
  });
});

describe('a sign-in', () => {
  function some(apiToken: string | null = TOKEN) {
    const db = openDatabase(':memory:');
    const clock = new FakeClock();
    const rows = sessionRows(db);
    return { db, clock, rows, sessions: new Sessions({ rows, clock, apiToken }) };
  }

  it.each([
    [30 * DAY - 1, true],
    [30 * DAY, false],
  ])('after %i ms: whether it is good', async (ms, good) => {
    const { clock, sessions } = some();
    const cookie = sessions.begin();
    await clock.advance(ms);
    expect(sessions.isGood(cookie)).toBe(good);
  });

  it.each([undefined, '', '.', 'x', '99999999999999.x'])('is not %j', (cookie) => {
    const { sessions } = some();
    sessions.begin();
    expect(sessions.isGood(cookie)).toBe(false);
  });

  it('outlives a restart, and ends with its token', () => {
    const { rows, clock, sessions } = some();
    const cookie = sessions.begin();
    expect(new Sessions({ rows, clock, apiToken: TOKEN }).isGood(cookie)).toBe(true);
    expect(new Sessions({ rows, clock, apiToken: 'another token of us' }).isGood(cookie)).toBe(
      false,
    );
    expect(new Sessions({ rows, clock, apiToken: null }).isGood(cookie)).toBe(false);
  });

  it('is not in the database as the browser has it', () => {
    const { db, sessions } = some();
    const cookie = sessions.begin();
    const kept = JSON.stringify(db.prepare('SELECT * FROM web_sessions').all());
    expect(kept).toContain('"hash"');
    expect(kept).not.toContain(cookie);
    expect(cookie).toMatch(/^[\w-]{43}$/);
  });

  it('is forgotten when it has ended, and when a thousand newer ones are there', async () => {
    const { db, clock, sessions } = some();
    const count = () => db.prepare('SELECT count(*) FROM web_sessions').pluck().get();
    sessions.begin();
    await clock.advance(30 * DAY);
    sessions.begin();
    expect(count()).toBe(1);
    await clock.advance(1);
    const first = sessions.begin();
    await clock.advance(1);
    for (let n = 0; n < 999; n += 1) sessions.begin();
    expect([count(), sessions.isGood(first)]).toEqual([1_000, true]);
    sessions.begin();
    expect([count(), sessions.isGood(first)]).toEqual([1_000, false]);
  });
});

describe('the health of the hub', () => {
  it('is whether the process lives, and apart from that whether it can work', async () => {
    const answers = async (why: string | null, fault: string | null = null) => {
      const inside = {
        queue: 'inside',
        queueFault: null,
        workers: [],
        blobsFault: null,
        resting: [],
      } as const;
      const parts = { ready: () => why, storage: async () => fault, health: () => inside };
      const app = healthRoutes(parts);
      const [health, ready] = [await app.request('/healthz'), await app.request('/readyz')];
      return [health.status, await health.json(), ready.status, await ready.json()];
    };
    const alive = { name: 'diptych', status: 'ok' };
    expect(await answers(null)).toEqual([200, alive, 200, { status: 'ready' }]);
    const detail = 'the hub is stopping';
    expect(await answers(detail)).toEqual([200, alive, 503, { status: 'not ready', detail }]);
    const full = 'the storage is full';
    const notReady = { status: 'not ready', detail: full };
    expect(await answers(null, full)).toEqual([200, alive, 503, notReady]);
  });
});
