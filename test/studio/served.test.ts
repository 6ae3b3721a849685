import { beforeEach, describe, expect, it } from 'vitest';
import { GroupCommit } from '../../src/core/studio/base/group-commit.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { Served } from '../../src/core/studio/run/served.ts';
import { aCaller } from '../values.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeQueue } from '../fakes/fake-queue.ts';
import { newStore } from '../storage/sample-rows.ts';
import { Hub } from './hub.ts';

const away = () => Promise.reject(new Error('redis is away'));
const hanging = () => Promise.withResolvers<never>().promise;

describe('what is served', () => {
  const clock = new FakeClock();
  let queue: FakeQueue;
  let store: Store;
  let served: Served;
  const newServed = () =>
    new Served({ queue, clock, store, commits: new GroupCommit({ store, clock }) });
  beforeEach(() => {
    [queue, store] = [new FakeQueue(3), newStore()];
    served = newServed();
  });

  it('is nothing, of no age, before the queue has answered', async () => {
    expect([served.providers, served.ageMs]).toEqual([[], Infinity]);
    queue.providers = away;
    await expect(served.refresh()).rejects.toThrow('redis is away');
    expect([served.providers, served.ageMs]).toEqual([[], Infinity]);
  });

  it('is what the queue said last', async () => {
    await served.refresh();
    expect([served.providers, served.capacity]).toEqual([['sample'], 3]);
    queue.served = ['vendor'];
    queue.slots = 5;
    expect([served.providers, served.capacity]).toEqual([['sample'], 3]);
    await served.refresh();
    expect([served.providers, served.capacity]).toEqual([['vendor'], 5]);
  });

  it('ages from the moment the queue was asked, and stays while the queue cannot answer', async () => {
    await served.refresh();
    expect(served.ageMs).toBe(0);
    await clock.advance(4_000);
    expect(served.ageMs).toBe(4_000);
    queue.capacity = away;
    await expect(served.refresh()).rejects.toThrow('redis is away');
    expect([served.providers, served.capacity, served.ageMs]).toEqual([['sample'], 3, 4_000]);
    const slow = Promise.withResolvers<number>();
    queue.capacity = () => slow.promise;
    const asked = served.refresh();
    await clock.advance(2_000);
    expect(served.ageMs).toBe(6_000);
    slow.resolve(7);
    await asked;
    expect([served.capacity, served.ageMs]).toEqual([7, 2_000]);
  });
});

describe('what is served while the queue is away from the start on', () => {
  const clock = new FakeClock();
  const store = newStore();
  const worker = { id: 'w1', version: '1', slots: 2, speaksOurs: true };
  async function refreshed(
    providers: readonly string[] | 'away',
    own: readonly string[] = [],
  ): Promise<readonly string[]> {
    const queue = new FakeQueue();
    queue.own = { providers: own, jobs: [] };
    if (providers === 'away') queue.providers = away;
    else queue.served = [...providers];
    queue.others = [{ ...worker, providers: queue.served }];
    const served = new Served({ queue, clock, store, commits: new GroupCommit({ store, clock }) });
    await served.refresh().catch(() => undefined);
    // Its memory is written with others of the same moment.
    await new Promise(setImmediate);
    return served.providers;
  }

  it('is what this process can do itself, and what an earlier one was told last', async () => {
    expect(await refreshed('away')).toEqual([]);
    expect(await refreshed('away', ['sample'])).toEqual(['sample']);
    expect(await refreshed(['openai', 'sample'])).toEqual(['openai', 'sample']);
    expect(await refreshed('away')).toEqual(['openai', 'sample']);
    expect(await refreshed('away', ['gemini', 'sample'])).toEqual(['openai', 'sample', 'gemini']);
    expect(await refreshed(['gemini'])).toEqual(['gemini']);
    expect(await refreshed('away')).toEqual(['gemini']);
  });

  it('is not forgotten when the last workers stop', async () => {
    expect(await refreshed(['openai'])).toEqual(['openai']);
    expect(await refreshed([])).toEqual([]);
    expect(await refreshed('away')).toEqual(['openai']);
  });
});

describe('the hub', () => {
  it('asks the queue when it starts, and every ten seconds', async () => {
    const hub = new Hub({ served: ['vendor'] });
    const { served } = hub.studio;
    expect(served.providers).toEqual([]);
    await hub.start();
    expect(served.providers).toEqual(['vendor']);
    hub.queue.served = ['sample'];
    expect(served.providers).toEqual(['vendor']);
    await hub.advance(11_000);
    expect(served.providers).toEqual(['sample']);
    expect(served.ageMs).toBeLessThan(10_000);
  });

  it.each([
    ['hangs', hanging],
    ['fails', away],
  ])('accepts by what was served last while the queue %s', async (_what, answer) => {
    const hub = await new Hub().start();
    hub.queue.providers = answer;
    hub.queue.capacity = answer;
    await hub.advance(30_000);
    const pair = await hub.generate();
    expect(hub.text(pair)).toContain('A · waiting');
    expect(hub.studio.served.providers).toEqual(['sample']);
    expect(hub.studio.served.ageMs).toBeGreaterThanOrEqual(30_000);
    const model = hub.store.models.default();
    hub.store.models.put({ ...model, provider: 'vendor' });
    await expect(hub.generate('a dog', aCaller('ben'))).rejects.toMatchObject({
      code: 'provider_unserved',
    });
  });

  it('asks the queue again at each change of the line', async () => {
    const hub = await new Hub().start();
    await hub.advance(5_000);
    await hub.generate();
    expect(hub.studio.served.ageMs).toBe(0);
  });
});
