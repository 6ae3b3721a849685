import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, call, ended, runHub, type RunningHub } from './hub.ts';

let hub: RunningHub;
beforeAll(async () => {
  hub = await runHub();
});
afterAll(() => hub.close());

describe('one model over HTTP', () => {
  it('is chosen by name, and makes both sides', async () => {
    const { sides } = await ended(
      hub.url,
      await ask(hub.url, 'a red chair', { model: 'Sample fine', size: '1920x1280' }),
    );
    const made = { state: 'succeeded', spec: { model: 'sample-2', size: '1920x1280' } };
    expect(sides).toMatchObject({ A: made, B: made });
  });

  it('of another tier than the one named is refused, and nothing is stored', async () => {
    const before = (await call(hub.url, '/api/history')).json.pairs.length;
    const body = { prompt: 'a cat', model: 'sample-quality', tier: 'basic' };
    const { json } = await call(hub.url, '/api/generate', { body });
    expect(json).toMatchObject({ status: 422, code: 'model_choice_other_tier' });
    expect((await call(hub.url, '/api/history')).json.pairs).toHaveLength(before);
  });

  it('is listed tier by tier, as the card has it', async () => {
    const { json } = await call(hub.url, '/api/models');
    expect(json.models.map((one: { id: string }) => one.id)).toEqual([
      'sample-basic',
      'sample-quality',
    ]);
    expect(json.card.lines[2].text).toContain('basic: Sample · default · what tier:basic makes');
    expect(json.card.lines[3].text).toContain('quality: Sample fine · what tier:quality makes');
  });
});

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
  });

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
      model: { type: 'string' },
      experiment: { type: 'string' },
      versus: { type: 'string' },
    });
  });
});
