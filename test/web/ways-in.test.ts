import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';
import { call, runHub, type RunningHub } from './hub.ts';

const TOKEN = 'a-token-of-some-length';

/** Headers of proxies, each as one of them sends it. */
const PROXIES: readonly (readonly [string, string])[] = [
  ['Forwarded', 'for=192.0.2.1;proto=https'],
  ['Via', '1.1 vegur'],
  ['CDN-Loop', 'cloudflare'],
  ['Forwarded-For', '192.0.2.1'],
  ['Client-IP', '192.0.2.1'],
  ['X-Client-IP', '192.0.2.1'],
  ['X-Real-IP', '192.0.2.1'],
  ['X-Remote-IP', '192.0.2.1'],
  ['X-Remote-Addr', '192.0.2.1'],
  ['X-Originating-IP', '192.0.2.1'],
  ['X-Cluster-Client-IP', '192.0.2.1'],
  ['X-ProxyUser-Ip', '192.0.2.1'],
  ['WL-Proxy-Client-IP', '192.0.2.1'],
  ['True-Client-IP', '192.0.2.1'],
  ['X-Sucuri-ClientIP', '192.0.2.1'],
  ['X-Scheme', 'https'],
  ['X-Rewrite-URL', '/api/me'],
  ['X-Replaced-Path', '/api/me'],
  ['Front-End-Https', 'on'],
  ['X-Request-Start', 't=1425303030'],
  ['X-Varnish', '32770'],
  ['X-Cloud-Trace-Context', '105445aa7843bc8bf206b120001000/1'],
  ['X-Forwarded', 'for=192.0.2.1'],
  ['X-Forwarded-For', '192.0.2.1'],
  ['X-Forwarded-Host', 'art.example'],
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Port', '443'],
  ['X-Forwarded-Server', 'gate'],
  ['X-Forwarded-Prefix', '/diptych'],
  ['X-Forwarded-Ssl', 'on'],
  ['X-Forwarded-Client-Cert', 'By=spiffe://a'],
  ['X-Original-URL', '/api/me'],
  ['X-Original-For', '192.0.2.1:4000'],
  ['X-Original-Forwarded-For', '192.0.2.1'],
  ['X-Auth-Request-Email', 'ana@example.com'],
  ['X-ARR-LOG-ID', '4a4b'],
  ['X-Envoy-External-Address', '192.0.2.1'],
  ['X-Envoy-Attempt-Count', '1'],
  ['X-Amzn-Trace-Id', 'Root=1-67891233-abcdef012345678912345678'],
  ['X-Amz-Cf-Id', 'a=='],
  ['CloudFront-Viewer-Address', '192.0.2.1:4000'],
  ['X-Appengine-User-Ip', '192.0.2.1'],
  ['X-Azure-ClientIP', '192.0.2.1'],
  ['X-FD-HealthProbe', '1'],
  ['CF-Connecting-IP', '192.0.2.1'],
  ['CF-Ray', '230b030023ae2822-SJC'],
  ['Fastly-Client-IP', '192.0.2.1'],
  ['X-Akamai-Edgescape', 'georegion=246'],
  ['Fly-Client-IP', '192.0.2.1'],
  ['X-NF-Client-Connection-IP', '192.0.2.1'],
  ['X-Vercel-Forwarded-For', '192.0.2.1'],
  ['Tailscale-User-Login', 'ana@example.com'],
  ['ngrok-auth-user-email', 'ana@example.com'],
];

/** What Chromium and Firefox send to a page on loopback, curl and Prometheus too. */
const BROWSERS: Readonly<Record<string, string>> = {
  Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-US,en;q=0.9',
  'Cache-Control': 'max-age=0',
  Connection: 'keep-alive',
  Cookie: 'X-Diptych-User=ana',
  DNT: '1',
  Priority: 'u=0, i',
  Purpose: 'prefetch',
  Range: 'bytes=0-',
  Referer: 'http://localhost/',
  'Sec-CH-UA': '"Chromium";v="140"',
  'Sec-CH-UA-Platform': '"Linux"',
  'Sec-Fetch-Dest': 'document',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-Site': 'none',
  'Sec-Fetch-User': '?1',
  'Sec-GPC': '1',
  'Sec-Purpose': 'prefetch',
  'Service-Worker': 'script',
  'Service-Worker-Navigation-Preload': 'true',
  TE: 'trailers',
  'Upgrade-Insecure-Requests': '1',
  'User-Agent': 'Mozilla/5.0',
  'X-Prometheus-Scrape-Timeout-Seconds': '10',
  'X-Requested-With': 'XMLHttpRequest',
  Traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};

