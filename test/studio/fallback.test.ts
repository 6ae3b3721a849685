import { beforeEach, describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '../../src/core/domain/failure.ts';
import type { Model } from '../../src/core/domain/model.ts';
import { aModel } from '../values.ts';
import { fail, runsOf, set, wait } from './acting.ts';
import { Hub } from './hub.ts';

const SQUARE = { width: 1_536, height: 1_536 };
const WIDE = { width: 1_536, height: 1_024 };
const TALL = { width: 1_024, height: 1_536 };
const OTHER: Model = {
  ...aModel(),
  id: 'other:1',
  provider: 'openai',
  model: 'painter-1',
  displayName: 'Painter',
  tier: 'basic',
  validSizes: [SQUARE, WIDE, TALL],
  squareSize: SQUARE,
  landscapeSize: WIDE,
  portraitSize: TALL,
  maxReferences: 2,
  generationParams: { quality: 'low' },
  isDefault: false,
  active: true,
};

let hub: Hub;
beforeEach(async () => {
  hub = await new Hub({ served: ['sample', 'openai'] }).start();
  hub.store.models.put(OTHER);
});

const newest = (pair: string) => hub.newest(pair, 'A');
const actOf = (pair: string) => hub.store.acts.get(newest(pair).id);

/** A pair whose side A raced, and no model made it. `rank`: of the fallback model among its rivals. */
async function lostRace(rank: number) {
  hub = await new Hub({ served: ['sample', 'openai', 'gemini'], slots: 12 }).start();
  hub.store.models.put({ ...OTHER, rank });
  await set(hub, 'fallback_model', 'other:1');
  const pair = await hub.generate('a Korean woman');
  const { race } = newest(pair).spec;
  const jobs = hub.queue.jobs.filter(({ spec }) => spec.side === 'A');
  for (const job of jobs) hub.queue.fail(job, 'network');
  await hub.settle();
  return { pair, race };
}

const FALLS_BACK = {
  safety_block: false,
  invalid_request: false,
  rate_limited: true,
  provider_error: true,
  network: true,
  timeout: true,
  queue_timeout: true,
  worker_lost: false,
  storage: false,
  auth: true,
  quota: true,
  model_gone: true,
} as const;

describe('a fallback model', () => {
  it.each(ERROR_KINDS)('after %s', async (kind) => {
    await set(hub, 'fallback_model', 'other:1');
    const pair = await hub.generate();
    await fail(hub, 'A', kind);
    expect(actOf(pair)?.kind ?? null).toBe(FALLS_BACK[kind] ? 'fallback' : null);
  });

  it('is announced, runs the side once with a size and references that it takes, and is named', async () => {
    await set(hub, 'fallback_model', 'other:1');
    const pair = await hub.generate('a cat', undefined, { size: 'landscape' });
    await fail(hub, 'A', 'auth');
    const { id, spec } = newest(pair);
    expect(spec.references).toHaveLength(3);
    expect(hub.text(id)).toContain('Trying Painter by itself in 3 s');
    expect(hub.text(id)).toContain('By the setting “Fallback model”, which boss switched on.');
    expect(hub.text(pair)).toContain('Painter is tried by itself soon');
    await wait(hub, 3);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'fallback running']);
    const its = newest(pair).spec;
    expect(its).toMatchObject({
      provider: 'openai',
      modelId: 'other:1',
      model: 'painter-1',
      size: WIDE,
      parameters: { quality: 'low' },
      userPrompt: 'a cat',
      seed: spec.seed,
    });
    expect(its.references).toEqual(spec.references.slice(0, 2));
    expect(its.prompt).toContain('Images 1 to 2');
    await hub.deliver('A');
    expect(hub.text(pair)).toContain('· made with Painter by itself');
    expect(hub.text(newest(pair).id)).toContain(
      'Made with Painter by itself. By the setting “Fallback model”, which boss switched on.',
    );
  });

  it('costs one credit when it delivers, and nothing before', async () => {
    await set(hub, 'fallback_model', 'other:1');
    const pair = await hub.generate();
    await fail(hub, 'A', 'quota');
    await wait(hub, 3);
    expect(hub.store.credits.spent('web:ana', 0)).toBe(0);
    expect(newest(pair).recipeHash).not.toBe(hub.view(pair).generations[0]?.recipeHash);
    await hub.deliver('A');
    expect(hub.store.credits.spent('web:ana', 0)).toBe(1);
  });

  it('comes after the retries, and nothing comes after it', async () => {
    await set(hub, 'fallback_model', 'other:1');
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    for (let run = 1; run <= 3; run += 1) {
      await fail(hub, 'A', 'network');
      await wait(hub, 5);
    }
    expect(runsOf(hub, pair, 'A')).toEqual([
      'first failed',
      'auto_retry failed',
      'fallback failed',
    ]);
    await wait(hub, 60);
    expect(newest(pair).number).toBe(3);
  });

  it('is not retried by the other setting', async () => {
    await set(hub, 'fallback_model', 'other:1');
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    await fail(hub, 'A', 'auth');
    await wait(hub, 3);
    await fail(hub, 'A', 'network');
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'fallback failed']);
    expect(hub.labels(newest(pair).id)).toContain('Retry');
  });

  it('makes the image of a race alone, when it was not among its models', async () => {
    const { pair, race } = await lostRace(900);
    expect(race).toEqual(['sample-basic', 'gpt-image-2-low', 'gemini-3.1-flash-lite-image']);
    await wait(hub, 4);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'fallback running']);
    expect(newest(pair).spec).toMatchObject({ modelId: 'other:1' });
    expect(newest(pair).spec.race).toBeUndefined();
  });

  it('is not tried again when it was among the models of the race', async () => {
    const { pair, race } = await lostRace(0);
    expect(race).toContain('other:1');
    expect(newest(pair).state).toBe('failed');
    expect(actOf(pair)).toBeUndefined();
  });

  it('comes at once when a provider asks for a longer rest than anybody waits', async () => {
    await set(hub, 'fallback_model', 'other:1');
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    await fail(hub, 'A', { kind: 'rate_limited', detail: 'later', retryAfterMs: 300_000 });
    expect(actOf(pair)).toMatchObject({ kind: 'fallback', modelId: 'other:1' });
  });

  it('of the same provider is no fallback', async () => {
    await set(hub, 'fallback_model', 'other:1');
    hub.store.models.put({ ...OTHER, provider: 'sample' });
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    expect(actOf(pair)).toBeUndefined();
  });

  it.each<[string, () => void, string]>([
    ['inactive', () => hub.store.models.put({ ...OTHER, active: false }), 'Painter'],
    ['not planned', () => hub.store.models.put({ ...OTHER, tier: 'premium' }), 'premium'],
    ['unserved', () => void hub.queue.served.pop(), 'Painter'],
    [
      'too small for the prompt',
      () => hub.store.models.put({ ...OTHER, maxPromptChars: 20 }),
      '20',
    ],
  ])('that is %s ends with a sentence, and is not tried again', async (_why, change, said) => {
    await set(hub, 'fallback_model', 'other:1');
    const pair = await hub.generate();
    change();
    await hub.studio.served.refresh();
    await fail(hub, 'A', 'model_gone');
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    const text = hub.text(newest(pair).id);
    expect(text).toContain('No other model was tried by itself: ');
    expect(text).toContain(said);
  });

  it('that was changed meanwhile is not tried', async () => {
    hub.store.models.put({ ...OTHER, id: 'other:2' });
    await set(hub, 'fallback_model', 'other:1');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await set(hub, 'fallback_model', 'other:2');
    await wait(hub, 10);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    expect(hub.text(newest(pair).id)).toContain('the setting was changed meanwhile');
  });
});
