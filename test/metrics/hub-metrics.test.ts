import { describe, expect, it } from 'vitest';
import type { HubHealth } from '../../src/core/domain/hub-health.ts';
import { HEALTHY } from '../../src/core/line/provider-rest.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { HubMetrics } from '../../src/metrics/hub-metrics.ts';
import { imageScope } from '../../src/core/line/rest-scope.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { newStore, storeGeneration, storePair } from '../storage/sample-rows.ts';
import { RUNNING } from '../values.ts';

const WELL: HubHealth = {
  queue: 'inside',
  queueFault: null,
  workers: [],
  blobsFault: null,
  resting: [],
};
const worker = (slots: number, speaksOurs = true) => {
  const id = `w${slots}`;
  return { id, version: '1', providers: ['openai'], slots, speaksOurs };
};

function theMetrics(
  more: { store?: Store; health?: () => HubHealth; storage?: () => Promise<string | null> } = {},
) {
  const clock = new FakeClock();
  const store = more.store ?? newStore();
  const metrics = new HubMetrics();
  const rest = { health: () => WELL, slots: () => 4, storage: async () => null };
  metrics.show({ ...rest, ...more, store, clock });
  return { metrics, store, clock, lines: async () => (await metrics.text()).split('\n') };
}

describe('the counts for Prometheus', () => {
  it('are of what happened', async () => {
    const { metrics, lines } = theMetrics();
    metrics.started('openai');
    metrics.ended('succeeded', 'openai');
    metrics.ended('succeeded', 'openai');
    metrics.ended('failed', 'gemini');
    metrics.late('runware');
    metrics.accepted('web', 3);
    metrics.answered('slack', 80);
    metrics.editLate('slack');
    metrics.undelivered('discord');
    metrics.shown(1_500);
    metrics.synced(4);
    metrics.jobs.jobEnded('sample', 'image');
    metrics.jobs.called('sample', 'timeout', 45_000);
    const text = await lines();
    for (const line of [
      'diptych_generations_started_total{provider="openai"} 1',
      'diptych_generations_ended_total{state="succeeded",provider="openai"} 2',
      'diptych_generations_ended_total{state="failed",provider="gemini"} 1',
      'diptych_late_results_total{provider="runware"} 1',
      'diptych_pairs_accepted_total{surface="web"} 3',
      'diptych_command_seconds_bucket{le="0.05",surface="slack"} 0',
      'diptych_command_seconds_bucket{le="0.1",surface="slack"} 1',
      'diptych_edits_late_total{surface="slack"} 1',
      'diptych_undelivered_total{surface="discord"} 1',
      'diptych_result_to_message_seconds_bucket{le="1"} 0',
      'diptych_result_to_message_seconds_bucket{le="5"} 1',
      'diptych_result_to_message_seconds_sum 1.5',
      'diptych_log_sync_seconds_sum 0.004',
      'diptych_jobs_ended_total{provider="sample",outcome="image"} 1',
      'diptych_provider_call_seconds_bucket{le="30",provider="sample",outcome="timeout"} 0',
      'diptych_provider_call_seconds_bucket{le="60",provider="sample",outcome="timeout"} 1',
    ]) {
      expect(text).toContain(line);
    }
    expect(text.some((line) => line.startsWith('process_cpu_seconds_total '))).toBe(true);
    expect(text.some((line) => line.startsWith('nodejs_eventloop_lag_p99_seconds '))).toBe(true);
  });

  it('are there before anything has happened, so that the first increase is seen', async () => {
    const text = await theMetrics().lines();
    for (const surface of ['web', 'discord', 'slack']) {
      expect(text).toContain(`diptych_undelivered_total{surface="${surface}"} 0`);
      expect(text).toContain(`diptych_edits_late_total{surface="${surface}"} 0`);
    }
    for (const provider of ['openai', 'gemini', 'runware', 'sample']) {
      expect(text).toContain(`diptych_generations_started_total{provider="${provider}"} 0`);
    }
  });
});