describe('without a token', () => {
  it.each(PROXIES)('what a proxy passed on is refused: %s', async (name, value) => {
    const { ask } = webOf(await new Hub().start());
    for (const path of ['/api/me', '/', '/healthz', '/readyz', '/metrics', '/images/x.png']) {
      const { json } = await ask(path, { headers: { [name]: value } });
      expect({ path, code: json?.code }).toEqual({ path, code: 'forwarded_refused' });
    }
  });

  it('what a browser or a program sends is answered', async () => {
    const { ask } = webOf(await new Hub().start());
    for (const path of ['/api/me', '/', '/healthz', '/readyz', '/metrics']) {
      expect((await ask(path, { headers: BROWSERS })).status).toBe(200);
    }
  });
});

describe('with a token', () => {
  it.each(PROXIES)('a proxy may pass on what it will, with %s', async (name, value) => {
    const { ask } = webOf(await new Hub().start(), { apiToken: TOKEN });
    const headers = { [name]: value, authorization: `Bearer ${TOKEN}` };
    expect((await ask('/api/me', { headers })).status).toBe(200);
  });
});

describe('health, for machines', () => {
  let open: RunningHub;
  let closed: RunningHub;
  beforeAll(async () => {
    open = await runHub();
    closed = await runHub({ API_TOKEN: TOKEN });
  });
  afterAll(async () => {
    await open.close();
    await closed.close();
  });

  it.each(['/healthz', '/readyz', '/metrics'])(
    '%s answers a hub without a token on loopback names alone',
    async (path) => {
      for (const host of ['127.0.0.1:3000', 'localhost', '[::1]:3000']) {
        expect((await call(open.url, path, { headers: { host } })).status).toBe(200);
      }
      for (const host of ['evil.example', '10.0.0.7:3000', 'localhost.evil.example']) {
        const { json } = await call(open.url, path, { headers: { host } });
        expect(json).toMatchObject({ status: 403, code: 'host_refused' });
      }
    },
  );

  it('a hub with a token says by any name whether it lives and can work, as load balancers ask by address', async () => {
    for (const host of ['10.0.0.7:3000', 'art.example', '127.0.0.1:3000']) {
      for (const path of ['/healthz', '/readyz']) {
        expect((await call(closed.url, path, { headers: { host } })).status).toBe(200);
      }
      expect((await call(closed.url, '/metrics', { headers: { host } })).json.code).toBe(
        'token_needed',
      );
    }
    const headers = { authorization: `Bearer ${TOKEN}`, host: '10.0.0.7:3000' };
    expect((await call(closed.url, '/metrics', { headers })).status).toBe(200);
  });

  it('a request in HTTP/1.0, as nginx passes it on unless it is told otherwise, is a forwarded one', async () => {
    expect(await raw(open, 'GET /healthz HTTP/1.0')).toMatch(
      /^HTTP\/1\.1 403 .*forwarded_refused/s,
    );
    expect(await raw(open, 'GET /healthz HTTP/1.1')).toMatch(/^HTTP\/1\.1 200 /);
    expect(await raw(closed, 'GET /healthz HTTP/1.0')).toMatch(/^HTTP\/1\.1 200 /);
  });
});

