import type { Generation, Pair, PairView } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import { UserError } from '../../words/user-error.ts';
import type { World } from './world.ts';

declare const checked: unique symbol;
/** A value that passed a check of this file: nothing else can make one. */
type Checked<T, Check extends string> = T & { readonly [checked]: Record<Check, true> };

/** A caller who passed the door. */
export type Admitted = Checked<Caller, 'door'>;
/** An admitted caller who is an admin. */
export type Admin = Checked<Admitted, 'admin'>;
/** A side's run in the caller's workspace. */
export interface OnGeneration {
  readonly caller: Admitted;
  readonly view: PairView;
  readonly generation: Generation;
}
/** A side's run that the caller may repeat, change or delete. */
export type Controlled = Checked<OnGeneration, 'control'>;

/** Checks everything a person does: block list, allowed roles, allowed channels. */
export class Door {
  readonly #parts: Pick<World, 'store' | 'clock' | 'log'>;
  readonly #visitors = new Map<string, Caller>();

  constructor(parts: Pick<World, 'store' | 'clock' | 'log'>) {
    this.#parts = parts;
  }

  /** Stores that the caller was here. Throws a `UserError` (403) for people who may not use the bot here. */
  enter(caller: Caller): Admitted {
    this.#requireEntry(caller);
    this.#remember(caller);
    return caller;
  }

  /**
   * As `enter`, for people who take back what they put there. Roles are not asked for: a chat's event for a reaction
   * that was taken back does not name them.
   */
  enterToTakeBack(caller: Caller): void {
    const refusal = this.#personOrChannel(caller);
    if (refusal !== undefined) throw new UserError(refusal);
  }

  /** Why `enter` would refuse the caller now; undefined when it would not. */
  refusal(caller: Caller): UserError | undefined {
    const refusal = this.#refusal(caller);
    return refusal && new UserError(refusal);
  }

  /** Whether the caller's request is new, also across restarts. Call it before acting on the request. */
  isFirst({ person }: Caller, key: string, fingerprint?: string): boolean {
    const { store, clock } = this.#parts;
    return store.requests.begin(person.id, key, clock.now(), fingerprint);
  }

  /** Whether `enter` would accept the caller now. */
  admits(caller: Caller): boolean {
    return this.#refusal(caller) === undefined;
  }

  /** Throws a `UserError` for a pair that is not there, and the same for another workspace's. */
  pair(caller: Admitted, id: string): PairView {
    const view = this.#parts.store.pairs.view(id);
    if (view === undefined || !sees(caller, view.pair)) throw new UserError('gone');
    return view;
  }

  /** Throws a `UserError` as `pair` does. */
  generation(caller: Admitted, id: string): OnGeneration {
    const view = this.pair(caller, this.#parts.store.generations.get(id)?.pairId ?? '');
    const generation = view.generations.find((one) => one.id === id);
    if (generation === undefined) throw new UserError('gone');
    return { caller, view, generation };
  }

  /** Stores visitors of the same moment together: a write to disk for each of a thousand would take seconds. */
  #remember(caller: Caller): void {
    const { store, clock } = this.#parts;
    if (store.access.isKnown(caller, clock.now())) return;
    if (this.#visitors.size === 0) setImmediate(() => this.#storeVisitors());
    this.#visitors.set(caller.person.id, caller);
  }

  #storeVisitors(): void {
    const { store, clock, log } = this.#parts;
    const visitors = [...this.#visitors.values()];
    this.#visitors.clear();
    try {
      store.transaction(() => {
        for (const caller of visitors) store.access.seen(caller, clock.now());
      });
    } catch (cause) {
      log.error({ err: cause }, 'the visits of people were not stored');
    }
  }

  #requireEntry(caller: Caller): asserts caller is Admitted {
    const refusal = this.#refusal(caller);
    if (refusal !== undefined) throw new UserError(refusal);
  }

  #refusal(caller: Caller) {
    const rules = this.#rules(caller);
    const refusal = this.#personOrChannel(caller, rules);
    if (refusal !== undefined) return refusal;
    const hasRole = caller.roles.some((role) => rules.roles.includes(role));
    const needsRole = rules.roles.length > 0 && !hasRole && !caller.admin;
    return needsRole ? ('not_allowed_role' as const) : undefined;
  }

  #personOrChannel(caller: Caller, { channels } = this.#rules(caller)) {
    if (this.#parts.store.access.isBlocked(caller.person.id)) return 'not_allowed_person' as const;
    if (caller.inNoChannel === true) return undefined;
    const its = [caller.place.channel, caller.parentChannel];
    const isOpen = channels.length === 0 || channels.some((one) => its.includes(one));
    return isOpen ? undefined : ('not_allowed_channel' as const);
  }

  #rules({ ruledBy, place }: Caller) {
    return this.#parts.store.access.rules(ruledBy ?? place.workspace);
  }
}

/** Whether the pair or message is of the caller's workspace. */
export function sees({ place }: Caller, { place: its }: Pick<Pair, 'place'>): boolean {
  return place.surface === its.surface && place.workspace === its.workspace;
}

/** Throws a `UserError` (403) unless the surface says, for this very request, that the caller is an admin. */
export function requireAdmin(caller: Admitted): Admin {
  if (isAdmin(caller)) return caller;
  throw new UserError('not_admin');
}

/** Throws a `UserError` (403) unless the caller asked for the pair or is an admin. */
export function requireControl(on: OnGeneration): Controlled {
  if (isControlled(on)) return on;
  throw new UserError('not_asker', on.view.pair.asker.name);
}

function isAdmin(caller: Admitted): caller is Admin {
  return caller.admin;
}

function isControlled(on: OnGeneration): on is Controlled {
  return on.caller.admin || on.caller.person.id === on.view.pair.asker.id;
}

/** Throws a `UserError` (403) that names the rights the bot lacks here: nothing is paid for that cannot be posted. */
export function requirePosting({ lacking = [] }: Caller): void {
  if (lacking.length > 0) throw new UserError('bot_needs', lacking.join(', '));
}

/** Throws a `UserError` unless the generation has an image that can be seen. */
export function requireImage(generation: Generation): void {
  if (generation.deletedAt !== null) throw new UserError('image_deleted');
  if (generation.image === null) throw new UserError('not_available');
}
