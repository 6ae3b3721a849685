import type { Model, Plan } from './models.ts';
import { findNamed, sameName } from './names.ts';
import { UserError } from './user-error.ts';

/** What a model is chosen from. */
export interface ModelOffer {
  readonly models: readonly Model[];
  readonly plan: Plan;
}

/** The models somebody may use now, the default one first. Every choice is made among these alone. */
export function usableModels({ models, plan }: ModelOffer): readonly Model[] {
  return models
    .filter((one) => one.active && plan.tiers.includes(one.tier))
    .toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
}

/**
 * The model of a tier: the default one if it is of that tier, else the first; without a tier the default
 * one. Throws a `UserError` that names the tiers that would do.
 */
export function chooseModel(wanted: string | undefined, offer: ModelOffer): Model {
  const standard = offer.models.find((one) => one.active && one.isDefault);
  if (standard === undefined) throw new Error('there is no active default model');
  const tier = wanted ?? standard.tier;
  const model = usableModels(offer).find((one) => one.tier === tier);
  if (model === undefined) throw tierRefusal(tier, offer);
  return model;
}

/**
 * What a model is compared with: the one of that name, or the first of that tier; unnamed the next one of
 * its own tier, else of any. Throws a `UserError` that names the models that would do.
 */
export function chooseVersus(wanted: string | undefined, model: Model, offer: ModelOffer): Model {
  const others = usableModels(offer).filter((one) => one.id !== model.id);
  const [first] = others;
  if (first === undefined) throw new UserError(422, 'versus_none', model.displayName);
  const name = wanted?.trim() ?? '';
  if (name === '') return others.find((one) => one.tier === model.tier) ?? first;
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
  const tiers = new Set(usableModels(offer).map((one) => one.tier));
  const known = [...tiers].join(', ');
  if (ofTier.length === 0) return new UserError(422, 'tier_unknown', tier, known);
  if (!ofTier.some((one) => one.active)) return new UserError(422, 'tier_inactive', tier, known);
  return new UserError(403, 'tier_not_in_plan', tier, known);
}

/** Why none of the others is meant by a name. */
function versusRefusal(
  name: string,
  model: Model,
  others: readonly Model[],
  { models }: ModelOffer,
): UserError {
  const known = others.map((one) => `${one.displayName} (${one.tier})`).join(', ');
  // What runs is meant before what is retired, and side A's own before both.
  const meant = modelMeant(name, [model, ...models.filter((one) => one.active), ...models]);
  if (meant === undefined) return new UserError(422, 'versus_unknown', name, known);
  if (meant.id === model.id) return new UserError(422, 'versus_same', model.displayName, known);
  if (meant.active) return new UserError(403, 'versus_not_in_plan', name, known);
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
