import type { World } from './base/world.ts';

export type JanitorParts = Pick<World, 'store' | 'blobs' | 'clock' | 'log'>;

const PASS_MS = 3_600_000;
/** How long a blob that nothing names must have been seen before it goes. */
const STRAY_MS = 24 * PASS_MS;
/** How long a request is known, should it be sent again. */
const REQUEST_MS = 48 * PASS_MS;
const PREFIXES = ['library/', 'uploads/', 'own/'];

/** How long a blob on its way into the pool, or out of it, is waited for. */
const UNSETTLED_MS = PASS_MS;

/**
 * Forgets what is known long enough of requests, and removes blobs that no row names: late results, uploads nobody used, and what a crash left of copies into the
 * pool. Of `refs/` it touches only what was announced and never named: nothing that somebody put there.
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
        this.#parts.log.warn({ err: cause }, 'stray blobs could not be looked for');
      });
      this.start();
    });
  }

  async close(): Promise<void> {
    this.#stop?.();
    this.#stop = null;
    await this.#passing;
  }

  /** Forgets old requests. Looks at every blob once; deletes those that were strays a day ago and still are. */
  async pass(): Promise<void> {
    const { store, clock } = this.#parts;
    store.requests.forgetBefore(clock.now() - REQUEST_MS);
    await this.#settle();
    const found = new Set<string>();
    for (const prefix of PREFIXES) {
      for await (const key of this.#parts.blobs.list(prefix)) {
        if (this.#isNamed(key)) continue;
        found.add(key);
        await this.#seen(key);
      }
    }
    for (const key of this.#strays.keys()) if (!found.has(key)) this.#strays.delete(key);
  }

  async #settle(): Promise<void> {
    const { store, clock, blobs, log } = this.#parts;
    const before = clock.now() - UNSETTLED_MS;
    store.promotions.forgetDrafts(before);
    for (const key of store.unsettled.before(before)) {
      try {
        if (!store.pool.hasKey(key)) {
          await blobs.delete(key);
          log.info({ key }, 'a blob of the pool that no reference has was removed');
        }
        store.unsettled.settle(key);
      } catch (err) {
        log.warn(
          { err, key },
          'a blob of the pool could not be removed: it is tried again in an hour',
        );
      }
    }
  }

  async #seen(key: string): Promise<void> {
    const { clock, blobs, log } = this.#parts;
    const since = this.#strays.get(key) ?? clock.now();
    this.#strays.set(key, since);
    if (clock.now() - since < STRAY_MS) return;
    log.info({ key }, 'a blob that nothing names was removed');
    await blobs.delete(key);
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
