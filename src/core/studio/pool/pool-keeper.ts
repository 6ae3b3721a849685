import type { World } from '../base/world.ts';
import type { Person } from '../../domain/person.ts';
import type { PoolEntry } from '../../domain/pool.ts';
import { UserError } from '../../words/user-error.ts';

export type PoolKeeperParts = Pick<World, 'store' | 'blobs' | 'clock'>;

/**
 * Removes references from the pool. A removed one is hidden from new plans; its blob stays for Details and for
 * later runs. A purged one has no blob. Callers check who may.
 */
export class PoolKeeper {
  readonly #parts: PoolKeeperParts;

  constructor(parts: PoolKeeperParts) {
    this.#parts = parts;
  }

  /** The reference as it was. Throws a `UserError` when it is not in the pool. */
  remove(id: string, by: Person): PoolEntry {
    const { store, clock } = this.#parts;
    return store.transaction(() => {
      const entry = this.#entry(id);
      if (!store.pool.remove(id, by, clock.now())) throw new UserError('reference_removed');
      this.#touch(id);
      return entry;
    });
  }

  /** Undoes a removal. Throws a `UserError` when it was not removed, or its blob is gone. */
  restore(id: string): PoolEntry {
    const { store } = this.#parts;
    return store.transaction(() => {
      const entry = this.#entry(id);
      if (entry.removed === null) throw new UserError('reference_stands');
      if (entry.purgedAt !== null) throw new UserError('reference_purged');
      if (!store.pool.restore(id)) throw new UserError('reference_replaced', entry.targetName);
      this.#touch(id);
      return entry;
    });
  }

  /**
   * Removes it and deletes its blob; generations that used it cannot run again. Repeating it after a fault finishes
   * it. Throws a `UserError` when there is no such reference, a `BlobError` when the store fails.
   */
  async purge(id: string, by: Person): Promise<PoolEntry> {
    const { store, blobs, clock } = this.#parts;
    const entry = store.transaction(() => {
      const found = this.#entry(id);
      if (found.removed === null) this.remove(id, by);
      store.pool.purge(id, clock.now());
      store.unsettled.begin(found.reference.key, clock.now());
      return found;
    });
    await blobs.delete(entry.reference.key);
    store.unsettled.settle(entry.reference.key);
    return entry;
  }

  #entry(id: string): PoolEntry {
    const entry = this.#parts.store.pool.entry(id);
    if (entry === undefined) throw new UserError('references_unknown', id);
    return entry;
  }

  /** The message of the image it came from says whether it is in the pool. */
  #touch(id: string): void {
    const { promotions, pairs } = this.#parts.store;
    const pairId = promotions.pairOf(id);
    if (pairId !== undefined) pairs.touch(pairId);
  }
}
