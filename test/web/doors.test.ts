import { describe, expect, it } from 'vitest';
import { Hub } from '../studio/hub.ts';
import { aCaller } from '../values.ts';
import { webOf } from './app.ts';

const TOKEN = 'a-token-of-some-length';
const BODY = { id: 'x' };

async function loopback() {
  return webOf(await new Hub().start());
}

async function withToken() {
  return webOf(await new Hub().start(), { apiToken: TOKEN });
}

describe('on loopback', () => {
  it.each(['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'])(
    'a request with %s is refused, empty or not',
    async (name) => {
      const { ask } = await loopback();
      for (const value of ['1.2.3.4', '']) {
        const { json } = await ask('/api/me', { headers: { [name]: value } });
        expect(json).toMatchObject({ status: 403, code: 'forwarded_refused' });
      }
    },
  );

  it.each([
    ['', 'host_refused'],
    ['localhost:', 'host_refused'],
    ['localhost:3000x', 'host_refused'],
    ['xlocalhost', 'host_refused'],
    ['127.0.0.11', 'host_refused'],
    ['127x0.0.1', 'host_refused'],
    ['0.0.0.0', 'host_refused'],
    ['LOCALHOST:3000', undefined],
    ['[::1]', undefined],
  ])('as %j: %s', async (host, code) => {
    const { ask } = await loopback();
    expect((await ask('/api/me', { headers: { host } })).json.code).toBe(code);
  });
});

describe('a change', () => {
  it.each([
    ['same-origin', 'button_unknown'],
    ['none', 'button_unknown'],
    ['same-site', 'origin_refused'],
    ['cross-site', 'origin_refused'],
  ])('from a page that is %s: %s', async (site, code) => {
    const { ask } = await loopback();
    const headers = { 'sec-fetch-site': site };
    expect((await ask('/api/press', { body: BODY, headers })).json.code).toBe(code);
    // With a token too: a cookie is sent by the browser, whatever page asks.
    const other = await withToken();
    const both = { ...headers, authorization: `Bearer ${TOKEN}` };
    expect((await other.ask('/api/press', { body: BODY, headers: both })).json.code).toBe(code);
  });

  it.each([
    ['application/json', 'button_unknown'],
    ['Application/JSON; charset=utf-8', 'button_unknown'],
    ['application/json5', 'content_type_refused'],
    ['text/plain; application/json', 'content_type_refused'],
  ])('as %s: %s', async (type, code) => {
    const { ask } = await loopback();
    const headers = { 'content-type': type };
    expect((await ask('/api/press', { body: BODY, headers })).json.code).toBe(code);
  });

  it.each(['PUT', 'DELETE', 'PATCH', 'POST'])('by %s is one', async (method) => {
    const { ask } = await loopback();
    const answer = await ask('/api/session', {
      method,
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.json).toMatchObject({ status: 403, code: 'origin_refused' });
  });

  it('is not reading: a page elsewhere may link to an image', async () => {
    const { ask } = await loopback();
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await ask('/api/me', { headers })).status).toBe(200);
  });
});

