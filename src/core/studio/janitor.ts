import { timeOf } from '../base/id-time.ts';
import type { World } from './base/world.ts';

export type JanitorParts = Pick<World, 'store' | 'blobs' | 'clock' | 'log'>;

const PASS_MS = 3_600_000;
/** Milliseconds after the start, which has more to do at first. */
const FIRST_MS = 60_000;
/** Milliseconds that a blob must stay unnamed before it is deleted. */
const STRAY_MS = 24 * PASS_MS;
/** Milliseconds that a request's key is stored. */
const REQUEST_MS = 48 * PASS_MS;
const UPLOADS = 'uploads/';
const PREFIXES = ['library/', UPLOADS, 'own/'];

/** Milliseconds that a blob may be on its way into the pool or out of it. */
const UNSETTLED_MS = PASS_MS;

/**
 * Deletes old request keys, and blobs that no row names: late results, unused uploads, and copies into the pool that a
 * crash cut off. Under `refs/` it deletes only blobs listed as unsettled, never files that an operator put there.
 */
export class Janitor {
  readonly #parts: JanitorParts;
  readonly #strays = new Map<string, number>();
  #stop: (() => void) | null = null;
  #stopFirst: (() => void) | null = null;
  #passing: Promise<void> = Promise.resolve();

  constructor(parts: JanitorParts) {
    this.#parts = parts;
  }

  /** Deletes old uploads soon, also those of an earlier process, and does a pass every hour. */
  start(): void {
    this.#stopFirst = this.#parts.clock.after(FIRST_MS, () => {
      this.#run(() => this.#sweep(UPLOADS, new Set()));
    });
    this.#startTimer();
  }

  #startTimer(): void {
    this.#stop = this.#parts.clock.after(PASS_MS, () => {
      this.#run(() => this.pass());
      this.#startTimer();
    });
  }

  #run(work: () => Promise<void>): void {
    this.#passing = work().catch((cause: unknown) => {
      this.#parts.log.warn({ err: cause }, 'the search for stray blobs failed');
    });
  }

  async close(): Promise<void> {
    this.#stop?.();
    this.#stopFirst?.();
    this.#stop = null;
    await this.#passing;
  }

  /** Does one pass: deletes old request keys, unsettled blobs of the pool, and blobs that have been unnamed for a day. */
  async pass(): Promise<void> {
    const { store, clock } = this.#parts;
    store.requests.forgetBefore(clock.now() - REQUEST_MS);
    await this.#deleteUnsettled();
    const found = new Set<string>();
    for (const prefix of PREFIXES) await this.#sweep(prefix, found);
    for (const key of this.#strays.keys()) if (!found.has(key)) this.#strays.delete(key);
  }

  /** Deletes strays under a prefix that are old enough, and adds all strays to `found`. */
  async #sweep(prefix: string, found: Set<string>): Promise<void> {
    for await (const key of this.#parts.blobs.list(prefix)) {
      if (this.#isNamed(key) || this.#isAwaited(key)) continue;
      found.add(key);
      await this.#deleteStray(key);
    }
  }

  async #deleteUnsettled(): Promise<void> {
    const { store, clock, blobs, log } = this.#parts;
    const before = clock.now() - UNSETTLED_MS;
    store.promotions.forgetDrafts(before);
    for (const key of store.unsettled.before(before)) {
      try {
        if (!store.pool.hasKey(key)) {
          await blobs.delete(key);
          log.info({ key }, 'deleted a blob of the pool that no reference names');
        }
        store.unsettled.settle(key);
      } catch (err) {
        log.warn({ err, key }, 'a blob of the pool was not deleted; retry in an hour');
      }
    }
  }

  /** Whether a pair is still to be planned with this upload. */
  #isAwaited(key: string): boolean {
    const { pairs } = this.#parts.store;
    if (!key.startsWith(UPLOADS)) return false;
    return pairs.planning().some((id) => pairs.attachments(id).some((one) => one.source === key));
  }

  async #deleteStray(key: string): Promise<void> {
    const { clock, blobs, log } = this.#parts;
    const since = uploadedAt(key, clock.now()) ?? this.#strays.get(key) ?? clock.now();
    this.#strays.set(key, since);
    if (clock.now() - since < STRAY_MS) return;
    await blobs.delete(key);
    log.info({ key }, 'deleted a blob that no row names');
  }

  #isNamed(key: string): boolean {
    const { generations, pairs, races } = this.#parts.store;
    const [folder = '', ...rest] = key.split('/');
    if (folder === 'uploads') return false;
    if (folder === 'own') return pairs.get(rest[0] ?? '') !== undefined;
    const id = rest.at(-1)?.split('.')[0] ?? '';
    const candidate = races.candidate(id);
    const generation = generations.get(candidate?.generationId ?? id);
    if (generation === undefined || generation.deletedAt !== null) return false;
    if (candidate !== undefined) {
      // Nobody sees what was made for a side that was cancelled or came too late, so nobody could delete it.
      if (generation.endedAt !== null && generation.image === null) return false;
      return candidate.endedAt === null || candidate.image?.key === key;
    }
    return generation.endedAt === null || generation.image?.key === key;
  }
}

/** When an upload was sent: no row names it, and its id says its age. Undefined for other blobs. */
function uploadedAt(key: string, now: number): number | undefined {
  if (!key.startsWith(UPLOADS)) return undefined;
  const at = timeOf(key.split('/').at(-1) ?? '');
  return at !== undefined && at <= now ? at : undefined;
}