describe('the state for Prometheus', () => {
  it('is the line as it is when it is read', async () => {
    const { store, clock, lines } = theMetrics();
    expect(await lines()).toContain('diptych_line_oldest_seconds 0');
    storePair(store, 'p1');
    const createdAt = clock.now() - 42_000;
    storeGeneration(store, 'p1', 'g1', { createdAt });
    storeGeneration(store, 'p1', 'g2', { number: 2, side: 'B', createdAt: createdAt + 5_000 });
    storePair(store, 'p2');
    storeGeneration(store, 'p2', 'g3', RUNNING);
    const text = await lines();
    expect(text).toContain('diptych_line{state="waiting"} 2');
    expect(text).toContain('diptych_line{state="running"} 1');
    expect(text).toContain('diptych_line_oldest_seconds 42');
  });

  it('says which providers rest, and how long, and 0 when they do not', async () => {
    const { store, clock, lines } = theMetrics();
    const restsUntil = clock.now() + 90_000;
    store.rests.put(imageScope('openai'), { ...HEALTHY, rests: 1, restsUntil, why: 'failures' });
    const resting = await lines();
    expect(resting).toContain(
      'diptych_provider_resting{provider="openai",purpose="image",model=""} 1',
    );
    expect(resting).toContain(
      'diptych_provider_rest_seconds{provider="openai",purpose="image",model=""} 90',
    );
    expect(resting).toContain(
      'diptych_provider_resting{provider="gemini",purpose="image",model=""} 0',
    );
    await clock.advance(90_000);
    const again = await lines();
    expect(again).toContain(
      'diptych_provider_resting{provider="openai",purpose="image",model=""} 0',
    );
    expect(again).toContain(
      'diptych_provider_rest_seconds{provider="openai",purpose="image",model=""} 0',
    );
  });

  it('says what of a provider rests apart: a model, and calls of one purpose', async () => {
    const { store, clock, lines } = theMetrics();
    const rest = {
      ...HEALTHY,
      rests: 1,
      restsUntil: clock.now() + 9_000,
      why: 'failures',
    } as const;
    store.rests.put(imageScope('openai', 'big-1'), rest);
    store.rests.put({ provider: 'openai', purpose: 'rewrite', model: null }, rest);
    const all = await lines();
    for (const [labels, value] of [
      ['provider="openai",purpose="image",model=""', 0],
      ['provider="openai",purpose="image",model="big-1"', 1],
      ['provider="openai",purpose="rewrite",model=""', 1],
    ] as const) {
      expect(all).toContain(`diptych_provider_resting{${labels}} ${value}`);
      expect(all).toContain(`diptych_provider_rest_seconds{${labels}} ${value * 9}`);
    }
    store.rests.put(imageScope('openai', 'big-1'), HEALTHY);
    expect((await lines()).join()).not.toContain('big-1');
  });

  it.each([
    ['inside', [], 1, 0],
    ['there', [], 0, 0],
    ['there', [worker(2), worker(4)], 2, 0],
    // One that drains, and one of another version.
    ['there', [worker(4), worker(0), worker(2, false)], 1, 0],
    ['away', [worker(2)], 0, 1],
  ] as const)('tells of a queue that is %s with %j', async (queue, workers, living, away) => {
    const text = await theMetrics({ health: () => ({ ...WELL, queue, workers }) }).lines();
    expect(text).toContain(`diptych_workers ${living}`);
    expect(text).toContain(`diptych_redis_away ${away}`);
    expect(text).toContain('diptych_slots 4');
  });

  it('tells of faults of storage', async () => {
    const well = await theMetrics().lines();
    expect(well).toContain('diptych_blobs_fault 0');
    expect(well).toContain('diptych_storage_fault 0');
    const health = () => ({ ...WELL, blobsFault: 'the bucket is gone' });
    const ill = await theMetrics({ health, storage: async () => 'full' }).lines();
    expect(ill).toContain('diptych_blobs_fault 1');
    expect(ill).toContain('diptych_storage_fault 1');
  });

  it('leaves out what cannot be read, and shows the rest', async () => {
    const { metrics, store, lines } = theMetrics({ storage: async () => 'the database is gone' });
    storePair(store, 'p1');
    storeGeneration(store, 'p1', 'g1');
    expect(await lines()).toContain('diptych_line{state="waiting"} 1');
    store.line.totals = () => {
      throw new Error('the database is gone');
    };
    metrics.undelivered('web');
    const text = await lines();
    expect(text.filter((line) => line.startsWith('diptych_line'))).toEqual([]);
    expect(text).toContain('diptych_storage_fault 1');
    expect(text).toContain('diptych_undelivered_total{surface="web"} 1');
  });
});
