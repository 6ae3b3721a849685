import { OUTPUT_LIMITS } from '../../domain/limits.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import type { Clock, Digest, Log, Meter } from '../../ports/system.ts';
import {
  renderResultSchema,
  type RenderResult,
  type RenderQueue,
} from '../../ports/render-queue.ts';
import type { Generation } from '../../domain/pair.ts';
import { resultKey } from '../../domain/output-key.ts';
import type { Store } from '../../ports/store.ts';
import type { Images } from '../../ports/images.ts';
import type { ProviderWatch } from './provider-watch.ts';
import type { Transitions } from './transitions.ts';

export interface ResultParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly queue: RenderQueue;
  readonly blobs: BlobStore;
  readonly digest: Digest;
  readonly images: Images;
  readonly transitions: Transitions;
  readonly meter: Meter;
  readonly watch: ProviderWatch;
  readonly log: Log;
}

/** Milliseconds after dispatch in which a job may not have reached the queue yet. */
const GRACE_MS = 5_000;

/** Commits how render jobs ended, wherever it learns of it: an event, the queue, or the blob store. */
export class Results {
  readonly #parts: ResultParts;

  constructor(parts: ResultParts) {
    this.#parts = parts;
  }

  /** Listens to the queue until the returned function is called. */
  listen(): () => void {
    return this.#parts.queue.subscribe({
      finished: (id, result) => this.commit(id, result),
      late: (id, costUsd) => this.#late(id, costUsd),
    });
  }

  /**
   * Commits an ending. The deadline is judged now. An image that comes after its generation ended is
   * dropped: its blob deleted, its cost kept. Repeating it is harmless.
   */
  commit(id: string, result: RenderResult): void {
    const { store, clock, transitions, watch } = this.#parts;
    const before = store.generations.get(id);
    if (before === undefined) return this.#forget(id, result);
    const at = clock.now();
    const outcome = result.ok ? 'image' : result.failure.kind;
    const event = result.ok
      ? ({ type: 'delivered', id, at, image: result.image } as const)
      : ({ type: 'refused', id, at, failure: result.failure } as const);
    const after = transitions.apply(event, (ended) => {
      const kept = result.ok && ended.state !== 'succeeded' ? 'dropped' : outcome;
      store.calls.end(id, { outcome: kept, costUsd: result.costUsd }, at);
      watch.heard(before.spec.provider, result.ok ? null : result.failure, at);
    });
    if (after === undefined || (result.ok && after.state !== 'succeeded'))
      this.#drop(before, result);
    this.#sweep(resultKey(before.spec.outputKey));
  }

  /**
   * Finds out how a dispatched generation ended: at its output key first, then in the queue; one that
   * neither knows is lost. `orphaned`: no process that could still be working on it lives.
   */
  async settle(id: string, orphaned: boolean): Promise<void> {
    const generation = this.#parts.store.generations.get(id);
    if (generation?.state !== 'running') return;
    const status = await this.#parts.queue.status(id);
    if (status.state === 'finished') return this.commit(id, status.result);
    if (status.state !== 'unknown') return;
    const age = this.#parts.clock.now() - (generation.dispatchedAt ?? 0);
    if (!orphaned && age < GRACE_MS) return;
    this.commit(id, (await this.#stored(generation)) ?? LOST);
  }

  async #stored(generation: Generation): Promise<RenderResult | undefined> {
    const { blobs, log } = this.#parts;
    const key = generation.spec.outputKey;
    const written = await blobs.get(resultKey(key));
    if (written !== undefined) {
      const parsed = renderResultSchema.safeParse(readJson(written));
      if (parsed.success) return parsed.data;
      log.warn({ generation: generation.id }, 'a stored result could not be read');
    }
    return this.#imageAlone(generation);
  }

  /** The image is there but not its result: what the call cost is not known. */
  async #imageAlone({ spec }: Generation): Promise<RenderResult | undefined> {
    const bytes = await this.#parts.blobs.get(spec.outputKey);
    if (bytes === undefined) return undefined;
    const seen = await this.#parts.images.inspect(bytes, OUTPUT_LIMITS);
    if (typeof seen === 'string') return undefined;
    const sha256 = this.#parts.digest(bytes);
    const image = { ...seen, key: spec.outputKey, bytes: bytes.length, sha256 };
    return { ok: true, image, costUsd: null };
  }

  #late(id: string, costUsd: number | null): void {
    const { store, clock, meter } = this.#parts;
    const generation = store.generations.get(id);
    if (generation === undefined) return;
    meter.late(generation.spec.provider);
    store.calls.end(id, { outcome: 'dropped', costUsd }, clock.now());
  }

  #drop(generation: Generation, result: RenderResult): void {
    const { store, clock, meter } = this.#parts;
    store.calls.end(generation.id, { outcome: 'dropped', costUsd: result.costUsd }, clock.now());
    const kept = store.generations.get(generation.id)?.state === 'succeeded';
    if (!result.ok || kept) return;
    meter.late(generation.spec.provider);
    this.#sweep(result.image.key);
  }

  #forget(id: string, result: RenderResult): void {
    this.#parts.log.warn({ generation: id }, 'a result came for a generation that is not ours');
    if (result.ok) this.#sweep(result.image.key);
  }

  #sweep(key: string): void {
    this.#parts.blobs.delete(key).catch((cause: unknown) => {
      this.#parts.log.warn({ err: cause, key }, 'a blob that is not needed could not be deleted');
    });
  }
}

const LOST: RenderResult = {
  ok: false,
  failure: { kind: 'worker_lost', detail: 'the process that made this image ended' },
  costUsd: null,
};

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