/** The whole answer to a request that no client of today would send. */
async function raw({ url }: RunningHub, line: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end(`${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += String(chunk);
  return text;
}

describe('a change from a page', () => {
  const body = { id: 'x' };
  const taken = 'button_unknown';

  it.each([
    ['http://localhost', 'localhost', taken],
    ['http://localhost:3000', 'localhost:3000', taken],
    ['http://127.0.0.1:80', '127.0.0.1', 'origin_refused'],
    ['https://localhost', 'localhost', 'origin_refused'],
    ['https://localhost:3000', 'localhost:3000', 'origin_refused'],
    ['http://localhost:3001', 'localhost:3000', 'origin_refused'],
    ['http://localhost', 'localhost:3000', 'origin_refused'],
    ['http://127.0.0.1:3000', 'localhost:3000', 'origin_refused'],
    ['null', 'localhost', 'origin_refused'],
    ['', 'localhost', 'origin_refused'],
    ['http://localhost, http://localhost', 'localhost', 'origin_refused'],
    ['http://localhost/', 'localhost', 'origin_refused'],
    ['http://ana@localhost', 'localhost', 'origin_refused'],
    ['file://', 'localhost', 'origin_refused'],
    ['chrome-extension://localhost', 'localhost', 'origin_refused'],
  ])('of %j on loopback, asked as %s: %s', async (origin, host, code) => {
    const { ask } = webOf(await new Hub().start());
    expect((await ask('/api/press', { body, headers: { origin, host } })).json.code).toBe(code);
  });

  const publicUrl = 'https://art.example';
  const https = { 'x-forwarded-proto': 'https' };
  it.each([
    ['https://art.example', { host: 'art.example' }, publicUrl, taken],
    ['http://art.example', { host: 'art.example' }, publicUrl, 'origin_refused'],
    ['https://art.example', { host: 'art.example', ...https }, undefined, taken],
    ['http://art.example', { host: 'art.example', ...https }, undefined, 'origin_refused'],
    ['https://art.example:8443', { host: 'art.example:8443', ...https }, undefined, taken],
    ['https://art.example:8443', { host: 'art.example', ...https }, undefined, 'origin_refused'],
    // Nobody says the scheme: then a browser’s own comparison counts, and without it the hub’s own scheme.
    ['http://10.0.0.7:3000', { host: '10.0.0.7:3000' }, undefined, taken],
    ['https://art.example', { host: 'art.example' }, undefined, 'origin_refused'],
    [
      'https://art.example',
      { host: 'art.example', 'sec-fetch-site': 'same-origin' },
      undefined,
      taken,
    ],
    [
      'https://art.example',
      { host: 'art.example', 'sec-fetch-site': 'same-site' },
      publicUrl,
      'origin_refused',
    ],
    [
      'https://evil.example',
      { host: 'art.example', 'sec-fetch-site': 'same-origin' },
      undefined,
      'origin_refused',
    ],
  ])(
    'of %s with a token, asked with %j and PUBLIC_URL %s: %s',
    async (origin, headers, url, code) => {
      const { ask } = webOf(await new Hub().start(), {
        apiToken: TOKEN,
        ...(url && { publicUrl: url }),
      });
      const all = { origin, authorization: `Bearer ${TOKEN}`, ...headers };
      expect((await ask('/api/press', { body, headers: all })).json.code).toBe(code);
    },
  );
});

describe('a browser is kept to HTTPS', () => {
  const header = 'strict-transport-security';

  it('by no hub on loopback, whatever it answers', async () => {
    const { ask } = webOf(await new Hub().start());
    for (const path of ['/', '/healthz', '/api/me', '/nothing']) {
      expect((await ask(path)).headers[header]).toBeUndefined();
    }
    const refused = await ask('/api/me', { headers: { 'x-forwarded-proto': 'https' } });
    expect(refused.headers[header]).toBeUndefined();
  });

  it.each([
    [{ 'x-forwarded-proto': 'https' }, undefined, 'max-age=15552000'],
    [{ 'x-forwarded-proto': 'http' }, undefined, undefined],
    [{ host: 'art.example' }, 'https://art.example', 'max-age=15552000'],
    [{ host: '127.0.0.1:3000' }, 'https://art.example', undefined],
    [{ host: 'art.example' }, 'http://art.example', undefined],
    [{ host: 'art.example' }, undefined, undefined],
  ])('with %j and PUBLIC_URL %s: %s', async (headers, url, expected) => {
    const { ask } = webOf(await new Hub().start(), {
      apiToken: TOKEN,
      ...(url && { publicUrl: url }),
    });
    expect((await ask('/', { headers })).headers[header]).toBe(expected);
  });
});
