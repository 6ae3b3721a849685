import { beforeEach, describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { fail, runsOf, set, wait } from './acting.ts';
import { Hub } from './hub.ts';

let hub: Hub;
beforeEach(async () => {
  hub = await new Hub().start();
});

const textOf = (pair: string) => hub.text(hub.newest(pair, 'A').id);

describe('a setting that is switched while a pair runs', () => {
  it('counts from the next ending', async () => {
    const pair = await hub.generate();
    await set(hub, 'auto_retries', '1');
    await fail(hub, 'A', 'network');
    await wait(hub, 2);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry running']);
  });

  it('does nothing about what had failed before', async () => {
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await set(hub, 'auto_retries', '3');
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
  });

  it('drops what waits when it is switched off, and the card says so at once', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await set(hub, 'auto_retries', 'off');
    expect(textOf(pair)).toContain('Not retried by itself: the setting was changed meanwhile.');
    expect(hub.labels(hub.newest(pair, 'A').id)).toEqual(['Retry', 'Edit…', 'Details']);
    await set(hub, 'auto_retries', '2');
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
  });

  it('is obeyed also when another program switched it off', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    const here = { surface: 'web', workspace: 'web' } as const;
    const by = { id: 'web:boss', name: 'boss' };
    hub.store.workspaceSettings.put(here, { name: 'auto_retries', value: 'off', by, at: 0 });
    await wait(hub, 3);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    expect(textOf(pair)).toContain('the setting was changed meanwhile');
  });

  it('drops what is beyond a smaller number, and keeps the rest', async () => {
    await set(hub, 'auto_retries', '3');
    const first = await hub.generate();
    await fail(hub, 'A', 'network');
    await wait(hub, 2);
    await fail(hub, 'A', 'network');
    const second = await hub.generate('another', aCaller('ben'));
    await fail(hub, 'A', 'network');
    await set(hub, 'auto_retries', '1');
    await wait(hub, 16);
    expect(runsOf(hub, first, 'A')).toEqual(['first failed', 'auto_retry failed']);
    expect(textOf(first)).toContain('the setting was changed meanwhile');
    expect(runsOf(hub, second, 'A')).toEqual(['first failed', 'auto_retry running']);
  });

  it('is another workspace’s own', async () => {
    const elsewhere = {
      surface: 'web',
      workspace: 'other',
      channel: 'general',
      thread: null,
    } as const;
    const pair = await hub.generate('a cat', aCaller('ana', { place: elsewhere }));
    await set(hub, 'auto_retries', '3');
    await fail(hub, 'A', 'network');
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
  });
});

describe('an act of a setting after a crash', () => {
  it('happens once when the crash came before it', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await hub.crash();
    await wait(hub, 10);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry running']);
    expect(hub.queue.jobs.filter((one) => one.spec.side === 'A')).toHaveLength(1);
  });

  it('does not happen again when the crash came after it', async () => {
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await wait(hub, 2);
    await hub.deliver('A');
    await hub.crash();
    await wait(hub, 30);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry succeeded']);
  });

  it('is given up by a hub that was away for longer than anybody waits', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await hub.studio.close();
    await hub.advance(903_000);
    await hub.again();
    await wait(hub, 2);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    expect(textOf(pair)).toContain('Not retried by itself: the hub was away for too long.');
  });

  it('waits for the next process while the hub drains', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    await hub.deliver('B');
    await hub.studio.drain(1_000);
    await wait(hub, 10);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    await hub.crash();
    await wait(hub, 2);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry running']);
  });

  it('happens once although two processes tick', async () => {
    await set(hub, 'auto_retries', '1');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    const first = hub.studio;
    await hub.again();
    await wait(hub, 5);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry running']);
    await first.close();
  });
});

describe('the limits of what a setting does', () => {
  it('are the five runs of a spec', async () => {
    await set(hub, 'auto_retries', '3');
    const pair = await hub.generate();
    for (let run = 1; run <= 4; run += 1) {
      await fail(hub, 'A', 'network');
      await wait(hub, 16);
    }
    const { id } = hub.newest(pair, 'A');
    expect(hub.store.acts.get(id)).toBeUndefined();
    await hub.press({ type: 'retry', generation: id });
    await fail(hub, 'A', 'network');
    const last = hub.newest(pair, 'A');
    expect(last.number).toBe(5);
    expect(hub.store.acts.get(last.id)).toBeUndefined();
    expect(hub.text(last.id)).toContain('This exact spec has run 5 times');
  });

  it('are the quota of the asker, and the message says so', async () => {
    hub.store.models.putPlan({ name: 'default', tiers: ['basic', 'quality'], dailyQuota: 2 });
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    hub.store.models.putPlan({ name: 'default', tiers: ['basic', 'quality'], dailyQuota: 1 });
    await wait(hub, 3);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    expect(textOf(pair)).toContain(
      "Not retried by itself: This needs 1 credit; 1 of today's 1 is used",
    );
    await wait(hub, 60);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
  });

  it('are those of the asker’s roles when they asked', async () => {
    hub.store.models.putPlan({ name: 'none', tiers: ['basic'], dailyQuota: 0 });
    hub.store.models.putPlan({ name: 'team', tiers: ['basic', 'quality'], dailyQuota: 9 });
    hub.store.models.holdPlan('role:painters', 'team');
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate('a cat', aCaller('ben', { roles: ['painters'] }));
    hub.store.models.putPlan({ name: 'default', tiers: ['basic', 'quality'], dailyQuota: 0 });
    await fail(hub, 'A', 'network');
    await wait(hub, 3);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed', 'auto_retry running']);
  });

  it('are the providers that somebody serves', async () => {
    await set(hub, 'auto_retries', '2');
    const pair = await hub.generate();
    await fail(hub, 'A', 'network');
    hub.queue.served = [];
    await wait(hub, 12);
    expect(runsOf(hub, pair, 'A')).toEqual(['first failed']);
    expect(textOf(pair)).toContain('Not retried by itself: ');
  });
});
