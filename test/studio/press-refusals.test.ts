import { beforeEach, describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

let hub: Hub;
let pair: string;
beforeEach(async () => {
  hub = await new Hub().start();
  pair = await hub.generate();
});

const RUNS = ['retry', 'reroll', 'regenerate', 'edit'] as const;
type Run = (typeof RUNS)[number];

/** Presses on A: what is refused, by code; else done, or a form. */
async function press(type: Run, generation: string, values?: unknown): Promise<string> {
  try {
    return (await hub.press({ type, generation }, aCaller(), values)).type;
  } catch (error) {
    return error instanceof Error ? error.message : 'nothing';
  }
}

async function pressAll(generation: string): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const type of RUNS) said[type] = await press(type, generation);
  return said;
}

describe('what may be pressed of a side that', () => {
  it('runs: nothing that would run it', async () => {
    const { id } = hub.newest(pair, 'A');
    expect(await pressAll(id)).toEqual({
      retry: 'already_running',
      reroll: 'not_available',
      regenerate: 'not_available',
      edit: 'already_running',
    });
    expect(await press('edit', id, { prompt: 'a dog' })).toBe('already_running');
    expect(hub.newest(pair, 'A').id).toBe(id);
  });

  it('has its image: no Retry', async () => {
    await hub.deliver('A');
    expect(await pressAll(hub.newest(pair, 'A').id)).toEqual({
      retry: 'not_available',
      reroll: 'done',
      regenerate: 'ratios_unchanged',
      edit: 'form',
    });
  });

  it('was deleted: nothing at all', async () => {
    await hub.deliver('A');
    const { id } = hub.newest(pair, 'A');
    await hub.press({ type: 'delete_confirm', generation: id });
    expect(await pressAll(id)).toEqual({
      retry: 'not_available',
      reroll: 'image_deleted',
      regenerate: 'image_deleted',
      edit: 'image_deleted',
    });
    expect(await press('edit', id, { prompt: 'a dog' })).toBe('image_deleted');
  });

  it('failed: neither Re-roll nor Regenerate', async () => {
    hub.queue.fail(hub.queue.jobOf('A'), 'auth');
    await hub.settle();
    expect(await pressAll(hub.newest(pair, 'A').id)).toEqual({
      retry: 'not_available',
      reroll: 'not_available',
      regenerate: 'not_available',
      edit: 'form',
    });
  });

  it('was cancelled: Retry', async () => {
    const { id } = hub.newest(pair, 'A');
    await hub.press({ type: 'cancel', generation: id });
    expect(await press('retry', id)).toBe('done');
    expect(hub.newest(pair, 'A')).toMatchObject({ number: 2, origin: 'retry', fromId: id });
  });

  it('was followed by a newer run: no Retry of the old one, whatever the new one is', async () => {
    const { id } = hub.newest(pair, 'A');
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    await press('retry', id);
    expect(await press('retry', id)).toBe('not_available');
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    expect(await press('retry', id)).toBe('not_available');
    expect(hub.newest(pair, 'A').number).toBe(2);
  });
});

describe('Edit… without a change', () => {
  it('of an image makes it anew with another seed, for no credit', async () => {
    await hub.deliver('A');
    const first = hub.newest(pair, 'A');
    await press('edit', first.id, { prompt: ' a woman walking ' });
    const second = hub.newest(pair, 'A');
    expect(second).toMatchObject({ number: 2, origin: 'edit', recipeHash: first.recipeHash });
    expect(second.spec.seed).not.toBe(first.spec.seed);
    await hub.deliver('A');
    expect(hub.studio.galleries.credits(aCaller()).credits).toMatchObject({ today: 1 });
  });

  it('of a failure runs it as it was', async () => {
    const first = hub.newest(pair, 'A');
    hub.queue.fail(hub.queue.jobOf('A'), 'auth');
    await hub.settle();
    await press('edit', first.id, { prompt: 'a woman walking' });
    const second = hub.newest(pair, 'A');
    expect(second).toMatchObject({ number: 2, recipeHash: first.recipeHash });
    expect(second.spec.seed).toBe(first.spec.seed);
  });

  it('with a change keeps the seed: only the words differ', async () => {
    await hub.deliver('A');
    const first = hub.newest(pair, 'A');
    await press('edit', first.id, { prompt: 'a man walking' });
    const second = hub.newest(pair, 'A');
    expect(second.recipeHash).not.toBe(first.recipeHash);
    expect(second.spec.seed).toBe(first.spec.seed);
  });
});

describe('Retry', () => {
  it('is done with the very spec, seed and references of the failure', async () => {
    const first = hub.newest(pair, 'A');
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    await press('retry', first.id);
    const second = hub.newest(pair, 'A');
    const { outputKey } = second.spec;
    expect(second.spec).toEqual({ ...first.spec, outputKey });
    expect(outputKey).toBe(`library/web/2026-11/${second.id}.png`);
  });
});
