import type { Generation, Pair } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import { UserError } from '../../words/user-error.ts';
import type { World } from './world.ts';

/** Checks who may use the bot: block list, allowed roles, allowed channels. */
export class Door {
  readonly #parts: Pick<World, 'store' | 'clock'>;

  constructor(parts: Pick<World, 'store' | 'clock'>) {
    this.#parts = parts;
  }

  /** Throws a `UserError` (403) when the caller may not use the bot here; else records them as seen. */
  enter(caller: Caller): void {
    const refusal = this.#refusal(caller);
    if (refusal !== undefined) throw new UserError(refusal);
    this.#parts.store.access.seen(caller, this.#parts.clock.now());
  }

  /** Whether the caller's request is new, also across restarts. Call it before acting on the request. */
  once({ person }: Caller, key: string): boolean {
    return this.#parts.store.requests.begin(person.id, key, this.#parts.clock.now());
  }

  /** Whether `enter` would accept the caller now. */
  admits(caller: Caller): boolean {
    return this.#refusal(caller) === undefined;
  }

  #refusal(caller: Caller) {
    const { access } = this.#parts.store;
    if (access.isBlocked(caller.person.id)) return 'not_allowed_person' as const;
    const rules = access.rules(caller.ruledBy ?? caller.place.workspace);
    const channels = [caller.place.channel, caller.parentChannel];
    if (rules.channels.length > 0 && !rules.channels.some((one) => channels.includes(one))) {
      return 'not_allowed_channel' as const;
    }
    const hasRole = caller.roles.some((role) => rules.roles.includes(role));
    const needsRole = rules.roles.length > 0 && !hasRole && !caller.admin;
    return needsRole ? ('not_allowed_role' as const) : undefined;
  }
}

/** Whether the caller may see the pair: only pairs of their own workspace. */
export function sees(caller: Caller, pair: Pair): boolean {
  return (
    caller.place.surface === pair.place.surface && caller.place.workspace === pair.place.workspace
  );
}

/** Throws a `UserError` (403) unless the surface says that the caller is an admin now. */
export function demandAdmin(caller: Caller): void {
  if (!caller.admin) throw new UserError('not_admin');
}

/** Throws a `UserError` (403) unless the caller asked for the pair or is an admin. */
export function demandControl(caller: Caller, pair: Pair): void {
  if (!caller.admin && caller.person.id !== pair.asker.id) {
    throw new UserError('not_asker', pair.asker.name);
  }
}

/** Throws a `UserError` (403) that names the permissions the bot lacks here: an image that cannot be posted is not paid for. */
export function demandPosting({ lacking = [] }: Caller): void {
  if (lacking.length > 0) throw new UserError('bot_needs', lacking.join(', '));
}

/** Throws a `UserError` unless the generation has an image that can be seen. */
export function demandImage(generation: Generation): void {
  if (generation.deletedAt !== null) throw new UserError('image_deleted');
  if (generation.image === null) throw new UserError('not_available');
}
