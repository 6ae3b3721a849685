import { storageFault } from '../../ports/storage-fault.ts';
import type { World } from '../base/world.ts';

const AGAIN_MS = 1_000;
/** How much of what was done at a later try is remembered: a queue in this process never tells it again. */
const REMEMBERED = 1_000;

/** Does work that must not be lost: again every second while storage fails. */
export class KeepTrying {
  readonly #parts: Pick<World, 'clock' | 'log'>;
  /** What is tried again: how each try is stopped. */
  readonly #stops = new Map<string, () => void>();
  /** What was done at a later try, and was not told again since, oldest first. */
  readonly #doneSince = new Set<string>();

  constructor(parts: Pick<World, 'clock' | 'log'>) {
    this.#parts = parts;
  }

  /**
   * `work`, on the result of a generation, must be repeatable. Throws its error, unless storage is at fault. Returns whether it is
   * done. Work of the same generation and `kind` is the same: what is tried again is not begun once more when a queue tells it again.
   */
  run(generation: string, work: () => void, kind = 'result'): boolean {
    const key = `${generation} ${kind}`;
    if (this.#stops.has(key)) return false;
    if (this.#doneSince.delete(key)) return true;
    try {
      work();
      return true;
    } catch (cause) {
      if (storageFault(cause) === undefined) throw cause;
      this.#parts.log.error(
        { err: cause, generation },
        'a result is not stored yet; it is tried every second',
      );
      this.#again(generation, work, kind);
      return false;
    }
  }

  /** Stops trying. The next process finds results in the blob store. */
  close(): void {
    for (const stop of this.#stops.values()) stop();
    this.#stops.clear();
  }

  #again(generation: string, work: () => void, kind: string): void {
    const key = `${generation} ${kind}`;
    const stop = this.#parts.clock.after(AGAIN_MS, () => {
      this.#stops.delete(key);
      try {
        work();
        this.#remember(key);
      } catch (cause) {
        if (storageFault(cause) !== undefined) return this.#again(generation, work, kind);
        this.#parts.log.error({ err: cause, generation }, 'a result could not be stored');
      }
    });
    this.#stops.set(key, stop);
  }

  #remember(key: string): void {
    this.#doneSince.add(key);
    const [oldest] = this.#doneSince;
    if (this.#doneSince.size > REMEMBERED && oldest !== undefined) this.#doneSince.delete(oldest);
  }
}
