import type { Held } from '../../line/place.ts';
import type { ModelRoom, ProviderRoom } from '../../line/dispatch-order.ts';
import type { Failure } from '../../domain/failure.ts';
import { BUILT_IN } from '../../domain/model.ts';
import type { RestingCalls } from '../../domain/hub-health.ts';
import type { Spec } from '../../domain/spec.ts';
import {
  isOnTrial,
  modelAfterCall,
  providerAfterCall,
  type ProviderHealth,
  restOf,
} from '../../line/provider-rest.ts';
import { imageScope, type RestScope } from '../../line/rest-scope.ts';
import type { TextModel, TextPurpose } from '../../ports/text-model.ts';
import { memo } from '../../base/memo.ts';
import type { Rests } from '../../ports/provider-store.ts';
import type { World } from '../base/world.ts';
import type { Served } from './served.ts';

type WatchParts = Pick<World, 'store' | 'clock' | 'log'> & {
  readonly served: Pick<Served, 'providers' | 'isAway'>;
};

/** An open text call that is older was lost with its process. Milliseconds; longer than any text call may take. */
const LOST_MS = 60_000;
/** Milliseconds until it is worth asking again whether a trial call has ended. */
const TRIAL_MS = 1_000;

/** A text model, and whose it is. */
type TextModelNames = Pick<TextModel, 'provider' | 'id'>;

/** The health of the providers. Reads the database each time, because the command line changes it too. */
export class ProviderWatch {
  readonly #parts: WatchParts;

  constructor(parts: WatchParts) {
    this.#parts = parts;
  }

  /** The same, as it is now: reads each row once, when it is first asked for. */
  glance(): Pick<ProviderWatch, 'room' | 'modelRoom' | 'held'> {
    const { store } = this.#parts;
    const providers = { ...store.providers, get: memo((name) => store.providers.get(name)) };
    const health = memo((provider) =>
      memo((model) => store.rests.get(imageScope(provider, model || null))),
    );
    // All that a glance tells is of image calls.
    const get: Rests['get'] = ({ provider, model }) => health(provider)(model ?? '');
    const rests = { ...store.rests, get };
    return new ProviderWatch({ ...this.#parts, store: { ...store, providers, rests } });
  }

  /** How many image calls the provider takes now. */
  room(name: string): ProviderRoom {
    const { maxCalls } = this.#parts.store.providers.get(name);
    return { maxCalls, ...this.#rest(imageScope(name)) };
  }

  /** Whether the model of a row may be called now, as far as its provider's room does not say it. */
  modelRoom(provider: string, modelId: string): ModelRoom {
    const name = this.#modelName(modelId);
    return { name, ...this.#rest(imageScope(provider, name)) };
  }

  /** Why the generations of a model wait; null while it is called normally. */
  held(name: string, modelId: string): Held | null {
    const { store, served } = this.#parts;
    const { displayName: provider } = store.providers.get(name);
    if (served.isAway) return { provider, model: null, why: 'queue_away' };
    if (!served.providers.includes(name)) return { provider, model: null, why: 'unserved' };
    const ofProvider = this.#why(imageScope(name));
    const ofModel = this.#why(imageScope(name, this.#modelName(modelId)));
    // What lasts longer is what they wait for.
    if (ofProvider !== null && ofProvider.restMs >= (ofModel?.restMs ?? 0)) {
      return { provider, model: null, why: ofProvider.why };
    }
    if (ofModel === null) return null;
    const model = store.models.get(modelId)?.displayName ?? modelId;
    return { provider, model, why: ofModel.why };
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

  /** All calls that are not made now, of images and texts. */
  resting(): readonly RestingCalls[] {
    const { store, clock } = this.#parts;
    const now = clock.now();
    return store.rests.list().flatMap(({ scope, health }) => {
      const { why } = health;
      const restMs = restOf(health, now);
      if (why === null || restMs === 0) return [];
      const provider = store.providers.get(scope.provider).displayName;
      return [{ ...scope, provider, restMs, why }];
    });
  }

  /**
   * Records how an image call ended, null for an image, in the transaction that commits the ending. Ignores the
   * built-in samples: they have no vendor, and fail only when a prompt says so.
   */
  recordOutcome(
    { provider, model }: Pick<Spec, 'provider' | 'model'>,
    failure: Failure | null,
    at: number,
  ): void {
    this.#record(imageScope(provider), at, (before) => providerAfterCall(before, failure, at));
    this.#record(imageScope(provider, model), at, (before) => modelAfterCall(before, failure, at));
  }

  /**
   * Milliseconds until a text model may be called for this purpose; 0: now. After a rest of it, or of its provider, there is one call at
   * a time, until one has worked: the ledger knows whether one is out, so begin the call there before it is made.
   */
  textRest({ provider, id }: TextModelNames, purpose: TextPurpose): number {
    const scopes = [null, id].map((model) => ({ provider, purpose, model }));
    return Math.max(...scopes.map((scope) => this.#textRestOf(scope, purpose)));
  }

  #textRestOf(scope: RestScope, purpose: TextPurpose): number {
    const { store, clock } = this.#parts;
    const { provider } = scope;
    const now = clock.now();
    const health = store.rests.get(scope);
    const restMs = restOf(health, now);
    if (restMs > 0 || !isOnTrial(health)) return restMs;
    const since = Math.max(health.restsUntil ?? 0, now - LOST_MS);
    return store.calls.isOpen({ provider, purpose }, since) ? TRIAL_MS : 0;
  }

  /**
   * Records how a text call ended, null for an answer that was used. Call it in the transaction that closes the call in the
   * ledger. Image calls, and other purposes, do not rest for it; other models of the provider do not for the limit of one.
   */
  recordTextOutcome(
    { provider, id }: TextModelNames,
    purpose: TextPurpose,
    failure: Failure | null,
    at: number,
  ): void {
    const scope = { provider, purpose };
    this.#record({ ...scope, model: null }, at, (before) => providerAfterCall(before, failure, at));
    this.#record({ ...scope, model: id }, at, (before) => modelAfterCall(before, failure, at));
  }

  #record(scope: RestScope, at: number, end: (before: ProviderHealth) => ProviderHealth): void {
    if (scope.provider === BUILT_IN) return;
    const { store, log } = this.#parts;
    const before = store.rests.get(scope);
    const after = end(before);
    if (after === before) return;
    store.rests.put(scope, after);
    const seconds = Math.round(restOf(after, at) / 1000);
    if (seconds === 0) return;
    const { provider, purpose, model } = scope;
    const which = { provider, purpose, ...(model !== null && { model }) };
    log.warn({ ...which, seconds, why: after.why }, 'a provider rests');
  }

  /** Why a scope gets no calls, or one at a time; null while it works. */
  #why(scope: RestScope): (Pick<Held, 'why'> & { readonly restMs: number }) | null {
    const { store, clock } = this.#parts;
    const health = store.rests.get(scope);
    const restMs = restOf(health, clock.now());
    return health.why && { restMs, why: restMs > 0 ? health.why : 'trial' };
  }

  #rest(scope: RestScope) {
    const { store, clock } = this.#parts;
    const health = store.rests.get(scope);
    const trialSince = isOnTrial(health) ? health.restsUntil : null;
    return { trialSince, restMs: restOf(health, clock.now()) };
  }

  /** The provider's own name: its limits are of that, whatever row was called. */
  #modelName(modelId: string): string {
    return this.#parts.store.models.get(modelId)?.model ?? modelId;
  }
}
