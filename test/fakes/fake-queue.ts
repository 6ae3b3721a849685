import type {
  RenderResult,
  JobStatus,
  RenderEvents,
  RenderJob,
  RenderQueue,
} from '../../src/core/ports/render-queue.ts';

/** A render queue whose jobs end when a test says so. */
export class FakeQueue implements RenderQueue {
  readonly jobs: RenderJob[] = [];
  readonly cancelled: string[] = [];
  slots: number;
  served: string[] = ['sample'];
  readonly #finished = new Map<string, RenderResult>();
  readonly #listeners = new Set<RenderEvents>();
  readonly #forgotten = new Set<string>();

  constructor(slots = 4) {
    this.slots = slots;
  }

  async capacity(): Promise<number> {
    return this.slots;
  }

  async providers(): Promise<readonly string[]> {
    return this.served;
  }

  async submit(job: RenderJob): Promise<void> {
    if (this.jobs.some((one) => one.generationId === job.generationId)) {
      throw new Error(`${job.generationId} was submitted twice`);
    }
    this.jobs.push(job);
  }

  async cancel(generationId: string): Promise<void> {
    this.cancelled.push(generationId);
  }

  async status(generationId: string): Promise<JobStatus> {
    const result = this.#finished.get(generationId);
    if (result !== undefined) return { state: 'finished', result };
    const known = this.jobs.some((one) => one.generationId === generationId);
    return { state: known && !this.#forgotten.has(generationId) ? 'active' : 'unknown' };
  }

  subscribe(events: RenderEvents): () => void {
    this.#listeners.add(events);
    return () => this.#listeners.delete(events);
  }

  async close(): Promise<void> {
    this.#listeners.clear();
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
    this.finish(job, { ok: true, image, costUsd }, silent);
  }

  fail(job: RenderJob, kind: Extract<RenderResult, { ok: false }>['failure']['kind']): void {
    this.finish(job, {
      ok: false,
      failure: { kind, detail: `made to fail: ${kind}` },
      costUsd: null,
    });
  }

  finish(job: RenderJob, result: RenderResult, silent = false): void {
    this.#finished.set(job.generationId, result);
    if (silent) return;
    for (const listener of this.#listeners) listener.finished(job.generationId, result);
  }

  late(job: RenderJob, costUsd: number | null): void {
    for (const listener of this.#listeners) listener.late(job.generationId, costUsd);
  }

  /** The job was lost with its worker. */
  forget(job: RenderJob): void {
    this.#forgotten.add(job.generationId);
  }
}
