import { sorted } from '../../base/canonical.ts';
import type { Pair } from '../../domain/pair.ts';
import type { OwnReference } from '../../domain/reference.ts';
import type { PairPlan } from '../../domain/spec.ts';
import { placesOf } from '../../plan/choose-references.ts';
import { classifyByRules } from '../../plan/rules.ts';
import { PLAN_VERSION, type PlanAnswer, planFrom, planRequest } from '../../plan/text-plan.ts';
import type { Known } from '../../ports/classifier.ts';
import type { CachedPlan } from '../../ports/plan-cache.ts';
import type { TextModel } from '../../ports/text-model.ts';
import type { World } from '../base/world.ts';
import type { TextCalls, TextEnd } from '../run/text-calls.ts';
import { smallCopies } from '../run/small-copies.ts';

/** Milliseconds for the text model, which leave the rules time to plan instead. */
export const CLASSIFY_MS = 8_000;

/** Of these, for reading what was attached: the model is asked without the pictures that come later. */
const LOOK_MS = 3_000;
/** Milliseconds without which it is not worth asking. */
const MIN_MS = 1_000;

export interface PlanLimits {
  /** When the plan is needed. Milliseconds since the epoch. */
  readonly until: number;
  readonly signal: AbortSignal;
}

export type PlanParts = Pick<
  World,
  'store' | 'clock' | 'digest' | 'log' | 'blobs' | 'images' | 'textModels'
> & {
  readonly text: Pick<TextCalls, 'ask' | 'has'>;
};

/** Who planned, and why not a text model where there is one. */
type Planned = Omit<PairPlan, 'seed'>;

/** Plans pairs by a text model; by the rules where there is none, or it gives no answer. Equal prompts are asked for once. */
export class PairPlans {
  readonly #parts: PlanParts;
  /** Questions under way, by their key in the cache. */
  readonly #asking = new Map<string, Promise<unknown>>();

  constructor(parts: PlanParts) {
    this.#parts = parts;
  }

  /** The plan of a pair. `own`: what was attached, as it is stored. Rejects only when `signal` aborts, or without any category. */
  async of(pair: Pair, own: readonly OwnReference[], limits: PlanLimits): Promise<PairPlan> {
    const { store, log, text } = this.#parts;
    const { prompt } = pair.request;
    const known = {
      categories: store.pool.categories(),
      places: placesOf(store.pool.available('tone')),
    };
    const { seed } = pair;
    if (!text.has()) return { ...byRules(prompt, known), seed };
    try {
      return { ...(await this.#byText(pair, own, known, limits)), seed };
    } catch (cause) {
      limits.signal.throwIfAborted();
      log.error({ err: cause, pair: pair.id }, 'the rules plan: the text model could not be asked');
      const fallbackReason = cause instanceof Error ? cause.message : String(cause);
      return { ...byRules(prompt, known), fallbackReason, seed };
    }
  }

  async #byText(
    pair: Pair,
    own: readonly OwnReference[],
    known: Known,
    limits: PlanLimits,
  ): Promise<Planned> {
    const { prompt } = pair.request;
    const key = this.#keyOf(prompt, own, known);
    // Who asks the same at the same time waits for the first answer.
    await this.#asking.get(key)?.catch(() => undefined);
    const cached = this.#parts.store.planCache.get(key);
    if (cached !== undefined) return by(cached, true);
    const asking = this.#ask(pair, own, known, key, limits);
    this.#asking.set(key, asking);
    try {
      return await asking;
    } finally {
      if (this.#asking.get(key) === asking) this.#asking.delete(key);
    }
  }

  async #ask(
    { id: pairId, request: { prompt } }: Pair,
    own: readonly OwnReference[],
    known: Known,
    key: string,
    { until, signal }: PlanLimits,
  ): Promise<Planned> {
    const { store, clock, text, textModels } = this.#parts;
    const now = clock.now();
    const endsAt = Math.min(now + CLASSIFY_MS, until);
    if (endsAt - now < MIN_MS) return { ...byRules(prompt, known), ...noTimeFor(textModels) };
    const looking = { until: Math.min(now + LOOK_MS, endsAt - MIN_MS), signal };
    const pictures = await smallCopies(own, this.#parts, looking);
    const read = (answer: PlanAnswer, model: TextModel): CachedPlan => {
      const sawAll = model.seesPictures && pictures.length === own.length;
      return { madeBy: model.displayName, said: planFrom(answer, known, sawAll) };
    };
    const end = await text.ask(
      { pairId, generationId: null },
      planRequest(prompt, known, pictures),
      {
        ms: endsAt - clock.now(),
        signal,
        answered: (answer, model) => {
          store.planCache.put(key, read(answer, model), clock.now());
        },
      },
    );
    if (end.type === 'answered') return by(read(end.value, end.model));
    return { ...byRules(prompt, known), ...whyNot(end) };
  }

  /** A hash of everything that the answer depends on: of the same models, asked the same. */
  #keyOf(prompt: string, own: readonly OwnReference[], { categories, places }: Known): string {
    const { textModels, digest } = this.#parts;
    const pool = categories.map(({ slug, tags }) => [slug, tags]);
    // Keys of own images are of one pair: prompts with pictures are asked anew.
    const models = textModels.map(({ id }) => id);
    const told = [PLAN_VERSION, models, prompt, own.map(({ key }) => key), pool, places.toSorted()];
    return digest(JSON.stringify(sorted(told)));
  }
}

/** What a plan by the rules says of the text model. */
function whyNot(end: Exclude<TextEnd<PlanAnswer>, { type: 'answered' }>): Partial<Planned> {
  if (end.type === 'none') return {};
  const model = end.model.displayName;
  if (end.type !== 'failed') return { fallback: { model, why: end.type } };
  const { kind, detail } = end.failure;
  return { fallbackReason: detail, fallback: { model, why: kind } };
}

/** Fetching what was attached took all the time. */
function noTimeFor([first]: readonly TextModel[]): Partial<Planned> {
  const fallbackReason = 'no time was left to ask it';
  return first === undefined
    ? {}
    : { fallbackReason, fallback: { model: first.displayName, why: 'timeout' } };
}

function by({ madeBy, said }: CachedPlan, isCached = false): Planned {
  return { ...said, madeBy, fallbackReason: null, ...(isCached ? { cached: true } : {}) };
}

function byRules(prompt: string, { categories, places }: Known): Planned {
  const said = classifyByRules(prompt, categories, places);
  return { ...said, madeBy: 'rules', fallbackReason: null };
}
