import { within } from '../../base/within.ts';
import { type ErrorKind, type Failure, ProviderError } from '../../domain/failure.ts';
import type { TextAnswer, TextModel, TextRequest } from '../../ports/text-model.ts';
import type { GroupCommit } from '../base/group-commit.ts';
import type { World } from '../base/world.ts';
import type { ProviderWatch } from './provider-watch.ts';

/** What a text model is asked about. */
export interface TextSubject {
  readonly pairId: string;
  /** Null for a call for the whole pair. */
  readonly generationId: string | null;
}

/** How asking ends. */
export type TextEnd<T> =
  | { readonly type: 'answered'; readonly value: T; readonly model: TextModel }
  /** No text model is set up. */
  | { readonly type: 'none' }
  /** All rest; the first one's milliseconds. Nobody was asked. */
  | { readonly type: 'resting'; readonly model: TextModel; readonly ms: number }
  /** It was asked before, and what it said is lost: it is not paid twice. */
  | { readonly type: 'asked_before'; readonly model: TextModel }
  | { readonly type: 'failed'; readonly model: TextModel; readonly failure: Failure };

export interface TextLimits<T> {
  /** Milliseconds that the answer may take. */
  readonly ms: number;
  readonly signal: AbortSignal;
  /** Joins the transaction that stores the end of the call. */
  readonly answered?: (value: T, model: TextModel) => void;
}

type TextCallParts = Pick<World, 'store' | 'clock' | 'ids' | 'log' | 'textModels'> & {
  readonly watch: Pick<ProviderWatch, 'textRest' | 'recordTextOutcome'>;
  readonly commits: Pick<GroupCommit, 'commit'>;
};

/**
 * Asks text models, each call with a row in the ledger before it is made. One call for a purpose of a subject is ever made, also
 * across restarts: with the row, a process knows that an earlier one paid.
 */
export class TextCalls {
  readonly #parts: TextCallParts;

  constructor(parts: TextCallParts) {
    this.#parts = parts;
  }

  /** Whether a text model is set up that looks at pictures, or any. */
  has(needsPictures = false): boolean {
    return this.#parts.textModels.some((one) => one.seesPictures || !needsPictures);
  }

  /**
   * Asks the first model that does not rest; one that sees pictures when there are some to see and one does. Throws only for a
   * fault of the database.
   */
  async ask<T>(
    subject: TextSubject,
    request: TextRequest<T>,
    limits: TextLimits<T>,
  ): Promise<TextEnd<T>> {
    const { store, commits, ids, clock } = this.#parts;
    const chosen = this.#choose(request);
    if (chosen.type !== 'ready') return chosen;
    const { model } = chosen;
    const id = ids.next();
    const { purpose } = request;
    const isFirst = await commits.commit(() => {
      if (this.#wasAsked(subject, purpose)) return false;
      const call = { ...subject, id, purpose, provider: model.provider, modelId: model.id };
      store.calls.begin(call, clock.now());
      return true;
    });
    if (!isFirst) return { type: 'asked_before', model };
    await store.durable();
    const pictures = model.seesPictures ? request.pictures : [];
    return this.#call(id, model, { ...request, pictures }, limits);
  }

  #choose<T>({
    purpose,
    pictures,
  }: TextRequest<T>):
    | { readonly type: 'none' }
    | { readonly type: 'resting'; readonly model: TextModel; readonly ms: number }
    | { readonly type: 'ready'; readonly model: TextModel } {
    const { textModels, watch } = this.#parts;
    const seeing = textModels.filter((one) => one.seesPictures);
    const able = pictures.length > 0 && seeing.length > 0 ? seeing : textModels;
    const [first] = able;
    if (first === undefined) return { type: 'none' };
    const ready = able.find((one) => watch.textRest(one, purpose) === 0);
    if (ready !== undefined) return { type: 'ready', model: ready };
    return { type: 'resting', model: first, ms: watch.textRest(first, purpose) };
  }

  /** What an earlier process left open ends: nobody waits for its answer any more. */
  #wasAsked({ pairId, generationId }: TextSubject, purpose: string): boolean {
    const { calls } = this.#parts.store;
    const all = calls.ofPair(pairId);
    const before = all.filter((o) => o.purpose === purpose && o.generationId === generationId);
    for (const { id, outcome } of before) {
      if (outcome !== null) continue;
      calls.end(id, { outcome: 'dropped', costUsd: null }, this.#parts.clock.now());
    }
    return before.length > 0;
  }

  async #call<T>(
    id: string,
    model: TextModel,
    request: TextRequest<T>,
    limits: TextLimits<T>,
  ): Promise<TextEnd<T>> {
    const { store, clock, commits, watch, log } = this.#parts;
    const got = await this.#complete(model, request, limits);
    const isStopped = limits.signal.aborted;
    await commits.commit(() => {
      const at = clock.now();
      const failure = got instanceof ProviderError ? got.failure : null;
      const outcome = failure === null ? 'answered' : isStopped ? 'dropped' : failure.kind;
      store.calls.end(id, { outcome, costUsd: got.costUsd, tokens: got.tokens }, at);
      if (!isStopped) watch.recordTextOutcome(model, request.purpose, failure, at);
      if (!(got instanceof ProviderError)) limits.answered?.(got.value, model);
    });
    if (!(got instanceof ProviderError)) return { type: 'answered', value: got.value, model };
    log.warn({ err: got, call: id, model: model.id }, 'a text model gave no answer');
    return { type: 'failed', model, failure: got.failure };
  }

  async #complete<T>(
    model: TextModel,
    request: TextRequest<T>,
    { ms, signal }: TextLimits<T>,
  ): Promise<TextAnswer<T> | ProviderError> {
    const { clock } = this.#parts;
    const late = () => failed('timeout', `no answer within ${ms / 1000} s`);
    try {
      return await within({ clock, ms, signal, late }, (limited) =>
        model.complete(request, limited),
      );
    } catch (cause) {
      if (cause instanceof ProviderError) return cause;
      if (signal.aborted) return failed('timeout', 'the hub stopped before it was answered');
      return failed('provider_error', 'the call could not be made', cause);
    }
  }
}

function failed(kind: ErrorKind, detail: string, cause?: unknown): ProviderError {
  return new ProviderError({ kind, detail }, { cause });
}
