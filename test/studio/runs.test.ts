import { beforeEach, describe, expect, it } from 'vitest';
import type { Action } from '../../src/core/chat/action.ts';
import { aCaller, aModel } from '../values.ts';
import { Hub } from './hub.ts';

const root = aCaller('root', { admin: true });

let hub: Hub;
let pair: string;
let generation: string;
beforeEach(async () => {
  hub = await new Hub().start();
  pair = await hub.pairWithImages();
  generation = hub.newest(pair, 'A').id;
});

/** Every way to run a side again that has an image. */
const RUNS: [string, (generation: string) => Action, unknown][] = [
  ['Re-roll', (id) => ({ type: 'reroll', generation: id }), undefined],
  ['Regenerate', (id) => ({ type: 'regenerate', generation: id }), undefined],
  ['Edit…', (id) => ({ type: 'edit', generation: id }), { prompt: 'a dog' }],
];

async function press(action: (generation: string) => Action, values: unknown, who = aCaller()) {
  await hub.press({ type: 'tone', generation, ratio: 25 });
  return hub.press(action(generation), who, values);
}

async function refused(
  action: (generation: string) => Action,
  values: unknown,
  why: object,
): Promise<void> {
  const jobs = hub.queue.jobs.length;
  await expect(press(action, values)).rejects.toMatchObject(why);
  expect(hub.newest(pair, 'A').id).toBe(generation);
  expect(hub.queue.jobs).toHaveLength(jobs);
}

describe.each(RUNS)('%s', (_what, action, values) => {
  it('runs no model that was switched off', async () => {
    const model = hub.store.models.default();
    hub.store.transaction(() => {
      hub.store.models.put({ ...model, active: false, isDefault: false });
      hub.store.models.put(aModel({ id: 'other' }));
    });
    await refused(action, values, { status: 409, code: 'model_unavailable' });
  });

  it('runs no model whose tier has left the person’s plan', async () => {
    hub.store.models.putPlan({ name: 'default', tiers: ['premium'], dailyQuota: 100 });
    await refused(action, values, { status: 403, code: 'tier_not_in_plan' });
  });

  it('runs no model that nobody serves', async () => {
    hub.queue.served = [];
    await hub.advance(11_000);
    await refused(action, values, { status: 503, code: 'provider_unserved' });
  });

  it('is a place in the person’s line', async () => {
    hub.queue.slots = 0;
    await hub.generate('a cat', aCaller(), { count: 8 });
    await hub.generate('a cat', aCaller(), { count: 2 });
    await refused(action, values, { status: 429, code: 'count_over_room' });
  });

  it('remembers who pressed, on what, and how many came before', async () => {
    await press(action, values, root);
    const next = hub.newest(pair, 'A');
    expect(next).toMatchObject({
      number: 2,
      fromId: generation,
      by: root.person,
      state: 'running',
    });
    expect(next.spec.outputKey).toBe(`library/web/2026-11/${next.id}.png`);
    expect(next.createdAt).toBe(hub.clock.now());
    expect(next.staged).toEqual({ tone: next.spec.toneRatio, angle: next.spec.angleRatio });
  });

  it('is a new version of its pair, which a start after a crash shows', async () => {
    const version = () => hub.store.pairs.get(pair)?.version ?? 0;
    await hub.press({ type: 'tone', generation, ratio: 25 });
    hub.queue.slots = 0;
    const before = version();
    await hub.press(action(generation), aCaller(), values);
    expect(hub.newest(pair, 'A').state).toBe('waiting');
    expect(version()).toBe(before + 1);
  });
});

describe('a run that changes the recipe', () => {
  it.each(RUNS.slice(1))(
    '%s costs a credit of who pressed, and is refused without one',
    async (_what, action, values) => {
      hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 2 });
      await refused(action, values, { status: 429, code: 'quota_used' });
      await press(action, values, root);
      await hub.deliver('A');
      const today = (who = aCaller()) => hub.studio.galleries.credits(who).credits.today;
      expect([today(), today(root)]).toEqual([2, 1]);
    },
  );

  it('back to one that was paid is free', async () => {
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 3 });
    const was = hub.newest(pair, 'A').spec.toneRatio;
    await hub.press({ type: 'tone', generation, ratio: 25 });
    await hub.press({ type: 'regenerate', generation });
    await hub.deliver('A');
    const second = hub.newest(pair, 'A').id;
    await hub.press({ type: 'tone', generation: second, ratio: was });
    await hub.press({ type: 'regenerate', generation: second });
    await hub.deliver('A');
    expect(hub.newest(pair, 'A')).toMatchObject({ number: 3, state: 'succeeded' });
    expect(hub.studio.galleries.credits(aCaller()).credits.today).toBe(3);
  });
});

describe('a spec whose reference was purged', () => {
  it('does not run again; one that was only removed still serves it', async () => {
    const { references } = hub.newest(pair, 'A').spec;
    const id = references.find((one) => one.role === 'tone')?.id ?? '';
    hub.store.pool.remove(id, root.person, hub.clock.now());
    await hub.press({ type: 'reroll', generation });
    await hub.deliver('A');
    hub.store.pool.purge(id, hub.clock.now());
    const again = hub.press({ type: 'reroll', generation: hub.newest(pair, 'A').id });
    await expect(again).rejects.toMatchObject({ status: 409, code: 'reference_withdrawn' });
  });
});
