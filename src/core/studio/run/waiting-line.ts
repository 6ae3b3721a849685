import type { LineEntry } from '../../line/place.ts';
import type { World } from '../base/world.ts';

/** Milliseconds after which the whole line is read again, in case a change of it came to nothing. */
const WHOLE_MS = 10_000;

/** The waiting generations in memory, so that a look at a long line reads from the database only what has joined it. */
export class WaitingLine {
  readonly #parts: Pick<World, 'store' | 'clock'>;
  /** In the order of the line. */
  #entries: Map<string, LineEntry> | null = null;
  #mark = 0;
  #wholeAt = 0;

  constructor(parts: Pick<World, 'store' | 'clock'>) {
    this.#parts = parts;
  }

  /**
   * Reads what has joined. The line, by id: oldest first, side A before B. One that `left` does not know of may be among them for
   * ten seconds.
   */
  read(): ReadonlyMap<string, LineEntry> {
    const { store, clock } = this.#parts;
    const isOld = Math.abs(clock.now() - this.#wholeAt) >= WHOLE_MS;
    const { mark, entries } = store.line.joined(this.#entries === null ? Infinity : this.#mark);
    this.#mark = mark;
    if (this.#entries === null || isOld) {
      this.#wholeAt = clock.now();
      this.#entries = new Map(store.line.waiting().map((one) => [one.id, one]));
    } else {
      for (const one of entries) this.#entries.set(one.id, one);
    }
    return this.#entries;
  }

  /** Call when a generation no longer waits. */
  left(id: string): void {
    this.#entries?.delete(id);
  }
}
