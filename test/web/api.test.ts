import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type Call, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

const get = (path: string, more: Call = {}) => call(hub.url, path, more);
const post = (path: string, body: unknown, headers = {}) => call(hub.url, path, { body, headers });

async function credits(): Promise<unknown> {
  const { today, in_flight: inFlight } = (await get('/api/credits')).json;
  return [today, inFlight];
}

describe('POST /api/generate', () => {
  it('makes two real pictures, which can be seen and downloaded', async () => {
    const accepted = await post('/api/generate', { prompt: 'a woman walking in Seoul' });
    expect(accepted.status).toBe(202);
    const status = await ended(hub.url, accepted.json.batch_id);
    expect(status).toMatchObject({ side_a_state: 'succeeded', side_b_state: 'succeeded' });
    for (const side of ['A', 'B']) {
      const { image } = status.sides[side];
      const bytes = Buffer.from(await (await fetch(hub.url + image.url)).arrayBuffer());
      expect(await sharp(bytes).metadata()).toMatchObject({
        format: 'png',
        width: 1024,
        height: 1024,
      });
      const download = await get(image.download_url);
      expect(download.headers['content-disposition']).toMatch(
        /^attachment; filename="diptych-[0-9A-Za-z]+-[AB]1\.png"$/,
      );
    }
  });

  it('gives the pairs of an Idempotency-Key again, and count pairs at once', async () => {
    const headers = { 'idempotency-key': 'once' };
    const first = await post('/api/generate', { prompt: 'a cat', count: 2 }, headers);
    const second = await post('/api/generate', { prompt: 'a cat', count: 2 }, headers);
    expect(first.json.pairs).toHaveLength(2);
    expect(second.json).toEqual(first.json);
    const other = await post('/api/generate', { prompt: 'a dog' }, headers);
    expect(other.json).toMatchObject({ status: 422, code: 'request_key_reused' });
    for (const pair of first.json.pairs) await ended(hub.url, pair.batch_id);
  });

  it.each<[string, unknown, number, string, string]>([
    ['no prompt', { prompt: '' }, 422, 'prompt_empty', 'The prompt is empty'],
    ['a long prompt', { prompt: 'x'.repeat(2_501) }, 422, 'prompt_too_long', '2501 characters'],
    [
      'an unknown option',
      { prompt: 'a', style: 'x' },
      422,
      'option_unknown',
      'Known options: prompt',
    ],
    ['an unknown model', { prompt: 'a', model: 'x' }, 422, 'model_choice_unknown', 'Sample fine'],
    ['an unknown tier', { prompt: 'a', tier: 'gold' }, 422, 'tier_unknown', 'basic, quality'],
    ['a size the model lacks', { prompt: 'a', size: '9x9' }, 422, 'size_invalid', '1024x1024'],
    ['an unknown angle', { prompt: 'a', angle: 'overhed' }, 422, 'angle_unknown', '“overhead”'],
    ['count 0', { prompt: 'a', count: 0 }, 422, 'count_out_of_range', 'from 1 to 8'],
    ['count 9', { prompt: 'a', count: 9 }, 422, 'count_out_of_range', 'from 1 to 8'],
    ['a wrong type', { prompt: ['a'] }, 400, 'body_invalid', 'prompt'],
    ['half a body', '{"prompt": "a', 400, 'body_not_json', 'is not JSON'],
    [
      'eight references',
      {
        prompt: 'a',
        references: Array.from({ length: 8 }, () => ({ id: `${'x'.repeat(20)}.png` })),
      },
      422,
      'reference_unavailable',
      'attach it again',
    ],
    [
      'a reference nobody sent',
      { prompt: 'a', references: [{ id: '../../x' }] },
      422,
      'reference_unavailable',
      'attach',
    ],
  ])(
    'refuses %s: one clear sentence, nothing stored, nothing charged',
    async (_what, body, status, code, text) => {
      const before = await credits();
      const pairs = (await get('/api/history')).json.pairs.length;
      const answer = await post('/api/generate', body);
      expect(answer.status).toBe(status);
      expect(answer.headers['content-type']).toBe('application/problem+json');
      expect(answer.json).toMatchObject({ type: 'about:blank', status, code });
      expect(answer.json.detail).toContain(text);
      expect(await credits()).toEqual(before);
      expect((await get('/api/history')).json.pairs).toHaveLength(pairs);
    },
  );

  it('refuses a body larger than it can need', async () => {
    const answer = await post('/api/generate', { prompt: 'x'.repeat(300_000) });
    expect(answer.json).toMatchObject({ status: 413, code: 'body_too_large' });
  });

  it('speaks Korean to who prefers it', async () => {
    const answer = await post(
      '/api/generate',
      { prompt: '' },
      { 'accept-language': 'ko-KR,ko;q=0.9' },
    );
    expect(answer.json.detail).toContain('프롬프트가 비어 있습니다');
  });
});

