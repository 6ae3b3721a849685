import { Counter, Histogram, type Registry } from 'prom-client';
import type { RenderMeter } from '../core/ports/system.ts';

/** Counts of the jobs that a process does, and of the calls that it makes for them: of a worker, or of a hub that is its own. */
export class RenderMetrics implements RenderMeter {
  readonly #jobs: Counter;
  readonly #calls: Histogram;

  constructor(registry: Registry) {
    this.#jobs = new Counter({
      name: 'diptych_jobs_ended_total',
      help: 'Jobs that this process did, by how they ended: image, a kind of failure, or aborted',
      labelNames: ['outcome', 'provider'],
      registers: [registry],
    });
    this.#calls = new Histogram({
      name: 'diptych_provider_call_seconds',
      help: 'Time that a provider took to answer a call of this process, by what came of it',
      labelNames: ['outcome', 'provider'],
      buckets: [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300],
      registers: [registry],
    });
  }

  called(provider: string, outcome: string, ms: number): void {
    this.#calls.observe({ provider, outcome }, ms / 1000);
  }

  jobEnded(provider: string, outcome: string): void {
    this.#jobs.inc({ provider, outcome });
  }
}
