import type { ProviderRoom } from '../dispatch-order.ts';
import type { Failure } from '../errors.ts';
import { afterCall, isOnTrial, isResting } from '../provider-rest.ts';
import type { Clock, Log } from '../ports.ts';
import type { Store } from '../repositories.ts';

/** Why a provider is not called now, for people. */
export interface Rest {
  readonly provider: string;
  readonly why: 'failures' | 'rate_limited';
}

/** How the providers stand: kept in the database, read anew at every look, because admins change it beside us. */
export class ProviderWatch {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;

  constructor(parts: { store: Store; clock: Clock; log: Log }) {
    this.#store = parts.store;
    this.#clock = parts.clock;
    this.#log = parts.log;
  }

  /** What a provider takes now. */
  room(name: string): ProviderRoom {
    const { maxCalls, health } = this.#store.providers.get(name);
    const now = this.#clock.now();
    const restMs = isResting(health, now) ? (health.restsUntil ?? now) - now : 0;
    return { maxCalls: isOnTrial(health) ? 1 : maxCalls, restMs };
  }

  /** Undefined while it may be called. */
  rest(name: string): Rest | undefined {
    const { displayName, health } = this.#store.providers.get(name);
    const { why } = health;
    if (why === null || !isResting(health, this.#clock.now())) return undefined;
    return { provider: displayName, why };
  }

  /** Milliseconds until the next provider that rests now may be called again; null when none rests. */
  nextEnd(): number | null {
    const rests = this.#store.providers.list().map(({ name }) => this.room(name).restMs);
    const waiting = rests.filter((ms) => ms > 0);
    return waiting.length === 0 ? null : Math.min(...waiting);
  }

  /** A call ended: with an image (null), or not. To be called in the transaction that commits it. */
  heard(name: string, failure: Failure | null, at: number): void {
    const { providers } = this.#store;
    const { health } = providers.get(name);
    const after = afterCall(health, failure, at);
    if (after === health) return;
    providers.putHealth(name, after);
    if (!isResting(after, at)) return;
    const seconds = Math.round(((after.restsUntil ?? at) - at) / 1000);
    this.#log.warn({ provider: name, seconds, why: after.why }, 'a provider rests');
  }
}
