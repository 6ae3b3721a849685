import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock, Meter } from './core/ports/system.ts';
import { restOf } from './core/line/provider-rest.ts';
import type { Store } from './core/ports/store.ts';
import type { SideState } from './core/domain/side.ts';

/** Metrics for Prometheus. */
export class PromMeter implements Meter {
  readonly #registry = new Registry();
  readonly #ended = new Counter({
    name: 'diptych_generations_ended_total',
    help: 'Generations by how they ended',
    labelNames: ['state', 'provider'],
    registers: [this.#registry],
  });
  readonly #late = new Counter({
    name: 'diptych_late_results_total',
    help: 'Answers of providers that came after their generation had ended, and were dropped',
    labelNames: ['provider'],
    registers: [this.#registry],
  });
  readonly #shown = new Histogram({
    name: 'diptych_result_to_message_seconds',
    help: 'Time from the end of a generation to the message that shows its image',
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600],
    registers: [this.#registry],
  });
  readonly #undelivered = new Counter({
    name: 'diptych_undelivered_total',
    help: 'Messages that were given up',
    labelNames: ['surface'],
    registers: [this.#registry],
  });

  constructor(store: Store, clock: Pick<Clock, 'now'>) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    const resting = new Gauge({
      name: 'diptych_provider_rest_seconds',
      help: 'Seconds until a provider that rests is called again; 0 while it is',
      labelNames: ['provider'],
      registers,
      collect: () => {
        for (const { name, health } of store.providers.list()) {
          resting.set({ provider: name }, restOf(health, clock.now()) / 1000);
        }
      },
    });
    const line = new Gauge({
      name: 'diptych_line',
      help: 'Generations that wait and that run',
      labelNames: ['state'],
      registers,
      collect: () => {
        line.set({ state: 'waiting' }, store.line.waiting().length);
        line.set({ state: 'running' }, store.line.running().length);
      },
    });
  }

  ended(state: SideState, provider: string): void {
    this.#ended.inc({ state, provider });
  }

  late(provider: string): void {
    this.#late.inc({ provider });
  }

  shown(ms: number): void {
    this.#shown.observe(ms / 1000);
  }

  undelivered(surface: string): void {
    this.#undelivered.inc({ surface });
  }

  /** All metrics in Prometheus' text format. */
  async text(): Promise<string> {
    return this.#registry.metrics();
  }
}
