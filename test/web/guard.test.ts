import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Signer } from '../../src/bots/web/links.ts';
import { localeOf } from '../../src/bots/web/locale.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { call, ended, runHub, type RunningHub } from './hub.ts';

const TOKEN = 'a-token-of-some-length';

describe('a hub without a token', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await runHub({ ADMIN_USERS: 'web:root' });
  });
  afterAll(() => hub.close());

  it.each(['localhost', '127.0.0.1', 'localhost:3000', '[::1]:99'])(
    'answers as %s',
    async (host) => {
      expect((await call(hub.url, '/api/models', { headers: { host } })).status).toBe(200);
    },
  );

  it.each(['evil.example', 'localhost.evil.example', '127.0.0.1.nip.io', '192.168.0.5:3000'])(
    'answers nobody as %s: another page’s name may point here',
    async (host) => {
      for (const path of ['/', '/api/models', '/images/x.png', '/metrics']) {
        const answer = await call(hub.url, path, { headers: { host } });
        expect(answer.json).toMatchObject({ status: 403, code: 'host_refused' });
      }
    },
  );

  it.each([
    ['x-forwarded-for', '1.2.3.4'],
    ['forwarded', 'for=1.2.3.4'],
    ['via', '1.1 proxy'],
    ['x-forwarded-host', 'diptych.example'],
    ['x-real-ip', '1.2.3.4'],
  ])('refuses requests forwarded with %s', async (name, value) => {
    const answer = await call(hub.url, '/api/models', { headers: { [name]: value } });
    expect(answer.json).toMatchObject({ status: 403, code: 'forwarded_refused' });
  });

  it('takes changes from its own origin only', async () => {
    const send = (headers: Record<string, string>) =>
      call(hub.url, '/api/press', { body: { id: 'x' }, headers });
    const { host } = new URL(hub.url);
    expect((await send({ origin: `http://${host}` })).json.code).toBe('button_unknown');
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1']) {
      expect((await send({ origin })).json).toMatchObject({ status: 403, code: 'origin_refused' });
    }
  });

  it.each([
    ['cross-site', 'origin_refused'],
    ['same-site', 'origin_refused'],
    ['same-origin', 'button_unknown'],
    ['none', 'button_unknown'],
  ])('asks the browser where a change comes from: %s', async (site, code) => {
    const headers = { 'sec-fetch-site': site };
    const answer = await call(hub.url, '/api/press', { body: { id: 'x' }, headers });
    expect(answer.json.code).toBe(code);
  });

  it('lets no other page sign anybody out', async () => {
    const headers = { origin: 'https://evil.example' };
    const answer = await call(hub.url, '/api/session', { method: 'DELETE', headers });
    expect(answer.json).toMatchObject({ status: 403, code: 'origin_refused' });
  });

  it('takes JSON whatever the case of its type, with a charset', async () => {
    const answer = await call(hub.url, '/api/press', {
      body: '{"id": "x"}',
      headers: { 'content-type': 'Application/JSON; charset=utf-8' },
    });
    expect(answer.json.code).toBe('button_unknown');
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/problem+json',
    'text/plain; application/json',
    '',
  ])('takes changes as JSON only, not as %j', async (type) => {
    const answer = await call(hub.url, '/api/press', {
      body: '{"id": "x"}',
      headers: { 'content-type': type },
    });
    expect(answer.json).toMatchObject({ status: 415, code: 'content_type_refused' });
  });

  it('believes the page about who asks, by header or cookie', async () => {
    const names = async (headers: Record<string, string>) => {
      const { json } = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' }, headers });
      await ended(hub.url, json.batch_id);
      const { messages } = (await call(hub.url, '/api/messages')).json;
      return messages.findLast((one: { card: { kind: string } }) => one.card.kind === 'header').card
        .heading;
    };
    expect(await names({ 'x-diptych-user': 'ben' })).toBe('ben asked for a pair');
    expect(await names({ cookie: 'X-Diptych-User=%EB%AF%BC%EC%95%84' })).toBe(
      '민아 asked for a pair',
    );
    expect(await names({})).toBe('Host asked for a pair');
  });

  it('goes by the header before the cookie', async () => {
    const headers = { 'x-diptych-user': 'ben', cookie: 'X-Diptych-User=ana' };
    expect((await call(hub.url, '/api/me', { headers })).json.name).toBe('ben');
  });

  it.each(['', 'a b', '<b>', 'x'.repeat(41), '%'])('takes no name like %j', async (name) => {
    const answer = await call(hub.url, '/api/models', { headers: { 'x-diptych-user': name } });
    expect(answer.json).toMatchObject({ status: 400, code: 'user_invalid' });
  });

  it('makes admins of those that ADMIN_USERS names', async () => {
    const asked = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' } });
    const { sides } = await ended(hub.url, asked.json.batch_id);
    const remove = (name: string) =>
      call(hub.url, '/api/press', {
        body: { id: `1:delete_confirm:${sides.A.generation}` },
        headers: { 'x-diptych-user': name },
      });
    expect((await remove('ben')).status).toBe(403);
    expect((await remove('root')).status).toBe(200);
  });
});

