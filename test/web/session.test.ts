import { describe, expect, it } from 'vitest';
import { Signer } from '../../src/bots/web/links.ts';
import { healthRoutes } from '../../src/bots/web/routes/health.ts';
import { sessionRoutes } from '../../src/bots/web/routes/session.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

const TOKEN = 'sixteen letters.';

async function signIn(headers: Record<string, string> = {}, apiToken: string | null = TOKEN) {
  const signer = new Signer('a secret of the hub', new FakeClock());
  const body = JSON.stringify({ token: TOKEN });
  const app = sessionRoutes({ apiToken, signer });
  const response = await app.request('/api/session', { method: 'POST', body, headers });
  const cookie = response.headers.get('set-cookie') ?? '';
  const [, value = ''] = /^diptych_session=([^;]+)/.exec(cookie) ?? [];
  return { status: response.status, cookie, isGood: signer.sessionIsGood(TOKEN, value) };
}

describe('signing in', () => {
  it('gives a cookie for a month, which no script and no other page can use', async () => {
    const { status, cookie, isGood } = await signIn();
    expect([status, isGood]).toEqual([204, true]);
    expect(cookie.split('; ').slice(1).toSorted()).toEqual([
      'HttpOnly',
      'Max-Age=2592000',
      'Path=/',
      'SameSite=Strict',
    ]);
    expect(cookie).not.toContain(TOKEN);
  });

  it('behind a proxy that speaks HTTPS gives one for HTTPS alone', async () => {
    const flags = async (proto: string) =>
      (await signIn({ 'x-forwarded-proto': proto })).cookie.split('; ');
    expect(await flags('https')).toContain('Secure');
    expect(await flags('http')).not.toContain('Secure');
  });

  it('where no token is needed gives none, and is no error', async () => {
    expect(await signIn({}, null)).toEqual({ status: 204, cookie: '', isGood: false });
  });

  it('out again takes the cookie away', async () => {
    const signer = new Signer('a secret of the hub', new FakeClock());
    const app = sessionRoutes({ apiToken: TOKEN, signer });
    const response = await app.request('/api/session', { method: 'DELETE' });
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toBe('diptych_session=; Max-Age=0; Path=/');
  });
});

describe('the health of the hub', () => {
  it('is whether the process lives, and apart from that whether it can work', async () => {
    const answers = async (why: string | null) => {
      const app = healthRoutes({ ready: () => why });
      const [health, ready] = [await app.request('/healthz'), await app.request('/readyz')];
      return [health.status, await health.json(), ready.status, await ready.json()];
    };
    const alive = { name: 'diptych', status: 'ok' };
    expect(await answers(null)).toEqual([200, alive, 200, { status: 'ready' }]);
    const detail = 'the hub is stopping';
    expect(await answers(detail)).toEqual([200, alive, 503, { status: 'not ready', detail }]);
  });
});
