import { within } from '../../base/within.ts';
import type { World } from '../base/world.ts';
import { OUTPUT_LIMITS } from '../../domain/picture-limits.ts';
import { readResult, RESULT_VERSION, type RenderResult } from '../../ports/render-queue.ts';
import type { Generation } from '../../domain/pair.ts';
import type { MadeCall } from '../../domain/provider-call.ts';
import { keysOfImage, resultKey } from '../../domain/output-key.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import type { LostPictures } from '../base/lost-pictures.ts';
import { KeepTrying } from './keep-trying.ts';
import { recordCall, recordResult } from './ledger.ts';
import type { ProviderWatch } from './provider-watch.ts';
import type { Races } from './races.ts';
import type { Transitions } from './transitions.ts';

export type ResultParts = Pick<
  World,
  'store' | 'clock' | 'queue' | 'blobs' | 'digest' | 'images' | 'meter' | 'log'
> & {
  readonly transitions: Transitions;
  readonly watch: ProviderWatch;
  readonly lost: Pick<LostPictures, 'missed'>;
  readonly commits: GroupCommit;
  readonly races: Pick<Races, 'commit' | 'advance'>;
};

/** A job that was handed over: a generation's, or a candidate's. */
type Dispatched = Pick<Generation, 'id' | 'pairId' | 'spec' | 'dispatchedAt'>;

/** Milliseconds after dispatch before a job that the queue does not know counts as lost. */
export const GRACE_MS = 5_000;
/** Milliseconds that a start waits to know what became of running jobs. */
const RECOVERY_MS = 1_000;
/** Jobs that a start asks for at once, and whose endings share a commit: new ones get their slots only when these have ended. */
const SETTLED_AT_ONCE = 16;

/** Commits how render jobs ended, as learned from events, the queue or the blob store. */
export class Results {
  readonly #parts: ResultParts;
  readonly #trying: KeepTrying;
  #isClosed = false;

  constructor(parts: ResultParts) {
    this.#parts = parts;
    this.#trying = new KeepTrying(parts);
  }

