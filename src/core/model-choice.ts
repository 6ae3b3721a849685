import { findModel, modelMeant, type ModelOffer, usableModels } from './model-offer.ts';
import { listOf, modelRefusal, nameRefusal, tierRefusal } from './model-refusals.ts';
import type { Model } from './models.ts';
import { UserError } from './user-error.ts';

/** What somebody says of the model they want: its tier, its name or id, both, or nothing. */
export interface ModelWish {
  readonly tier?: string | undefined;
  readonly model?: string | undefined;
}

/**
 * The model of a wish: the one of that name; else the tier's, which is the default one if it is of that
 * tier, else its first; else the default one and no other. Undefined where it would be refused.
 */
export function modelFor({ tier, model = '' }: ModelWish, offer: ModelOffer): Model | undefined {
  const usable = usableModels(offer);
  const ofTier = usable.filter((one) => tier === undefined || one.tier === tier);
  if (model.trim() !== '') return findModel(model, ofTier);
  return tier === undefined ? usable.find((one) => one.isDefault) : ofTier[0];
}

/** The model of a wish. Throws a `UserError` that names the models or the tiers that would do. */
export function chooseModel(wish: ModelWish, offer: ModelOffer): Model {
  const standard = offer.models.find((one) => one.active && one.isDefault);
  if (standard === undefined) throw new Error('there is no active default model');
  const chosen = modelFor(wish, offer);
  if (chosen !== undefined) return chosen;
  const { tier, model = '' } = wish;
  if (model.trim() !== '') throw modelRefusal(model.trim(), tier, offer);
  throw tierRefusal(tier ?? standard.tier, offer);
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

/** Why none of the others is meant by a name. */
function versusRefusal(
  name: string,
  model: Model,
  others: readonly Model[],
  offer: ModelOffer,
): UserError {
  const { models, plan } = offer;
  // What runs is meant before what is retired, and side A's own before both.
  const meant = modelMeant(name, [model, ...models.filter((one) => one.active), ...models]);
  const isOther = meant?.id !== model.id;
  const isAway = isOther && meant?.active === true && plan.tiers.includes(meant.tier);
  if (others.length === 0 && !isAway) return new UserError(422, 'versus_none', model.displayName);
  if (isOther) return nameRefusal('versus', { name, meant, choices: others }, offer);
  return new UserError(422, 'versus_same', model.displayName, listOf(others));
}
