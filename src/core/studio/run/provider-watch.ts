import type { Held } from '../../line/place.ts';
import type { ProviderRoom } from '../../line/dispatch-order.ts';
import type { Failure } from '../../domain/failure.ts';
import { BUILT_IN } from '../../domain/model.ts';
import { afterCall, isOnTrial, restOf } from '../../line/provider-rest.ts';
import type { Clock, Log } from '../../ports/system.ts';
import type { Store } from '../../ports/store.ts';
import type { Served } from './served.ts';

/** How the providers stand: kept in the database, read anew at every look, because admins change it beside us. */
export class ProviderWatch {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #served: Pick<Served, 'providers'>;

  constructor(parts: {
    store: Store;
    clock: Clock;
    log: Log;
    served: Pick<Served, 'providers'>;
  }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
    this.#served = parts.served;
  }

  /** What a provider takes now. */
  room(name: string): ProviderRoom {
    const { maxCalls, health } = this.#store.providers.get(name);
    const trialSince = isOnTrial(health) ? health.restsUntil : null;
    return { maxCalls, trialSince, restMs: restOf(health, this.#clock.now()) };
  }

  /** What keeps it from being called like others; null while nothing does. */
  held(name: string): Held | null {
    const { displayName: provider, health } = this.#store.providers.get(name);
    if (!this.#served.providers.includes(name)) return { provider, why: 'unserved' };
    if (health.why === null) return null;
    const isResting = restOf(health, this.#clock.now()) > 0;
    return { provider, why: isResting ? health.why : 'trial' };
  }

  /** Milliseconds until the next provider that rests now may be called again; null when none rests. */
  nextEnd(): number | null {
    const rests = this.#store.providers.list().map(({ name }) => this.room(name).restMs);
    const waiting = rests.filter((ms) => ms > 0);
    return waiting.length === 0 ? null : Math.min(...waiting);
  }

  /**
   * A call ended: with an image (null), or not. To be called in the transaction that commits it. The
   * built-in samples have no vendor that could be out of order: they fail only when a prompt says so.
   */
  heard(name: string, failure: Failure | null, at: number): void {
    if (name === BUILT_IN) return;
    const { providers } = this.#store;
    const { health } = providers.get(name);
    const after = afterCall(health, failure, at);
    if (after === health) return;
    providers.putHealth(name, after);
    const seconds = Math.round(restOf(after, at) / 1000);
    if (seconds === 0) return;
    this.#log.warn({ provider: name, seconds, why: after.why }, 'a provider rests');
  }
}
