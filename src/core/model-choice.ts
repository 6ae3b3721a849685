import { BUILT_IN, type Model, type Plan } from './models.ts';
import { findNamed, sameName } from './names.ts';
import { UserError } from './user-error.ts';

/** What a model is chosen from. */
export interface ModelOffer {
  readonly models: readonly Model[];
  readonly plan: Plan;
  /** Providers that a living worker serves. */
  readonly served: readonly string[];
}

/** The models that can be run now, the default one first, the built-in samples last. */
export function servedModels({ models, served }: ModelOffer): readonly Model[] {
  return models
    .filter((one) => one.active && served.includes(one.provider))
    .toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ isDefault, provider }: Model): number {
  if (isDefault) return 0;
  return provider === BUILT_IN ? 2 : 1;
}

/** Those of them that somebody may use. Every choice is made among these alone. */
export function usableModels(offer: ModelOffer): readonly Model[] {
  return servedModels(offer).filter((one) => offer.plan.tiers.includes(one.tier));
}

/** The tiers that somebody may use now, the default one first. */
export function usableTiers(offer: ModelOffer): readonly string[] {
  return [...new Set(usableModels(offer).map((one) => one.tier))];
}

/**
 * The model of a tier: the default one if it is of that tier, else the first; without a tier the default
 * one and no other. Throws a `UserError` that names the tiers that would do.
 */
export function chooseModel(wanted: string | undefined, offer: ModelOffer): Model {
  const standard = offer.models.find((one) => one.active && one.isDefault);
  if (standard === undefined) throw new Error('there is no active default model');
  const tier = wanted ?? standard.tier;
  const model = usableModels(offer).find((one) => one.tier === tier);
  if (model === undefined) throw tierRefusal(tier, offer);
  if (wanted === undefined && model.id !== standard.id) throw unserved(standard, offer);
  return model;
}

/**
 * What a model is compared with: the one of that name, or the first of that tier; unnamed the next one of
 * its own tier, else of any. Throws a `UserError` that names the models that would do.
 */
export function chooseVersus(wanted: string | undefined, model: Model, offer: ModelOffer): Model {
  const others = usableModels(offer).filter((one) => one.id !== model.id);
  const name = wanted?.trim() ?? '';
  if (name === '') {
    const next = others.find((one) => one.tier === model.tier) ?? others[0];
    if (next === undefined) throw new UserError(422, 'versus_none', model.displayName);
    return next;
  }
  const other = modelMeant(name, others);
  if (other === undefined) throw versusRefusal(name, model, others, offer);
  return other;
}

function modelMeant(name: string, models: readonly Model[]): Model | undefined {
  const ofTier = models.find((one) => sameName(one.tier, name));
  const named = models.map((model) => {
    return { slug: model.id, displayName: model.displayName, model };
  });
  return ofTier ?? findNamed(named, name)?.model;
}

function tierRefusal(tier: string, offer: ModelOffer): UserError {
  const ofTier = offer.models.filter((one) => one.tier === tier);
  const active = ofTier.filter((one) => one.active);
  const known = usableTiers(offer).join(', ');
  if (ofTier.length === 0) return new UserError(422, 'tier_unknown', tier, known);
  const [first] = active.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  if (first === undefined) return new UserError(422, 'tier_inactive', tier, known);
  if (!offer.plan.tiers.includes(tier)) return new UserError(403, 'tier_not_in_plan', tier, known);
  return unserved(first, offer);
}

function unserved(model: Model, offer: ModelOffer): UserError {
  return new UserError(503, 'provider_unserved', model.displayName, usableTiers(offer).join(', '));
}

/** Why none of the others is meant by a name. */
function versusRefusal(
  name: string,
  model: Model,
  others: readonly Model[],
  offer: ModelOffer,
): UserError {
  const { models, plan } = offer;
  const known = others.map((one) => `${one.displayName} (${one.tier})`).join(', ');
  // What runs is meant before what is retired, and side A's own before both.
  const meant = modelMeant(name, [model, ...models.filter((one) => one.active), ...models]);
  const isAlone = others.length === 0 && (meant === undefined || meant.id === model.id);
  if (isAlone) return new UserError(422, 'versus_none', model.displayName);
  if (meant === undefined) return new UserError(422, 'versus_unknown', name, known);
  if (meant.id === model.id) return new UserError(422, 'versus_same', model.displayName, known);
  if (meant.active) {
    return plan.tiers.includes(meant.tier)
      ? unserved(meant, offer)
      : new UserError(403, 'versus_not_in_plan', name, known);
  }
  const successor = successorOf(meant, models, others);
  return successor === undefined
    ? new UserError(422, 'versus_inactive', name, known)
    : new UserError(422, 'versus_retired', name, successor.displayName);
}

/** The first that can be had of those that follow a model; rows may name each other in a ring. */
function successorOf(
  model: Model,
  models: readonly Model[],
  others: readonly Model[],
): Model | undefined {
  let next: Model | undefined = model;
  for (let step = 0; step < models.length && next !== undefined; step += 1) {
    const { successor }: Model = next;
    next = models.find((one) => one.id === successor);
    if (next !== undefined && others.includes(next)) return next;
  }
  return undefined;
}
