import { describe, expect, it } from 'vitest';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

describe('the list of models', () => {
  it('says that a provider rests only while it does', async () => {
    const hub = new Hub({ served: ['vendor'] });
    hub.store.models.put({ ...hub.store.models.default(), provider: 'vendor' });
    await hub.start();
    const text = () => JSON.stringify(hub.studio.offers.card(aCaller()));
    expect(text()).not.toContain('resting');
    const restsUntil = hub.clock.now() + 60_000;
    hub.store.rests.put(imageScope('vendor'), {
      failures: 5,
      rests: 1,
      restsUntil,
      why: 'failures',
    });
    expect(text()).toContain('resting');
  });
});

describe('what a person can choose from', () => {
  it('is what their own plan holds, and nobody else’s', () => {
    const hub = new Hub();
    hub.store.models.putPlan({ name: 'vip', tiers: ['basic', 'quality'], dailyQuota: 9 });
    hub.store.models.holdPlan('web:ana', 'vip');
    const planOf = (name: string) => hub.studio.offers.of(aCaller(name)).plan.name;
    expect([planOf('ana'), planOf('ben')]).toEqual(['vip', 'default']);
  });
});