describe('with a token', () => {
  const paths = ['/api/me', '/api/messages', '/images/x.png', '/references/x', '/metrics'];

  it.each(paths)('%s is for who has it alone', async (path) => {
    const { ask } = await withToken();
    const code = async (headers: Record<string, string>) => {
      const { json } = await ask(path, { headers });
      return json?.code;
    };
    expect(await code({})).toBe('token_needed');
    expect(await code({ authorization: 'Bearer nearly' })).toBe('token_wrong');
    expect(await code({ authorization: `Basic ${TOKEN}` })).toBe('token_needed');
    expect(await code({ authorization: `Bearer ${TOKEN}x` })).toBe('token_wrong');
    expect(['gone', undefined]).toContain(await code({ authorization: `Bearer ${TOKEN}` }));
  });

  it('a wrong one is refused though the cookie is right', async () => {
    const { ask, sessions } = await withToken();
    const cookie = `diptych_session=${sessions.begin()}`;
    expect((await ask('/api/me', { headers: { cookie } })).status).toBe(200);
    const both = { cookie, authorization: 'Bearer nearly' };
    expect((await ask('/api/me', { headers: both })).json.code).toBe('token_wrong');
  });

  it('a sign-in of another token, or none, is none', async () => {
    const { ask } = await withToken();
    const other = webOf(await new Hub().start(), { apiToken: 'another-token-of-length' });
    for (const value of [other.sessions.begin(), 'x.y', '']) {
      const headers = { cookie: `diptych_session=${value}` };
      expect((await ask('/api/me', { headers })).json.code).toBe('token_needed');
    }
  });

  it.each([
    [{}, false],
    [{ 'x-forwarded-proto': 'http' }, false],
    [{ 'x-forwarded-proto': 'https' }, true],
  ])('signing in with %j: whether its cookie is for https alone', async (headers, secure) => {
    const { ask } = await withToken();
    const answer = await ask('/api/session', { body: { token: TOKEN }, headers });
    expect(answer.status).toBe(204);
    expect(String(answer.headers['set-cookie']).includes('Secure')).toBe(secure);
  });

  it('signing in without one, or with what is no body, sets nothing', async () => {
    const { ask } = await withToken();
    for (const [body, code] of [
      [{ token: 'another' }, 'token_wrong'],
      [{ token: '' }, 'body_invalid'],
      [{}, 'body_invalid'],
      [{ token: TOKEN, more: 1 }, 'body_invalid'],
    ] as const) {
      const answer = await ask('/api/session', { body });
      expect(answer.json.code).toBe(code);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it('signing out takes the cookie away', async () => {
    const { ask } = await withToken();
    const headers = { 'content-type': 'application/json' };
    const answer = await ask('/api/session', { method: 'DELETE', headers });
    expect(answer.status).toBe(204);
    expect(answer.headers['set-cookie']).toMatch(/^diptych_session=; Max-Age=0/);
  });
});

describe('an image', () => {
  async function made() {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const web = webOf(hub, { apiToken: TOKEN });
    return { hub, pair, ...web, id: hub.newest(pair, 'A').id };
  }
  const headers = { authorization: `Bearer ${TOKEN}` };

  it('is shown as it is, and downloaded under a name that says which it is', async () => {
    const { ask, id, pair } = await made();
    const shown = await ask(`/images/${id}.png`, { headers });
    expect(shown.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'cache-control': 'private, max-age=3600',
    });
    const loaded = await ask(`/images/${id}.png/download`, { headers });
    expect(loaded.headers['content-disposition']).toBe(
      `attachment; filename="diptych-${pair}-A1.png"`,
    );
  });

  it.each([
    ['another ending', (id: string) => `${id}.jpg`],
    ['no ending', (id: string) => id],
    ['two endings', (id: string) => `${id}.png.png`],
    ['an id that never was', () => 'nothing.png'],
  ])('under %s is none', async (_what, file) => {
    const { ask, id } = await made();
    expect((await ask(`/images/${file(id)}`, { headers })).json).toMatchObject({
      status: 404,
      code: 'gone',
    });
  });

  it('has a signed link that needs no token, and that dies with the image', async () => {
    const { ask, hub, pair, id, signer } = await made();
    const link = `/images/${id}.png?${signer.linkQuery(`${id}.png`)}`;
    expect((await ask(link)).status).toBe(200);
    const other = hub.newest(pair, 'B').id;
    expect((await ask(link.replace(id, other))).json.code).toBe('link_expired');
    await hub.press({ type: 'delete_confirm', generation: id }, aCaller());
    expect((await ask(link)).json).toMatchObject({ status: 410, code: 'image_deleted' });
    await hub.clock.advance(3_600_000);
    expect((await ask(link)).json).toMatchObject({ status: 403, code: 'link_expired' });
  });

  it('whose bytes are lost is gone, rather than empty', async () => {
    const { ask, hub, id } = await made();
    hub.blobs.blobs.clear();
    expect((await ask(`/images/${id}.png`, { headers })).json.code).toBe('gone');
  });
});

describe('a reference', () => {
  it.each([
    ['of no pair', 'own/nothing/1.png'],
    ['of nobody, under the name of the pool’s folder', 'refs/somebody/else.png'],
    ['that is an image of a pair', 'library/web/2026-11/x.png'],
    ['that was sent ahead', 'uploads/x/y.png'],
  ])('%s is not given, though its bytes are there', async (_what, key) => {
    const hub = await new Hub().start();
    await hub.blobs.put(key, new Uint8Array([1]));
    const { json } = await webOf(hub).as('you')(`/references/${key}`);
    expect(json).toMatchObject({ status: 404, code: 'gone' });
  });
});