describe('a hub with a token', () => {
  let hub: RunningHub;
  beforeAll(async () => {
    hub = await runHub({ API_TOKEN: TOKEN, LINK_SECRET: 'a-secret-of-some-length' });
  });
  afterAll(() => hub.close());
  const bearer = { authorization: `Bearer ${TOKEN}` };

  it('answers any name and forwarded requests, but only with its token', async () => {
    const headers = { host: 'diptych.example', 'x-forwarded-for': '1.2.3.4' };
    const without = await call(hub.url, '/api/models', { headers });
    expect(without.json).toMatchObject({ status: 401, code: 'token_needed' });
    const wrong = { ...headers, authorization: 'Bearer nearly' };
    expect((await call(hub.url, '/api/models', { headers: wrong })).json.code).toBe('token_wrong');
    const right = { ...headers, ...bearer };
    expect((await call(hub.url, '/api/models', { headers: right })).status).toBe(200);
    expect((await call(hub.url, '/metrics')).status).toBe(401);
    expect((await call(hub.url, '/healthz')).status).toBe(200);
  });

  it('keeps a sign-in in an HttpOnly, SameSite=Strict cookie', async () => {
    const signIn = (token: string) => call(hub.url, '/api/session', { body: { token } });
    expect((await signIn('nearly')).json).toMatchObject({ status: 401, code: 'token_wrong' });
    const { status, headers } = await signIn(TOKEN);
    expect(status).toBe(204);
    const [set = ''] = headers['set-cookie'] ?? [];
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).not.toContain(TOKEN);
    const cookie = set.split(';')[0] ?? '';
    expect((await call(hub.url, '/api/models', { headers: { cookie } })).status).toBe(200);
    const forged = { cookie: cookie.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) };
    expect((await call(hub.url, '/api/models', { headers: forged })).status).toBe(401);
  });

  it('gives an image to whoever has its signed link, for an hour', async () => {
    const body = { prompt: 'a cat' };
    const asked = await call(hub.url, '/api/generate', { body, headers: bearer });
    const { sides } = await ended(hub.url, asked.json.batch_id, bearer);
    const { url } = sides.A.image;
    expect((await call(hub.url, url)).status).toBe(401);
    const signer = new Signer('a-secret-of-some-length', {
      now: Date.now,
      after: () => () => undefined,
    });
    const query = signer.linkQuery(url.split('/').at(-1));
    expect((await call(hub.url, `${url}?${query}`)).status).toBe(200);
    const other = sides.B.image.url;
    expect((await call(hub.url, `${other}?${query}`)).json).toMatchObject({
      status: 403,
      code: 'link_expired',
    });
  });
});

describe('a signature', () => {
  it('names one file and dies after an hour', async () => {
    const clock = new FakeClock();
    const signer = new Signer('secret', clock);
    const query = new URLSearchParams(signer.linkQuery('a.png'));
    const good = (file: string) =>
      signer.linkIsGood(file, query.get('expires') ?? '', query.get('signature') ?? '');
    expect([good('a.png'), good('b.png')]).toEqual([true, false]);
    await clock.advance(3_600_001);
    expect(good('a.png')).toBe(false);
    expect(signer.linkIsGood('a.png', '99999999999999', 'x')).toBe(false);
    expect(signer.linkIsGood('a.png', undefined, undefined)).toBe(false);
  });
});

it.each([
  [undefined, 'en'],
  ['ko', 'ko'],
  ['fr, ko;q=0.5', 'ko'],
  ['en-US,ko;q=0.9', 'en'],
  ['de', 'en'],
  ['ko;q=0, en', 'en'],
  ['ko;q=0', 'en'],
  ['en;q=0.2, ko;q=0.9', 'ko'],
  ['en;q=0.9,ko;q=0.9', 'en'],
  ['KO-kr ; Q=0.8 , en;q=0.5', 'ko'],
  ['ko;q=0.000,en;q=0.001', 'en'],
  ['ko;q=2, en;q=0.1', 'en'],
  ['ko;q=, en;q=0.1', 'en'],
  ['kok, en-GB', 'en'],
  [`${'fr,'.repeat(60)}ko`, 'en'],
])('a browser that prefers %s reads %s', (header, locale) => {
  expect(localeOf(header)).toBe(locale);
});
