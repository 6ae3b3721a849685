import { storageFault } from '../../ports/storage-fault.ts';
import type { World } from '../base/world.ts';

const AGAIN_MS = 1_000;

/** Does work that must not be lost: again every second while storage fails. */
export class KeepTrying {
  readonly #parts: Pick<World, 'clock' | 'log'>;
  readonly #stops = new Set<() => void>();

  constructor(parts: Pick<World, 'clock' | 'log'>) {
    this.#parts = parts;
  }

  /**
   * `work`, on the result of a generation, must be repeatable. Throws its error, unless storage is at fault. Returns whether it is
   * done.
   */
  run(generation: string, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (cause) {
      if (storageFault(cause) === undefined) throw cause;
      this.#parts.log.error(
        { err: cause, generation },
        'a result is not stored yet; it is tried every second',
      );
      this.#again(generation, work);
      return false;
    }
  }

  /** Stops trying. The next process finds results in the blob store. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops.clear();
  }

  #again(generation: string, work: () => void): void {
    const stop = this.#parts.clock.after(AGAIN_MS, () => {
      this.#stops.delete(stop);
      try {
        work();
      } catch (cause) {
        if (storageFault(cause) !== undefined) return this.#again(generation, work);
        this.#parts.log.error({ err: cause, generation }, 'a result could not be stored');
      }
    });
    this.#stops.add(stop);
  }
}
