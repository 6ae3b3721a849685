import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { SideState } from '../core/domain/side.ts';
import { SURFACES, type SurfaceName } from '../core/domain/person.ts';
import type { Meter } from '../core/ports/system.ts';
import { type HubState, showHub } from './hub-gauges.ts';
import { RenderMetrics } from './render-metrics.ts';

/** Metrics of a hub for Prometheus. */
export class HubMetrics implements Meter {
  readonly #registry = new Registry();
  /** What the jobs are counted by that the hub does by itself. */
  readonly jobs = new RenderMetrics(this.#registry);
  readonly #started = this.#counter(
    'diptych_generations_started_total',
    'Generations that left the line for a worker',
    ['provider'],
  );
  readonly #ended = this.#counter(
    'diptych_generations_ended_total',
    'Generations by how they ended',
    ['state', 'provider'],
  );
  readonly #late = this.#counter(
    'diptych_late_results_total',
    'Answers of providers that came after their generation had ended, and were dropped',
    ['provider'],
  );
  readonly #pairs = this.#counter('diptych_pairs_accepted_total', 'Pairs that were accepted', [
    'surface',
  ]);
  readonly #undelivered = this.#counter(
    'diptych_undelivered_total',
    'Messages that were given up',
    ['surface'],
  );
  readonly #edits = this.#counter(
    'diptych_edits_late_total',
    'Edits of messages that had to wait, because the chat takes no more at once',
    ['surface'],
  );
  readonly #commands = this.#histogram(
    'diptych_command_seconds',
    'Time from a request for a pair to its acceptance or refusal, and where a chat takes the header as the answer, to that',
    [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10],
    ['surface'],
  );
  readonly #shown = this.#histogram(
    'diptych_result_to_message_seconds',
    'Time from the end of a generation to the message that shows its image',
    [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120, 600],
  );
  readonly #synced = this.#histogram(
    'diptych_log_sync_seconds',
    'Time that the disk took to keep the log of the database',
    [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
  );

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    // An increase is seen only of what was there before.
    for (const surface of SURFACES) {
      for (const one of [this.#pairs, this.#undelivered, this.#edits]) one.inc({ surface }, 0);
    }
  }

  /** Shows the state of a hub. Call it once, before the first `text`. */
  show(state: HubState): void {
    showHub(this.#registry, state);
    for (const { name: provider } of state.store.providers.list()) {
      for (const one of [this.#started, this.#late]) one.inc({ provider }, 0);
    }
  }

  started(provider: string): void {
    this.#started.inc({ provider });
  }

  ended(state: SideState, provider: string): void {
    this.#ended.inc({ state, provider });
  }

  late(provider: string): void {
    this.#late.inc({ provider });
  }

  accepted(surface: SurfaceName, pairs: number): void {
    this.#pairs.inc({ surface }, pairs);
  }

  answered(surface: SurfaceName, ms: number): void {
    this.#commands.observe({ surface }, ms / 1000);
  }

  shown(ms: number): void {
    this.#shown.observe(ms / 1000);
  }

  editLate(surface: SurfaceName): void {
    this.#edits.inc({ surface });
  }

  undelivered(surface: SurfaceName): void {
    this.#undelivered.inc({ surface });
  }

  synced(ms: number): void {
    this.#synced.observe(ms / 1000);
  }

  /** All metrics in Prometheus' text format. */
  async text(): Promise<string> {
    return this.#registry.metrics();
  }

  #counter(name: string, help: string, labelNames: readonly string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.#registry] });
  }

  #histogram(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly string[] = [],
  ): Histogram {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.#registry] });
  }
}
