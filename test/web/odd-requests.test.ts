import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

/** The whole answer to lines that no client of ours would send. */
async function raw(...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(hub.url).port), '127.0.0.1');
  socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += String(chunk);
  return text;
}

const HOST = 'Host: 127.0.0.1';

describe('a path', () => {
  it.each([
    '/images/../../package.json',
    '/images/..%2f..%2fpackage.json',
    '/images/%2e%2e/%2e%2e/diptych.db',
    '/images/%ff.png',
    '/images/x%00.png',
    '/references/../../diptych.db',
    '/references/..%2f..%2fdiptych.db',
    '/references/own%2f..%2f..%2fdiptych.db',
    '/references/refs/%2e%2e/%2e%2e/link.secret',
    '/app/../package.json',
    '/app/bots/web/page/..%2f..%2f..%2fhub.ts',
    '/app/constructor',
    '//evil.example/api/me',
    '/api/me/',
    '/%',
  ])('%s leads nowhere', async (path) => {
    expect(await raw(`GET ${path} HTTP/1.1`, HOST)).toMatch(/^HTTP\/1\.1 404 /);
  });
});

describe('a method', () => {
  it.each([
    ['POST', '/api/me', 'GET, HEAD'],
    ['PUT', '/api/me', 'GET, HEAD'],
    ['PATCH', '/api/generate', 'POST'],
    ['GET', '/api/press', 'POST'],
    ['OPTIONS', '/api/generate', 'POST'],
    ['DELETE', '/images/x.png', 'GET, HEAD'],
    ['DELETE', '/references/refs/a/b.png', 'GET, HEAD'],
    ['PUT', '/api/session', 'DELETE, POST'],
    ['TRACE', '/api/events', 'GET, HEAD'],
  ])('%s is not taken at %s, which says what is', async (method, path, allow) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await call(hub.url, path, { method, headers });
    expect([answer.status, answer.json.code, answer.headers.allow]).toEqual([
      405,
      'method_refused',
      allow,
    ]);
    expect(answer.json.detail).toBe(`${path} is not for ${method}: use ${allow}.`);
  });

  it('is the one that was sent, whatever headers say', async () => {
    const headers = { 'x-http-method-override': 'DELETE', 'x-method-override': 'DELETE' };
    const answer = await call(hub.url, '/api/session', { body: {}, headers });
    expect(answer.json.code).toBe('body_invalid');
  });

  it('of another page is allowed none by way of CORS', async () => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    for (const method of ['OPTIONS', 'GET', 'POST']) {
      const answer = await call(hub.url, '/api/me', { method, headers });
      const names = Object.keys(answer.headers);
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});

describe('what is said twice, or two ways', () => {
  it('a Host is refused', async () => {
    expect(await raw('GET /api/me HTTP/1.1', HOST, 'Host: evil.example')).toMatch(
      /^HTTP\/1\.1 (400|403) /,
    );
    expect(await raw('GET http://127.0.0.1/api/me HTTP/1.1', 'Host: evil.example')).toMatch(
      /^HTTP\/1\.1 403 /,
    );
  });

  it('a length is refused', async () => {
    const both = ['Content-Length: 5', 'Transfer-Encoding: chunked'];
    expect(await raw('POST /api/press HTTP/1.1', HOST, ...both)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('a person is refused as a header, and as a cookie is the first of them', async () => {
    expect(
      await raw('GET /api/me HTTP/1.1', HOST, 'X-Diptych-User: ana', 'X-Diptych-User: you'),
    ).toContain('"code":"user_invalid"');
    const cookie = 'Cookie: X-Diptych-User=ana; X-Diptych-User=you';
    expect(await raw('GET /api/me HTTP/1.1', HOST, cookie)).toContain('"name":"ana"');
  });
});

it.each([
  ['a header', `X-A: ${'a'.repeat(20_000)}`],
  ['all headers', Array.from({ length: 3_000 }, (_, n) => `X-${n}: b`).join('\r\n')],
])('too large: %s', async (_what, line) => {
  expect(await raw('GET /api/me HTTP/1.1', HOST, line)).toMatch(/^HTTP\/1\.1 431 /);
});

it('what is shown to browsers is what it says, may load nothing from elsewhere, and is framed nowhere', async () => {
  for (const path of ['/', '/api/me', '/images/none.png', '/app/bots/web/page/main.ts']) {
    const { headers } = await call(hub.url, path);
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; img-src 'self' blob:; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  }
  expect((await call(hub.url, '/api/me')).headers['cache-control']).toBe('no-store');
});
