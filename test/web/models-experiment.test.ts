import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
}, 30_000);
afterAll(() => hub.close());

describe('two models over HTTP', () => {
  it('make a picture each, and the status and the history say which made what', async () => {
    const id = await ask(hub.url, 'a red chair', { experiment: 'models', versus: 'Sample fine' });
    const status = await ended(hub.url, id);
    expect(status.sides).toMatchObject({
      A: { state: 'succeeded', spec: { model: 'sample-1', size: '1024x1024' } },
      B: { state: 'succeeded', spec: { model: 'sample-2', size: '1536x1536' } },
    });
    expect(status.sides.B.image).toMatchObject({ width: 1_536, height: 1_536 });
    const { json } = await call(hub.url, '/api/history');
    expect(json.pairs[0].sides).toMatchObject({
      A: { spec: { model: 'sample-1' } },
      B: { spec: { model: 'sample-2' } },
    });
  }, 20_000);

  it('are refused with a code and what would do, and nothing is stored', async () => {
    const before = (await call(hub.url, '/api/history')).json.pairs.length;
    const body = { prompt: 'a cat', versus: 'gold' };
    const { json } = await call(hub.url, '/api/generate', { body });
    expect(json).toMatchObject({ status: 422, code: 'versus_unknown' });
    expect(json.detail).toContain('Compare with: Sample fine (quality).');
    expect((await call(hub.url, '/api/history')).json.pairs).toHaveLength(before);
  });

  it('are among the options that the API describes', async () => {
    const { json } = await call(hub.url, '/api/openapi.json');
    expect(json.components.schemas.GenerateRequest.properties).toMatchObject({
      experiment: { type: 'string' },
      versus: { type: 'string' },
    });
  });
});
