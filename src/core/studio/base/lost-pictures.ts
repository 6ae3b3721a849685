import type { PoolSnapshot } from '../../domain/pool.ts';
import type { Reference } from '../../domain/reference.ts';
import type { World } from './world.ts';

/** Milliseconds for which a picture that was there counts as there. */
const SEEN_MS = 600_000;
/** Milliseconds until a lost picture is looked for again. */
const AGAIN_MS = 60_000;
/** Lost pictures that one look asks for again, and pictures that are remembered as there. */
const MAX_AGAIN = 16;
const MAX_SEEN = 10_000;

/**
 * Pictures of the pool that the blob store has lost: new plans leave them out until they are back. Only pictures that a plan
 * would use are looked for, because a bucket answers each question over the network.
 */
export class LostPictures {
  readonly #parts: Pick<World, 'blobs' | 'clock' | 'log'>;
  /** When each was last looked for, by key. */
  readonly #lost = new Map<string, number>();
  readonly #seen = new Map<string, number>();

  constructor(parts: Pick<World, 'blobs' | 'clock' | 'log'>) {
    this.#parts = parts;
  }

  get count(): number {
    return this.#lost.size;
  }

  /** The pool without its lost pictures. */
  without(pool: PoolSnapshot): PoolSnapshot {
    if (this.#lost.size === 0) return pool;
    const there = (all: readonly Reference[]) => all.filter(({ key }) => !this.#lost.has(key));
    return {
      ...pool,
      tones: there(pool.tones),
      angles: there(pool.angles),
      people: there(pool.people),
    };
  }

  /** Looks for pictures, and for lost ones that may be back. Resolves with whether one of `keys` is lost. */
  async look(keys: readonly string[]): Promise<boolean> {
    const before = this.#parts.clock.now();
    const again = [...this.#lost]
      .filter(([, at]) => before - at >= AGAIN_MS)
      .slice(0, MAX_AGAIN)
      .map(([key]) => key);
    const isNew = (key: string) => before - (this.#seen.get(key) ?? -Infinity) >= SEEN_MS;
    const unknown = keys.filter((key) => !this.#lost.has(key) && isNew(key));
    await Promise.all([...new Set([...again, ...unknown])].map((key) => this.#ask(key)));
    return keys.some((key) => this.#lost.has(key));
  }

  /** Looks for pictures that a job did not find. */
  async missed(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.#seen.delete(key);
    await this.look(keys);
  }

  /** A store that does not answer loses nothing. */
  async #ask(key: string): Promise<void> {
    const { blobs, clock, log } = this.#parts;
    try {
      const isThere = (await blobs.size(key)) !== undefined;
      if (isThere) this.#found(key);
      else {
        if (!this.#lost.has(key)) log.error({ key }, 'the store has lost a picture of the pool');
        this.#lost.set(key, clock.now());
      }
    } catch (cause) {
      log.warn({ err: cause, key }, 'a picture of the pool could not be looked for');
    }
  }

  #found(key: string): void {
    const { clock, log } = this.#parts;
    if (this.#lost.delete(key)) log.info({ key }, 'a lost picture of the pool is back');
    if (this.#seen.size >= MAX_SEEN) this.#seen.clear();
    this.#seen.set(key, clock.now());
  }
}
