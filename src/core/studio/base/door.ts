import type { Generation, Pair } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import type { Clock } from '../../ports/system.ts';
import type { Store } from '../../ports/store.ts';
import { UserError } from '../../words/user-error.ts';

/** The one door of everything a person does: block list, allowed roles, allowed channels. */
export class Door {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor(parts: { store: Store; clock: Clock }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
  }

  /** Throws a `UserError` (403) for who may not use the bot here; remembers who came by. */
  enter(caller: Caller): void {
    const refusal = this.#refusal(caller);
    if (refusal !== undefined) throw new UserError(refusal);
    this.#store.access.seen(caller, this.#clock.now());
  }

  /** Whether a request of the caller's comes for the first time, beyond restarts: to be asked before it is acted on. */
  once({ person }: Caller, key: string): boolean {
    return this.#store.requests.begin(person.id, key, this.#clock.now());
  }

  /** Whether somebody could enter now. */
  letsIn(caller: Caller): boolean {
    return this.#refusal(caller) === undefined;
  }

  #refusal(caller: Caller) {
    if (this.#store.access.isBlocked(caller.person.id)) return 'not_allowed_person' as const;
    const rules = this.#store.access.rules(caller.ruledBy ?? caller.place.workspace);
    const channels = [caller.place.channel, caller.parentChannel];
    if (rules.channels.length > 0 && !rules.channels.some((one) => channels.includes(one))) {
      return 'not_allowed_channel' as const;
    }
    const hasRole = caller.roles.some((role) => rules.roles.includes(role));
    const needsRole = rules.roles.length > 0 && !hasRole && !caller.admin;
    return needsRole ? ('not_allowed_role' as const) : undefined;
  }
}

/** Whether somebody at the caller's place may know of the pair: it was asked for in that workspace. */
export function sees(caller: Caller, pair: Pair): boolean {
  return (
    caller.place.surface === pair.place.surface && caller.place.workspace === pair.place.workspace
  );
}

/** Throws a `UserError` (403) unless the caller is an admin, as their surface says at this very press. */
export function demandAdmin(caller: Caller): void {
  if (!caller.admin) throw new UserError('not_admin');
}

/** Throws a `UserError` (403) unless the caller asked for the pair or is an admin. */
export function demandControl(caller: Caller, pair: Pair): void {
  if (!caller.admin && caller.person.id !== pair.asker.id) {
    throw new UserError('not_asker', pair.asker.name);
  }
}

/** Throws a `UserError` (403) that names what the bot may not do here. Nothing is paid for that cannot be posted. */
export function demandPosting({ lacking = [] }: Caller): void {
  if (lacking.length > 0) throw new UserError('bot_needs', lacking.join(', '));
}

/** Throws a `UserError` unless the generation has an image that can be seen. */
export function demandImage(generation: Generation): void {
  if (generation.deletedAt !== null) throw new UserError('image_deleted');
  if (generation.image === null) throw new UserError('not_available');
}