  /** Listens to the queue until the returned function is called. `changed`: its workers came or went. */
  listen(changed: () => void = () => undefined): () => void {
    const unsubscribe = this.#parts.queue.subscribe({
      finished: (id, result, isCopied) => this.#finished(id, result, isCopied),
      late: (id, call) => this.#trying.run(id, () => this.#recordLate(id, call), 'late'),
      changed,
    });
    return () => {
      unsubscribe();
      this.#isClosed = true;
      this.#trying.close();
    };
  }

  #finished(id: string, result: RenderResult, isCopied: boolean): boolean {
    let mayBeCopied = isCopied;
    const isStored = this.#trying.run(id, () => this.commit(id, result, mayBeCopied));
    // The queue copies what is not stored at once.
    mayBeCopied = true;
    return isStored;
  }

  /**
   * Commits the ending of a job. An image that arrives after its deadline, or after its generation ended, is
   * dropped: its blob is deleted, its cost recorded. Deletes the copy of the result, if there may be one. Idempotent.
   */
  commit(id: string, result: RenderResult, mayBeCopied = true): void {
    const { store, clock, transitions, watch, log, races } = this.#parts;
    const at = clock.now();
    const event = result.ok
      ? ({ type: 'delivered', id, at, image: result.image } as const)
      : ({ type: 'failed', id, at, failure: result.failure } as const);
    const after = transitions.apply(event, (ended) => {
      recordResult(store, ended, result, at);
      watch.recordOutcome(ended.spec, result.ok ? null : result.failure, at);
    });
    const its = after ?? store.generations.get(id);
    if (its === undefined) {
      const candidate = races.commit(id, result, mayBeCopied);
      if (candidate !== undefined) return this.#lookIfWithdrawn(candidate, result);
      log.warn({ generation: id }, 'a result came for an unknown generation');
      if (result.ok) this.#deleteBlob(id, result.image.key);
      return;
    }
    this.#lookIfWithdrawn(its, result);
    if (after === undefined || (result.ok && after.state !== 'succeeded')) this.#drop(id, result);
    if (mayBeCopied) this.#deleteBlob(id, resultKey(its.spec.outputKey));
  }

  /**
   * Commits the ending of a dispatched generation if the queue or the blob store has it; one that neither
   * knows is lost. `orphaned`: the process that worked on it has ended.
   */
  async settle(id: string, orphaned: boolean): Promise<void> {
    const { store, races } = this.#parts;
    const generation = store.generations.get(id);
    if (generation?.state !== 'running') return;
    if (generation.spec.race === undefined) return this.#settle(generation, orphaned);
    // Each candidate has its own job; the generation has none.
    const { pairId } = generation;
    for (const one of store.races.of(id)?.candidates ?? []) {
      if (one.state === 'running') await this.#settle({ ...one, pairId }, orphaned);
    }
    races.advance(id);
  }

  async #settle(job: Dispatched, orphaned: boolean): Promise<void> {
    const { id } = job;
    const status = await this.#parts.queue.status(id);
    if (status.state === 'finished') return this.#commitSoon(id, status.result);
    if (status.state !== 'unknown') return;
    const age = this.#parts.clock.now() - (job.dispatchedAt ?? 0);
    if (!orphaned && age < GRACE_MS) return;
    const stored = await this.#storedResult(job);
    await this.#commitSoon(id, stored ?? LOST, stored !== undefined);
  }

  /** As `commit`, in one transaction with others that are settled at this moment. */
  async #commitSoon(id: string, result: RenderResult, mayBeCopied?: boolean): Promise<void> {
    await this.#parts.commits.commit(() => this.commit(id, result, mayBeCopied));
  }

  /**
   * Settles what an earlier process left running. A queue may take seconds until it is sure what is lost: people are let in
   * after one, and what was left is settled meanwhile. Never rejects.
   */
  async recover(): Promise<void> {
    const settling = this.#settleAll();
    const limits = { clock: this.#parts.clock, ms: RECOVERY_MS };
    await within(limits, () => settling).catch(() => undefined);
  }

  async #settleAll(): Promise<void> {
    const ids = this.#parts.store.generations.running().values();
    const some = Array.from({ length: SETTLED_AT_ONCE }, () => this.#settleEach(ids));
    await Promise.all(some);
  }

  /** Settles what others that share the iterator have not taken. */
  async #settleEach(ids: Iterable<string>): Promise<void> {
    const { log } = this.#parts;
    for (const id of ids) {
      if (this.#isClosed) return;
      await this.settle(id, true).catch((cause: unknown) => {
        // The queue is away: the polls ask it again.
        log.warn({ err: cause, generation: id }, 'what became of a job is not known yet');
      });
    }
  }

  async #storedResult(generation: Dispatched): Promise<RenderResult | undefined> {
    const { blobs, log } = this.#parts;
    const key = generation.spec.outputKey;
    const written = await blobs.get(resultKey(key));
    if (written !== undefined) {
      try {
        const value: unknown = JSON.parse(new TextDecoder().decode(written));
        return readResult(value, { generationId: generation.id, spec: generation.spec });
      } catch (cause) {
        const ids = { pair: generation.pairId, generation: generation.id };
        log.warn({ err: cause, ...ids }, 'a stored result could not be read');
      }
    }
    return this.#resultOfImage(generation);
  }

  /** The image was stored without its result, so the cost of the call is unknown. */
  async #resultOfImage({ spec }: Dispatched): Promise<RenderResult | undefined> {
    const { blobs, images, digest } = this.#parts;
    for (const key of keysOfImage(spec.outputKey)) {
      const bytes = await blobs.get(key);
      const seen = bytes && (await images.inspect(bytes, OUTPUT_LIMITS));
      if (bytes === undefined || seen === undefined || typeof seen === 'string') continue;
      const image = { ...seen, key, bytes: bytes.length, sha256: digest(bytes) };
      return { version: RESULT_VERSION, ok: true, image, calls: [] };
    }
    return undefined;
  }

  /** A job did not find a picture: new plans need not try it, unless it was taken out of the pool. */
  #lookIfWithdrawn({ spec }: Pick<Generation, 'spec'>, result: RenderResult): void {
    if (result.ok || result.failure.withdrawn !== true) return;
    const { lost, store } = this.#parts;
    const inPool = spec.references.filter(
      ({ id }) => id !== null && store.pool.get(id) !== undefined,
    );
    void lost.missed(inPool.map(({ key }) => key));
  }

  #recordLate(id: string, call: MadeCall): void {
    const { store, clock, meter } = this.#parts;
    const its = store.races.candidate(id)?.generationId ?? id;
    const generation = store.generations.get(its);
    if (generation === undefined) return;
    store.transaction(() => recordCall(store, generation, call, clock.now()));
    meter.late(call.provider);
  }

  #drop(id: string, result: RenderResult): void {
    const { store, clock, meter } = this.#parts;
    const generation = store.generations.get(id);
    if (generation === undefined) return;
    store.transaction(() => recordResult(store, generation, result, clock.now()));
    if (!result.ok || generation.state === 'succeeded') return;
    meter.late(generation.spec.provider);
    this.#deleteBlob(id, result.image.key);
  }

  #deleteBlob(generation: string, key: string): void {
    this.#parts.blobs.delete(key).catch((cause: unknown) => {
      const { log } = this.#parts;
      log.warn({ err: cause, generation, key }, 'an unneeded blob could not be deleted');
    });
  }
}

const LOST: RenderResult = {
  version: RESULT_VERSION,
  ok: false,
  failure: { kind: 'worker_lost', detail: 'the process that made this image ended' },
  calls: [],
};
