import {
  readJob,
  type RenderResult,
  type JobStatus,
  type OwnWork,
  type RenderEvents,
  type RenderJob,
  type RenderQueue,
} from '../core/ports/render-queue.ts';
import PQueue from 'p-queue';
import { within } from '../core/base/within.ts';
import { copyResult, render, type RenderParts } from './render.ts';
import { SharedReads } from './shared-reads.ts';

/** Milliseconds that a close waits for jobs to notice that they are aborted: an upload cannot be, and may take a minute. */
const GOODBYE_MS = 2_000;
/** How many results `status` remembers. */
const REMEMBERED = 1_000;

export interface EmbeddedParts extends Omit<RenderParts, 'onLate'> {
  /** Jobs at once. */
  readonly concurrency: number;
}

/** The render queue in the hub's own process. The database, not the queue, survives a restart. */
export class EmbeddedQueue implements RenderQueue {
  readonly #parts: EmbeddedParts;
  readonly #queue: PQueue;
  readonly #references: SharedReads;
  readonly #jobs = new Map<string, AbortController>();
  readonly #active = new Set<string>();
  /** Results of ended jobs, oldest first; null for a job that was cancelled. */
  readonly #ended = new Map<string, RenderResult | null>();
  readonly #listeners = new Set<RenderEvents>();
  #closed = false;

  constructor(parts: EmbeddedParts) {
    this.#parts = parts;
    this.#references = new SharedReads(parts);
    this.#queue = new PQueue({ concurrency: parts.concurrency });
  }

  get own(): OwnWork {
    return { providers: [...this.#parts.providers.keys()], jobs: [...this.#jobs.keys()] };
  }

  async capacity(): Promise<number> {
    return this.#parts.concurrency;
  }

  async providers(): Promise<readonly string[]> {
    return this.own.providers;
  }

  async workers(): Promise<null> {
    return null;
  }

  async submit(submitted: RenderJob): Promise<void> {
    const job = readJob(submitted);
    const { generationId: id } = job;
    if (this.#closed) throw new Error('the render queue is closed');
    if (this.#jobs.has(id) || this.#ended.has(id)) return;
    const controller = new AbortController();
    this.#jobs.set(id, controller);
    this.#queue
      .add(() => this.#run(job, controller.signal))
      .catch((cause: unknown) => {
        // A closed queue rejects its waiting jobs.
        if (controller.signal.aborted) return;
        this.#parts.log.error({ err: cause, generation: id }, 'a render job failed unexpectedly');
      });
  }

  async cancel(generationId: string): Promise<void> {
    const controller = this.#jobs.get(generationId);
    if (controller === undefined) return;
    controller.abort(new Error('cancelled'));
    if (!this.#active.has(generationId)) this.#end(generationId, null);
  }

  async status(generationId: string): Promise<JobStatus> {
    if (this.#active.has(generationId)) return { state: 'active' };
    if (this.#jobs.has(generationId)) return { state: 'queued' };
    const result = this.#ended.get(generationId) ?? null;
    return result === null ? { state: 'unknown' } : { state: 'finished', result };
  }

  subscribe(events: RenderEvents): () => void {
    this.#listeners.add(events);
    return () => this.#listeners.delete(events);
  }

  async drain(signal: AbortSignal): Promise<void> {
    this.#closed = true;
    const stopped = Promise.withResolvers<void>();
    const stop = () => stopped.resolve();
    if (signal.aborted) return;
    signal.addEventListener('abort', stop, { once: true });
    await Promise.race([this.#queue.onIdle(), stopped.promise]);
    signal.removeEventListener('abort', stop);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.clear();
    for (const controller of this.#jobs.values()) controller.abort(new Error('shutting down'));
    const { clock } = this.#parts;
    await within({ clock, ms: GOODBYE_MS }, () => this.#queue.onIdle()).catch(() => undefined);
    this.#jobs.clear();
  }

  async #run(job: RenderJob, signal: AbortSignal): Promise<void> {
    const { generationId: id } = job;
    if (signal.aborted) return;
    this.#active.add(id);
    try {
      const onLate: RenderParts['onLate'] = (late, call) =>
        this.#emit(id, (listener) => listener.late(late, call));
      const parts = { ...this.#parts, references: this.#references, onLate };
      const result = await render(job, parts, signal);
      this.#end(id, result);
      // The database is told at once, and is safer than a file. What it does not have yet is copied.
      if (!this.#isStored(id, result)) await copyResult(job, result, parts);
    } catch (cause) {
      this.#end(id, null);
      if (!signal.aborted) throw cause;
    }
  }

  #end(id: string, result: RenderResult | null): void {
    this.#active.delete(id);
    this.#jobs.delete(id);
    this.#ended.set(id, result);
    const [oldest] = this.#ended.keys();
    if (this.#ended.size > REMEMBERED && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** Tells a result; returns whether somebody has stored it. */
  #isStored(id: string, result: RenderResult): boolean {
    let isStored = false;
    this.#emit(id, (listener) => {
      if (listener.finished(id, result, false)) isStored = true;
    });
    return isStored;
  }

  #emit(generation: string, event: (listener: RenderEvents) => void): void {
    for (const listener of this.#listeners) {
      try {
        event(listener);
      } catch (cause) {
        this.#parts.log.error({ err: cause, generation }, 'a listener of the render queue failed');
      }
    }
  }
}