describe('lists', () => {
  it('name angles and lenses, models, credits and history', async () => {
    const presets = (await get('/api/angle-presets?q=over')).json;
    expect(presets.angles[0]).toMatchObject({ id: 'overhead', label: 'Overhead' });
    const models = (await get('/api/models')).json;
    expect(models.tiers).toEqual(['basic', 'quality']);
    expect(models.models[0]).toMatchObject({
      id: 'sample-basic',
      default: true,
      usable: true,
      sample: true,
    });
    const history = (await get('/api/history')).json;
    expect(history.pairs.length).toBeGreaterThan(0);
    expect((await get('/api/credits')).json.quota).toBe(100);
  });

  it('show one’s own history only', async () => {
    const headers = { 'x-diptych-user': 'nobody-yet' };
    expect((await get('/api/history', { headers })).json.pairs).toEqual([]);
  });

  it('of messages page backwards', async () => {
    const first = (await get('/api/messages')).json;
    const before = first.messages[0].id;
    const older = (await get(`/api/messages?before=${before}`)).json;
    expect(older.messages.map((one: { id: string }) => one.id)).not.toContain(before);
    const unknown = await get('/api/messages?before=never');
    expect(unknown.json).toMatchObject({ status: 404, code: 'cursor_unknown' });
  });
});

describe('images', () => {
  it('deleted are gone, others never were', async () => {
    const id = await ask(hub.url, 'a cat');
    const { image, generation } = (await ended(hub.url, id)).sides.A;
    await post('/api/press', { id: `1:delete_confirm:${generation}` });
    expect((await get(image.url)).json).toMatchObject({ status: 410, code: 'image_deleted' });
    for (const path of ['/images/never.png', `/images/${generation}.txt`, '/images/..%2f..%2fx']) {
      expect((await get(path)).json).toMatchObject({ status: 404 });
    }
  });
});

describe('references', () => {
  it('of the pool are pictures; a key that leaves it is nothing', async () => {
    const pool = '/references/refs/model_image_ref/mina/starter.png';
    expect((await get(pool)).headers['content-type']).toBe('image/png');
    for (const path of [
      'refs/%2e%2e/x.png',
      'refs/..%2f..%2flink.secret',
      'library/x',
      'own/x/1',
    ]) {
      expect((await get(`/references/${path}`)).json).toMatchObject({ status: 404 });
    }
  });
});

describe('the rest', () => {
  it('health, readiness and metrics', async () => {
    expect((await get('/healthz')).json).toEqual({ name: 'diptych', status: 'ok' });
    expect((await get('/readyz')).json).toEqual({ status: 'ready' });
    const metrics = (await get('/metrics')).text;
    expect(metrics).toMatch(
      /diptych_generations_ended_total\{state="succeeded",provider="sample"\} \d+/,
    );
    expect(metrics).toContain('diptych_result_to_message_seconds_bucket');
    expect(metrics).toContain('diptych_line{state="waiting"} 0');
    expect(metrics).toContain(
      'diptych_provider_rest_seconds{provider="openai",purpose="image",model=""} 0',
    );
  });

  it('an OpenAPI description of every route, from the schemas that validate', async () => {
    const { json } = await get('/api/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    expect(Object.keys(json.paths)).toEqual(
      expect.arrayContaining([
        '/api/generate',
        '/api/generation-status',
        '/api/generate-side',
        '/api/press',
        '/api/angle-presets',
        '/api/models',
        '/api/suggest',
        '/api/diptych',
        '/api/reactions',
        '/api/feedback',
        '/api/likes',
        '/api/history',
        '/api/credits',
        '/api/messages',
        '/api/references',
        '/api/events',
        '/images/{file}',
        '/metrics',
      ]),
    );
  });

  it('an unknown path, and an unknown pair', async () => {
    expect((await get('/api/nothing')).json).toMatchObject({ status: 404, code: 'route_unknown' });
    const status = await get('/api/generation-status?batch_id=never');
    expect(status.json).toMatchObject({ status: 404, code: 'gone' });
  });

  it('a strict content security policy and no inline script on the page', async () => {
    const page = await get('/');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect((await get('/app/page.css')).headers['content-type']).toContain('text/css');
  });

  it('nothing of this was logged as an error', () => {
    expect(hub.log.errors).toEqual([]);
  });
});
