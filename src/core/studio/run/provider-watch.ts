import type { Held } from '../../line/place.ts';
import type { ProviderRoom } from '../../line/dispatch-order.ts';
import type { Failure } from '../../domain/failure.ts';
import { BUILT_IN } from '../../domain/model.ts';
import { afterCall, isOnTrial, restOf } from '../../line/provider-rest.ts';
import { imageScope, type RestScope } from '../../line/rest-scope.ts';
import type { TextPurpose } from '../../ports/text-model.ts';
import type { World } from '../base/world.ts';
import type { Served } from './served.ts';

type WatchParts = Pick<World, 'store' | 'clock' | 'log'> & {
  readonly served: Pick<Served, 'providers' | 'isAway'>;
};

/** An open text call that is older was lost with its process. Milliseconds; longer than any text call may take. */
const LOST_MS = 60_000;
/** Milliseconds until it is worth asking again whether a trial call has ended. */
const TRIAL_MS = 1_000;

/** The health of the providers. Reads the database each time, because the command line changes it too. */
export class ProviderWatch {
  readonly #parts: WatchParts;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** How many image calls the provider takes now. */
  room(name: string): ProviderRoom {
    const { store, clock } = this.#parts;
    const health = store.rests.get(imageScope(name));
    const trialSince = isOnTrial(health) ? health.restsUntil : null;
    const { maxCalls } = store.providers.get(name);
    return { maxCalls, trialSince, restMs: restOf(health, clock.now()) };
  }

  /** Why its generations wait; null while it is called normally. */
  held(name: string): Held | null {
    const { store, clock, served } = this.#parts;
    const { displayName: provider } = store.providers.get(name);
    if (served.isAway) return { provider, why: 'queue_away' };
    if (!served.providers.includes(name)) return { provider, why: 'unserved' };
    const health = store.rests.get(imageScope(name));
    if (health.why === null) return null;
    const isResting = restOf(health, clock.now()) > 0;
    return { provider, why: isResting ? health.why : 'trial' };
  }

  /** Milliseconds until the first provider whose image calls rest may be called again; null when none rests. */
  nextRestEnd(): number | null {
    const { store, clock } = this.#parts;
    const now = clock.now();
    const rests = store.rests
      .list()
      .filter(({ scope }) => scope.purpose === 'image')
      .map(({ health }) => restOf(health, now));
    const waiting = rests.filter((ms) => ms > 0);
    return waiting.length === 0 ? null : Math.min(...waiting);
  }

  /**
   * Records how an image call ended, null for an image, in the transaction that commits the ending. Ignores the
   * built-in samples: they have no vendor, and fail only when a prompt says so.
   */
  recordOutcome(name: string, failure: Failure | null, at: number): void {
    this.#record(imageScope(name), failure, at);
  }

  /**
   * Milliseconds until the provider may be called for this purpose; 0: now. After a rest it gets one call at a time, until one
   * has worked: the ledger knows whether one is out, so begin the call there before it is made.
   */
  textRest(provider: string, purpose: TextPurpose): number {
    const { store, clock } = this.#parts;
    const now = clock.now();
    const health = store.rests.get({ provider, purpose, model: null });
    const restMs = restOf(health, now);
    if (restMs > 0 || !isOnTrial(health)) return restMs;
    const since = Math.max(health.restsUntil ?? 0, now - LOST_MS);
    return store.calls.isOpen({ provider, purpose }, since) ? TRIAL_MS : 0;
  }

  /**
   * Records how a text call ended, null for an answer that was used. Call it in the transaction that closes the call in the
   * ledger. Image calls, and other purposes, do not rest for it.
   */
  recordTextOutcome(
    provider: string,
    purpose: TextPurpose,
    failure: Failure | null,
    at: number,
  ): void {
    this.#record({ provider, purpose, model: null }, failure, at);
  }

  #record(scope: RestScope, failure: Failure | null, at: number): void {
    if (scope.provider === BUILT_IN) return;
    const { store, log } = this.#parts;
    const health = store.rests.get(scope);
    const after = afterCall(health, failure, at);
    if (after === health) return;
    store.rests.put(scope, after);
    const seconds = Math.round(restOf(after, at) / 1000);
    if (seconds === 0) return;
    const { provider, purpose } = scope;
    log.warn({ provider, purpose, seconds, why: after.why }, 'a provider rests');
  }
}
