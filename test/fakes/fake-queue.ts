import type { WorkerHealth } from '../../src/core/domain/hub-health.ts';
import type { ErrorKind, Failure } from '../../src/core/domain/failure.ts';
import type { MadeCall } from '../../src/core/domain/provider-call.ts';
import {
  type RenderResult,
  type JobStatus,
  type OwnWork,
  QueueAwayError,
  type RenderEvents,
  type RenderJob,
  type RenderQueue,
} from '../../src/core/ports/render-queue.ts';

/** A render queue whose jobs end when a test says so. */
export class FakeQueue implements RenderQueue {
  readonly jobs: RenderJob[] = [];
  readonly cancelled: string[] = [];
  slots: number;
  served: string[] = ['sample'];
  own: OwnWork = { providers: [], jobs: [] };
  others: WorkerHealth[] | null = null;
  /** Members that reject, as those of a queue that is away. */
  readonly away = new Set<'capacity' | 'submit' | 'status'>();
  /** Until then it does not say what became of a job. */
  sure: Promise<void> = Promise.resolve();
  readonly #finished = new Map<string, RenderResult>();
  readonly #listeners = new Set<RenderEvents>();
  readonly #forgotten = new Set<string>();
  #ended: () => void = () => undefined;

  constructor(slots = 4) {
    this.slots = slots;
  }

  async capacity(): Promise<number> {
    this.#requireThere('capacity');
    return this.slots;
  }

  async providers(): Promise<readonly string[]> {
    return this.served;
  }

  async workers(): Promise<readonly WorkerHealth[] | null> {
    return this.others;
  }

  async submit(job: RenderJob): Promise<void> {
    this.#requireThere('submit');
    if (this.jobs.some((one) => one.generationId === job.generationId)) {
      throw new Error(`${job.generationId} was submitted twice`);
    }
    this.jobs.push(job);
  }

  async cancel(generationId: string): Promise<void> {
    this.cancelled.push(generationId);
  }

  async status(generationId: string): Promise<JobStatus> {
    this.#requireThere('status');
    await this.sure;
    const result = this.#finished.get(generationId);
    if (result !== undefined) return { state: 'finished', result };
    const known = this.jobs.some((one) => one.generationId === generationId);
    return { state: known && !this.#forgotten.has(generationId) ? 'active' : 'unknown' };
  }

  subscribe(events: RenderEvents): () => void {
    this.#listeners.add(events);
    return () => this.#listeners.delete(events);
  }

  async drain(signal: AbortSignal): Promise<void> {
    const drained = Promise.withResolvers<void>();
    this.#ended = () => {
      if (this.jobs.every((one) => this.#finished.has(one.generationId))) drained.resolve();
    };
    signal.addEventListener('abort', () => drained.resolve(), { once: true });
    this.#ended();
    await drained.promise;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }

  #requireThere(member: 'capacity' | 'submit' | 'status'): void {
    if (this.away.has(member)) throw new QueueAwayError();
  }

  /** The job of one side of the pair's newest run. */
  jobOf(side: 'A' | 'B'): RenderJob {
    const job = this.jobs.findLast((one) => one.spec.side === side);
    if (job === undefined) throw new Error(`no job of side ${side} was submitted`);
    return job;
  }

  /** The worker made an image; `silent` loses the event. */
  deliver(job: RenderJob, more: { costUsd?: number | null; silent?: boolean } = {}): void {
    const { outputKey, outputType, size } = job.spec;
    const sha256 = `content of ${job.generationId}`;
    const image = { key: outputKey, type: outputType, ...size, bytes: 1_000, sha256 };
    const { costUsd = 0, silent } = more;
    const calls = [madeCall(job, 'image', costUsd)];
    this.finish(job, { version: 2, ok: true, image, calls }, silent);
  }

  /** The provider was called, and made no image. */
  fail(job: RenderJob, why: Failure | ErrorKind, costUsd: number | null = null): void {
    const failure = typeof why === 'string' ? { kind: why, detail: `made to fail: ${why}` } : why;
    const calls = [madeCall(job, failure.kind, costUsd)];
    this.finish(job, { version: 2, ok: false, failure, calls });
  }

  finish(job: RenderJob, result: RenderResult, silent = false): void {
    this.#finished.set(job.generationId, result);
    if (silent) return;
    for (const listener of this.#listeners) listener.finished(job.generationId, result, true);
    this.#ended();
  }

  /** Workers came or went, or the queue itself. */
  change(): void {
    for (const listener of this.#listeners) listener.changed?.();
  }

  late(job: RenderJob, costUsd: number | null): void {
    for (const listener of this.#listeners) {
      listener.late(job.generationId, madeCall(job, 'dropped', costUsd));
    }
  }

  /** The job was lost with its worker. */
  forget(job: RenderJob): void {
    this.#forgotten.add(job.generationId);
  }
}

function madeCall(
  { generationId: id, spec: { provider, modelId } }: RenderJob,
  outcome: MadeCall['outcome'],
  costUsd: number | null,
): MadeCall {
  return { id, purpose: 'image', provider, modelId, outcome, costUsd, tokens: null };
}
