import { describe, expect, it } from 'vitest';
import { PromMeter } from '../src/metrics.ts';
import { HEALTHY } from '../src/core/line/provider-rest.ts';
import { FakeClock } from './fakes/fake-clock.ts';
import { newStore, storeGeneration, storePair } from './storage/sample-rows.ts';
import { RUNNING } from './values.ts';

describe('the counts for Prometheus', () => {
  it('are of what ended, came late, was shown, and was given up', async () => {
    const meter = new PromMeter(newStore(), new FakeClock());
    meter.ended('succeeded', 'openai');
    meter.ended('succeeded', 'openai');
    meter.ended('failed', 'gemini');
    meter.late('runware');
    meter.undelivered('discord');
    meter.shown(1_500);
    const text = await meter.text();
    for (const line of [
      'diptych_generations_ended_total{state="succeeded",provider="openai"} 2',
      'diptych_generations_ended_total{state="failed",provider="gemini"} 1',
      'diptych_late_results_total{provider="runware"} 1',
      'diptych_undelivered_total{surface="discord"} 1',
      'diptych_result_to_message_seconds_bucket{le="1"} 0',
      'diptych_result_to_message_seconds_bucket{le="5"} 1',
      'diptych_result_to_message_seconds_sum 1.5',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('are of the line as it is when they are read', async () => {
    const store = newStore();
    storePair(store, 'p1');
    const meter = new PromMeter(store, new FakeClock());
    storeGeneration(store, 'p1', 'g1');
    storeGeneration(store, 'p1', 'g2', { number: 2, side: 'B' });
    storePair(store, 'p2');
    storeGeneration(store, 'p2', 'g3', RUNNING);
    const lines = (await meter.text()).split('\n');
    expect(lines).toContain('diptych_line{state="waiting"} 2');
    expect(lines).toContain('diptych_line{state="running"} 1');
  });

  it('say how long a provider still rests, and 0 when it does not', async () => {
    const store = newStore();
    const clock = new FakeClock();
    const restsUntil = clock.now() + 90_000;
    store.providers.putHealth('openai', { ...HEALTHY, rests: 1, restsUntil, why: 'failures' });
    const meter = new PromMeter(store, clock);
    const restOf = async (name: string) =>
      (await meter.text())
        .split('\n')
        .find((line) => line.includes(`_rest_seconds{provider="${name}"}`));
    expect(await restOf('openai')).toBe('diptych_provider_rest_seconds{provider="openai"} 90');
    expect(await restOf('gemini')).toBe('diptych_provider_rest_seconds{provider="gemini"} 0');
    await clock.advance(90_000);
    expect(await restOf('openai')).toBe('diptych_provider_rest_seconds{provider="openai"} 0');
  });
});
