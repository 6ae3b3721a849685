import { tidied } from '../../base/written.ts';
import type { Card } from '../../chat/card.ts';
import { poolCard, poolEntryCard } from '../../cards/pool.ts';
import { findNamed } from '../../domain/names.ts';
import type { Caller } from '../../domain/person.ts';
import type { PoolEntry, PoolTarget } from '../../domain/pool.ts';
import { decodeShelf, filterOf, type Shelf } from '../../chat/shelf.ts';
import { words } from '../../words/words.ts';
import type { LostPictures } from '../base/lost-pictures.ts';
import { UserError } from '../../words/user-error.ts';
import { cardContext, type ContextParts, roomAt } from '../show/card-context.ts';
import { type Admin, type Admitted, requireAdmin, type Door, sees } from '../base/door.ts';
import type { PoolKeeper } from './pool-keeper.ts';
import type { PressReply } from '../base/reply.ts';
import type { Signals } from '../base/signals.ts';

export interface PoolBrowserParts extends ContextParts {
  readonly door: Door;
  readonly keeper: PoolKeeper;
  readonly signals: Signals;
  readonly lost: Pick<LostPictures, 'count'>;
}

/** A page of the pool. */
export interface PoolView {
  readonly entries: readonly PoolEntry[];
  /** Of the shelf. */
  readonly total: number;
  readonly card: Card;
}

/** `/diptych pool`: everybody may look, admins may remove and restore. */
export class PoolBrowser {
  readonly #parts: PoolBrowserParts;

  constructor(parts: PoolBrowserParts) {
    this.#parts = parts;
  }

  /** A page of a shelf; its last one when there are not that many. */
  page(somebody: Caller, shelf: Shelf, wanted: number): PoolView {
    const caller = this.#parts.door.enter(somebody);
    const { pool } = this.#parts.store;
    const { pool: size } = roomAt(this.#parts.surfaces, caller.place);
    const filter = filterOf(shelf);
    const total = pool.count(filter);
    const page = Math.max(0, Math.min(wanted, Math.ceil(total / size) - 1));
    const before = page * size;
    const entries = pool.list(filter, before, size);
    const context = cardContext(this.#parts, caller.locale);
    const card = poolCard({ shelf, entries, total, page, before }, pool.targets(), context);
    const { count } = this.#parts.lost;
    if (!caller.admin || count === 0) return { entries, total, card };
    const text = words(caller.locale).pool_lost(count);
    return { entries, total, card: { ...card, lines: [{ text }, ...card.lines] } };
  }

  /** A page of a shelf, a person or a category, by its name; of the whole pool for no name. */
  named(somebody: Caller, text: string, page: number): PoolView {
    const caller = this.#parts.door.enter(somebody);
    const name = tidied(text);
    if (name === '') return this.page(caller, { of: 'all' }, page);
    const shelf = decodeShelf(name);
    if (shelf !== undefined) return this.page(caller, shelf, page);
    const targets = this.#parts.store.pool.targets();
    const target = findNamed(targets, name);
    if (target === undefined) {
      const known = targets.map((one) => one.displayName).join(', ');
      throw new UserError('shelf_unknown', name, known);
    }
    return this.page(caller, { of: 'target', target }, page);
  }

  /** People and categories, the most promoted to first. */
  targets(caller: Caller): readonly PoolTarget[] {
    this.#parts.door.enter(caller);
    return this.#parts.store.pool.targets();
  }

  entry(caller: Caller, id: string): PressReply {
    return this.#entry(this.#parts.door.enter(caller), id);
  }

  /** Hides it from new plans. Returns its card as it is now. */
  remove(caller: Caller, id: string): PressReply {
    const admin = requireAdmin(this.#parts.door.enter(caller));
    this.#parts.keeper.remove(id, admin.person);
    return this.#changed(admin, id);
  }

  restore(caller: Caller, id: string): PressReply {
    const admin = requireAdmin(this.#parts.door.enter(caller));
    this.#parts.keeper.restore(id);
    return this.#changed(admin, id);
  }

  /** The message of the image it came from shows whether it is in the pool. */
  #changed(admin: Admin, id: string): PressReply {
    const pairId = this.#parts.store.promotions.pairOf(id);
    if (pairId !== undefined) this.#parts.signals.pair(pairId);
    return this.#entry(admin, id);
  }

  #entry(caller: Admitted, id: string): PressReply {
    const entry = this.#parts.store.pool.entry(id);
    if (entry === undefined) throw new UserError('references_unknown', id);
    const context = cardContext(this.#parts, caller.locale);
    const known = this.#isFromHere(caller, entry) ? entry : { ...entry, generationId: null };
    return { type: 'card', card: poolEntryCard(known, caller.admin, context) };
  }

  /** Everybody sees the pool; only its own workspace sees where an image was posted. */
  #isFromHere(caller: Caller, { generationId }: PoolEntry): boolean {
    const { generations, pairs } = this.#parts.store;
    const pairId = generationId === null ? undefined : generations.get(generationId)?.pairId;
    const pair = pairId === undefined ? undefined : pairs.get(pairId);
    return pair !== undefined && sees(caller, pair);
  }
}
