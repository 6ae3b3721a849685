import { beforeEach, describe, expect, it } from 'vitest';
import { FAILURES_TO_REST } from '../../src/core/line/provider-rest.ts';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

let hub: Hub;
beforeEach(async () => {
  hub = new Hub({ slots: 8, served: ['vendor'] });
  hub.store.models.put({ ...hub.store.models.default(), provider: 'vendor' });
  hub.store.providers.put({ name: 'vendor', displayName: 'Vendor Co', maxCalls: null });
  await hub.start();
});

/** Lets sides fail until the provider rests. */
async function wearOut(): Promise<void> {
  for (let n = 0; n < FAILURES_TO_REST; n += 1) {
    await hub.generate('worn out', aCaller(`person${n}`));
    hub.queue.fail(hub.queue.jobOf('A'), 'provider_error');
    await hub.settle();
  }
}

describe('a provider that failed five times in a row', () => {
  it('is left alone, and the header says so with the time it takes', async () => {
    await wearOut();
    const before = hub.queue.jobs.length;
    const id = await hub.generate('a cat', aCaller('cat'));
    expect(hub.queue.jobs).toHaveLength(before);
    await hub.advance(1_000);
    expect(hub.text(id)).toContain('Vendor Co rests after failing repeatedly · starts in about');
  });

  it('is tried with one call when its rest is over, and with all when that one works', async () => {
    await wearOut();
    for (const job of hub.queue.jobs.filter((one) => one.spec.side === 'B')) {
      hub.queue.fail(job, LOST);
    }
    const id = await hub.generate('a cat', aCaller('cat'));
    const before = hub.queue.jobs.length;
    await hub.advance(29_000);
    expect(hub.queue.jobs).toHaveLength(before);
    await hub.advance(1_000);
    expect(hub.queue.jobs).toHaveLength(before + 1);
    expect([hub.newest(id, 'A').state, hub.newest(id, 'B').state]).toEqual(['running', 'waiting']);
    await hub.advance(1_000);
    expect(hub.text(id)).toContain('Vendor Co is tried with one call first');
    await hub.deliver('A');
    expect(hub.newest(id, 'B').state).toBe('running');
  });

  it('still rests after a restart', async () => {
    await wearOut();
    await hub.crash();
    const before = hub.queue.jobs.length;
    await hub.generate('a cat', aCaller('cat'));
    expect(hub.queue.jobs).toHaveLength(before);
  });

  it('lets whoever waits too long go as always: no call, no charge', async () => {
    await wearOut();
    const id = await hub.generate('a cat', aCaller('cat'));
    hub.store.rests.put(imageScope('vendor'), {
      failures: 9,
      rests: 5,
      restsUntil: hub.clock.now() + 2_000_000,
      why: 'failures',
    });
    await hub.advance(901_000);
    expect(hub.newest(id, 'A').failure?.kind).toBe('queue_timeout');
    expect(hub.store.calls.of(hub.newest(id, 'A').id)).toEqual([]);
  });

  it('whose rest is longer than anybody may wait is refused at the door, with the estimate', async () => {
    hub.store.models.put({ ...hub.store.models.default(), typicalMs: 400_000 });
    const restsUntil = hub.clock.now() + 600_000;
    hub.store.rests.put(imageScope('vendor'), {
      failures: 9,
      rests: 5,
      restsUntil,
      why: 'failures',
    });
    await expect(hub.generate()).rejects.toMatchObject({ code: 'queue_full' });
  });
});

describe('a provider that is over its rate limit', () => {
  it('says when, on the card; nothing is sent to it until then, and then what waited goes', async () => {
    const id = await hub.generate();
    const job = hub.queue.jobOf('A');
    const failure = { kind: 'rate_limited', detail: 'slow down', retryAfterMs: 20_000 } as const;
    hub.queue.fail(job, failure);
    await hub.settle();
    expect(hub.text(job.generationId)).toContain('Retry in 20 s');
    await hub.press({ type: 'retry', generation: job.generationId });
    await hub.advance(1_000);
    expect(hub.newest(id, 'A').state).toBe('waiting');
    expect(hub.text(job.generationId)).toContain('Vendor Co asked us to wait');
    await hub.advance(19_000);
    expect(hub.newest(id, 'A').state).toBe('running');
  });
});

const LOST = { kind: 'worker_lost', detail: '' } as const;

describe('a provider that nobody serves any more', () => {
  it('is named on the header of whoever waits for it, and takes no later run', async () => {
    hub.queue.slots = 0;
    const id = await hub.generate();
    hub.queue.served = [];
    await hub.advance(11_000);
    expect(hub.text(id)).toContain('nothing here serves Vendor Co just now');
    await hub.press({ type: 'cancel', generation: hub.newest(id, 'A').id });
    const retry = hub.press({ type: 'retry', generation: hub.newest(id, 'A').id });
    await expect(retry).rejects.toMatchObject({ status: 503, code: 'provider_unserved' });
  });
});

describe('the built-in samples', () => {
  it('never rest: they fail only when a prompt says so', async () => {
    hub = await new Hub({ slots: 8 }).start();
    await wearOut();
    expect(hub.store.rests.get(imageScope('sample')).failures).toBe(0);
  });
});
