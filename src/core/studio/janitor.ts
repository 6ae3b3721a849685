import type { World } from './base/world.ts';

export type JanitorParts = Pick<World, 'store' | 'blobs' | 'clock' | 'log'>;

const PASS_MS = 3_600_000;
/** Milliseconds that a blob must stay unnamed before it is deleted. */
const STRAY_MS = 24 * PASS_MS;
/** Milliseconds that a request's key is stored. */
const REQUEST_MS = 48 * PASS_MS;
const PREFIXES = ['library/', 'uploads/', 'own/'];

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
  #passing: Promise<void> = Promise.resolve();

  constructor(parts: JanitorParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stop = this.#parts.clock.after(PASS_MS, () => {
      this.#passing = this.pass().catch((cause: unknown) => {
        this.#parts.log.warn({ err: cause }, 'the search for stray blobs failed');
      });
      this.start();
    });
  }

  async close(): Promise<void> {
    this.#stop?.();
    this.#stop = null;
    await this.#passing;
  }

  /** Does one pass: deletes old request keys, unsettled blobs of the pool, and blobs that have been unnamed for a day. */
  async pass(): Promise<void> {
    const { store, clock } = this.#parts;
    store.requests.forgetBefore(clock.now() - REQUEST_MS);
    await this.#deleteUnsettled();
    const found = new Set<string>();
    for (const prefix of PREFIXES) {
      for await (const key of this.#parts.blobs.list(prefix)) {
        if (this.#isNamed(key)) continue;
        found.add(key);
        await this.#deleteStray(key);
      }
    }
    for (const key of this.#strays.keys()) if (!found.has(key)) this.#strays.delete(key);
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

  async #deleteStray(key: string): Promise<void> {
    const { clock, blobs, log } = this.#parts;
    const since = this.#strays.get(key) ?? clock.now();
    this.#strays.set(key, since);
    if (clock.now() - since < STRAY_MS) return;
    await blobs.delete(key);
    log.info({ key }, 'deleted a blob that no row names');
  }

  #isNamed(key: string): boolean {
    const { generations, pairs } = this.#parts.store;
    const [folder = '', ...rest] = key.split('/');
    if (folder === 'uploads') return false;
    if (folder === 'own') return pairs.get(rest[0] ?? '') !== undefined;
    const id = rest.at(-1)?.split('.')[0] ?? '';
    const generation = generations.get(id);
    if (generation === undefined || generation.deletedAt !== null) return false;
    return generation.endedAt === null || generation.image?.key === key;
  }
}
