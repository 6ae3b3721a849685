import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { Rewriting } from './rewriting.ts';

const off = ({ models }: Store) =>
  models.put({ ...models.default(), active: false, isDefault: false });
/** Of a tier that the plan does not have. */
const dear = ({ models }: Store) => models.put({ ...models.default(), tier: 'quality' });
const spent = ({ models }: Store) =>
  models.putPlan({ name: 'default', tiers: ['basic', 'quality'], dailyQuota: 1 });

describe('a wording that could not run is not paid for', () => {
  it.each([
    ['its model was switched off', off, 'model_unavailable'],
    ['its model is of another plan by now', dear, 'tier_not_in_plan'],
    ['whoever presses has no credit left', spent, 'quota_used'],
  ] as const)('when %s', async (_, change, code) => {
    const world = await new Rewriting().blocked();
    const { store } = world.hub;
    store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 100 });
    change(store);
    await expect(world.press('rewrite')).rejects.toMatchObject({ code });
    expect([world.asked, world.paid, world.row]).toEqual([[], [], undefined]);
  });

  it('when nobody serves its model', async () => {
    const world = await new Rewriting().blocked();
    world.hub.queue.served = [];
    await world.hub.advance(10_000);
    await expect(world.press('rewrite')).rejects.toMatchObject({ code: 'provider_unserved' });
    expect([world.asked, world.paid, world.row]).toEqual([[], [], undefined]);
  });

  it('but one that there is already is shown, to be let go or run later', async () => {
    const world = await new Rewriting().blocked();
    await world.rewritten('two dancers on a film set');
    off(world.hub.store);
    await expect(world.press('rewrite')).resolves.toMatchObject({ type: 'card' });
    await expect(world.press('rewrite_send')).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(world.row?.state).toBe('ready');
  });
});
