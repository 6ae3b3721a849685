import type { Held } from '../../line/place.ts';
import type { ProviderRoom } from '../../line/dispatch-order.ts';
import type { Failure } from '../../domain/failure.ts';
import { BUILT_IN } from '../../domain/model.ts';
import { afterCall, isOnTrial, restOf } from '../../line/provider-rest.ts';
import type { World } from '../base/world.ts';
import type { Served } from './served.ts';

type WatchParts = Pick<World, 'store' | 'clock' | 'log'> & {
  readonly served: Pick<Served, 'providers' | 'isAway'>;
};

/** The health of the providers. Reads the database each time, because the command line changes it too. */
export class ProviderWatch {
  readonly #parts: WatchParts;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** How many calls the provider takes now. */
  room(name: string): ProviderRoom {
    const { store, clock } = this.#parts;
    const { maxCalls, health } = store.providers.get(name);
    const trialSince = isOnTrial(health) ? health.restsUntil : null;
    return { maxCalls, trialSince, restMs: restOf(health, clock.now()) };
  }

  /** Why its generations wait; null while it is called normally. */
  held(name: string): Held | null {
    const { store, clock, served } = this.#parts;
    const { displayName: provider, health } = store.providers.get(name);
    if (served.isAway) return { provider, why: 'queue_away' };
    if (!served.providers.includes(name)) return { provider, why: 'unserved' };
    if (health.why === null) return null;
    const isResting = restOf(health, clock.now()) > 0;
    return { provider, why: isResting ? health.why : 'trial' };
  }

  /** Milliseconds until the first resting provider may be called again; null when none rests. */
  nextRestEnd(): number | null {
    const { store, clock } = this.#parts;
    const now = clock.now();
    const rests = store.providers.list().map(({ health }) => restOf(health, now));
    const waiting = rests.filter((ms) => ms > 0);
    return waiting.length === 0 ? null : Math.min(...waiting);
  }

  /**
   * Records how a call ended, null for an image, in the transaction that commits the ending. Ignores the
   * built-in samples: they have no vendor, and fail only when a prompt says so.
   */
  recordOutcome(name: string, failure: Failure | null, at: number): void {
    if (name === BUILT_IN) return;
    const { store, log } = this.#parts;
    const { providers } = store;
    const { health } = providers.get(name);
    const after = afterCall(health, failure, at);
    if (after === health) return;
    providers.putHealth(name, after);
    const seconds = Math.round(restOf(after, at) / 1000);
    if (seconds === 0) return;
    log.warn({ provider: name, seconds, why: after.why }, 'a provider rests');
  }
}
