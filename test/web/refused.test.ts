import { describe, expect, it } from 'vitest';
import { block, unblock } from '../../src/cli/access.ts';
import { Hub } from '../studio/hub.ts';
import { webOf } from './app.ts';
import { call, runHub } from './hub.ts';

/** Doors that know no person, and what they answer to everybody. */
const FOR_EVERYBODY: Readonly<Record<string, number>> = {
  // The page itself says nothing of anybody; what it asks for is refused.
  'GET /': 200,
  'GET /favicon.ico': 204,
  'GET /app/page.css': 200,
  'GET /app/:path{.+}': 403,
  // The token's own door.
  'POST /api/session': 400,
  'DELETE /api/session': 204,
  // For machines.
  'GET /healthz': 200,
  'GET /readyz': 200,
  'GET /metrics': 200,
};

const REFUSALS = [
  [
    'who is blocked',
    'not_allowed_person',
    ({ store }: Hub) => store.access.block('web:ana', 'web:root', 'spam', 0),
  ],
  [
    'who has none of the allowed roles',
    'not_allowed_role',
    ({ store }: Hub) => store.access.putRules('web', { roles: ['artist'], channels: [] }),
  ],
  [
    'who is outside the allowed channels',
    'not_allowed_channel',
    ({ store }: Hub) => store.access.putRules('web', { roles: [], channels: ['elsewhere'] }),
  ],
] as const;

/** Every door of the web: what the application routes, one by one. */
async function doors() {
  const hub = await new Hub().start();
  const web = webOf(hub);
  const routed = web.app.routes.filter(({ method }) => method !== 'ALL');
  const all = new Set(routed.map(({ method, path }) => `${method} ${path}`));
  return { hub, ...web, all: [...all] };
}

describe.each(REFUSALS)('%s', (_who, code, refuse) => {
  it('gets the refusal at every door', async () => {
    const { hub, as, all } = await doors();
    refuse(hub);
    const answers: Record<string, unknown> = {};
    for (const door of all.filter((one) => !(one in FOR_EVERYBODY))) {
      const [method = '', path = ''] = door.split(' ');
      const { status, json } = await as('ana')(path.replace(/:\w+(\{.+\})?/g, 'x'), {
        method,
        headers: { 'content-type': path === '/api/references' ? 'image/png' : 'application/json' },
      });
      answers[door] = [status, json?.code];
    }
    expect(Object.keys(answers).length).toBeGreaterThan(20);
    expect(answers).toEqual(
      Object.fromEntries(Object.keys(answers).map((door) => [door, [403, code]])),
    );
  });

  it('is refused before anything else is said: of what is not there, of the description, by HEAD', async () => {
    const { hub, as } = await doors();
    refuse(hub);
    for (const path of ['/api/nothing', '/api/openapi.json', '/api/messages?before=nothing']) {
      expect((await as('ana')(path)).json.code).toBe(code);
    }
    expect((await as('ana')('/api/events', { method: 'HEAD' })).status).toBe(403);
  });

  it.each(Object.entries(FOR_EVERYBODY))('%s knows no person: %i', async (door, status) => {
    const { hub, as, all } = await doors();
    refuse(hub);
    expect(all).toContain(door);
    const [method = '', path = ''] = door.split(' ');
    const headers = { 'content-type': 'application/json' };
    const answer = await as('ana')(path.replace(/:\w+(\{.+\})?/g, 'x'), { method, headers });
    expect(answer.status).toBe(status);
  });
});

it('the description names no door that the application does not have', async () => {
  const { as, all } = await doors();
  const { paths } = (await as('ana')('/api/openapi.json')).json;
  const named = Object.entries<object>(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => {
      return `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
    }),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((one) => !all.includes(one))).toEqual([]);
});

describe('a block while somebody follows the chat', () => {
  it('ends the open stream, with the reason, also when another process blocks them', async () => {
    const hub = await runHub();
    const env = { DIPTYCH_HOME: hub.home };
    const headers = { 'x-diptych-user': 'ana' };
    const open = async (name: string) => {
      const response = await fetch(`${hub.url}/api/events`, {
        headers: { 'x-diptych-user': name },
      });
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      expect((await reader?.read())?.value).toContain('event: hello');
      return reader;
    };
    const [ana, ben] = [await open('ana'), await open('ben')];
    block('web:ana', 'spam', env);
    let told = '';
    for (let got = await ana?.read(); got?.done === false; got = await ana?.read()) {
      told += got.value;
    }
    expect(told).toBe(
      'event: end\ndata: {"code":"not_allowed_person","detail":"You cannot use Diptych here: an admin has blocked this account."}\n\n',
    );
    expect((await call(hub.url, '/api/events', { headers })).json).toMatchObject({
      status: 403,
      code: 'not_allowed_person',
    });
    // Others go on.
    await call(hub.url, '/api/generate', { body: { prompt: 'a cat' } });
    expect((await ben?.read())?.value).toContain('event: message');
    await ben?.cancel();
    unblock('web:ana', env);
    expect((await call(hub.url, '/api/me', { headers })).status).toBe(200);
    await hub.close();
  });

  it('lets nothing through that happens before the stream has ended', async () => {
    const hub = await runHub();
    const headers = { 'x-diptych-user': 'ana' };
    const response = await fetch(`${hub.url}/api/events`, { headers });
    block('web:ana', 'spam', { DIPTYCH_HOME: hub.home });
    await call(hub.url, '/api/generate', { body: { prompt: 'unseen' } });
    const told = await response.text();
    expect(told).toContain('event: end');
    expect(told).not.toContain('event: message');
    await hub.close();
  });
});

it('signing out ends the open streams of that sign-in, and no others', async () => {
  const hub = await runHub({ API_TOKEN: 'a-token-of-some-length' });
  const signIn = async () => {
    const body = { token: 'a-token-of-some-length' };
    const { headers } = await call(hub.url, '/api/session', { body });
    return { cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
  };
  const [one, two] = [await signIn(), await signIn()];
  const follow = (headers: { readonly cookie: string }) =>
    fetch(`${hub.url}/api/events`, { headers });
  const [mine, other] = [await follow(one), await follow(two)];
  const type = { 'content-type': 'application/json' };
  await call(hub.url, '/api/session', { method: 'DELETE', headers: { ...one, ...type } });
  expect(await mine.text()).toContain('event: end\ndata: {"code":"token_needed"');
  const reader = other.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('event: hello');
  await call(hub.url, '/api/generate', { body: { prompt: 'a cat' }, headers: two });
  expect((await reader?.read())?.value).toContain('event: message');
  await hub.close();
});
