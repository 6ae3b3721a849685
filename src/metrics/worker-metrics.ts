import { collectDefaultMetrics, Registry } from 'prom-client';
import { flag, readGauge } from './gauge.ts';
import { RenderMetrics } from './render-metrics.ts';

/** A worker, as it is now. */
export interface WorkerState {
  /** Jobs that it takes at once. */
  readonly slots: number;
  readonly running: number;
  /** It takes no more jobs, because it is to end. */
  readonly isDraining: boolean;
  readonly isRedisAway: boolean;
}

/** Metrics of a worker for Prometheus. */
export class WorkerMetrics {
  readonly #registry = new Registry();
  /** What its jobs are counted by. */
  readonly jobs = new RenderMetrics(this.#registry);

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
  }

  /** Shows the state of a worker. Call it once, before the first `text`. */
  show(state: () => WorkerState): void {
    const gauge = (name: string, help: string, read: (now: WorkerState) => number) =>
      readGauge(this.#registry, { name, help }, () => read(state()));
    gauge('diptych_worker_slots', 'Jobs that this worker takes at once', ({ slots }) => slots);
    gauge('diptych_worker_jobs', 'Jobs that run here', ({ running }) => running);
    gauge('diptych_worker_draining', '1 while it finishes its jobs and takes no more', (now) =>
      flag(now.isDraining),
    );
    gauge(
      'diptych_redis_away',
      '1 while Redis cannot be reached from here, or takes no writes',
      (now) => flag(now.isRedisAway),
    );
  }

  /** All metrics in Prometheus' text format. */
  async text(): Promise<string> {
    return this.#registry.metrics();
  }
}
