import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type { LogFile } from '../../src/storage/durable.ts';
import type { Mains } from './mains.ts';

/** Turns of the event loop that the disk needs for a sync: what does not wait for it goes on meanwhile. */
const SLOW_TURNS = 4;

/** How a power cut leaves what was not synced: gone, or torn in the middle of what was written. */
export type Tail = 'lost' | 'torn';

/** The log of a database that is in a file, with an account of what of it is on the disk. */
export class Wal implements LogFile {
  readonly #path: string;
  readonly #mains: () => Mains;
  #synced = 0;

  constructor(path: string, mains: () => Mains) {
    this.#path = path;
    this.#mains = mains;
  }

  async datasync(): Promise<void> {
    const written = this.#size();
    await this.#mains().pass('before a sync');
    for (let n = 0; n < SLOW_TURNS; n += 1) await turn();
    if (!this.#mains().isOn) return;
    this.#synced = written;
    await this.#mains().pass('after a sync');
  }

  async close(): Promise<void> {}

  /**
   * Copies the database as a power cut leaves it now. The database's own file is as it was opened: the log is never moved into it.
   */
  copyTo(path: string, tail: Tail): void {
    copyFileSync(this.#path, path);
    const written = this.#size();
    const torn = this.#synced + Math.floor((written - this.#synced) / 2);
    const length = tail === 'lost' ? this.#synced : torn;
    if (length === 0) return;
    writeFileSync(`${path}-wal`, readFileSync(`${this.#path}-wal`).subarray(0, length));
  }

  #size(): number {
    return statSync(`${this.#path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  }
}
