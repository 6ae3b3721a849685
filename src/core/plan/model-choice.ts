import {
  findModel,
  isOfTier,
  type ModelOffer,
  samplesAreMeant,
  tierModels,
  usableModels,
} from './model-offer.ts';
import {
  defaultRefusal,
  listOf,
  modelRefusal,
  tierRefusal,
  versusRefusal,
} from './model-refusals.ts';
import { BUILT_IN, type Model } from '../domain/model.ts';
import { UserError } from '../words/user-error.ts';

/** A request for a model: by tier, by name or id, by both, or by neither. */
export interface ModelWish {
  readonly tier?: string | undefined;
  readonly model?: string | undefined;
}

/**
 * The model of a wish: by its name; else by its tier, where the default model comes first; else the default model.
 * Undefined when it is not available.
 */
export function modelFor({ tier, model = '' }: ModelWish, offer: ModelOffer): Model | undefined {
  const usable = usableModels(offer);
  if (model.trim() !== '') {
    return findModel(
      model,
      usable.filter((one) => isOfTier(one, tier)),
    );
  }
  if (tier === undefined) return usable.find((one) => one.isDefault);
  return tierModels(offer).find((one) => isOfTier(one, tier));
}

/** The model of a wish. Throws a `UserError` that names the available models or tiers. */
export function chooseModel(wish: ModelWish, offer: ModelOffer): Model {
  const standard = offer.models.find((one) => one.active && one.isDefault);
  if (standard === undefined) throw new Error('there is no active default model');
  const chosen = modelFor(wish, offer);
  if (chosen !== undefined) return chosen;
  const { tier, model = '' } = wish;
  if (model.trim() !== '') throw modelRefusal(model.trim(), tier, offer);
  throw tier === undefined ? defaultRefusal(standard, offer) : tierRefusal(tier, offer);
}

/**
 * The model to compare with: by tier or by name, else the next one of the same tier, else of any. Throws a `UserError`
 * that names the available models.
 */
export function chooseVersus(wanted: string | undefined, model: Model, offer: ModelOffer): Model {
  const isOther = (one: Model) => one.id !== model.id;
  const others = usableModels(offer).filter(isOther);
  const name = wanted?.trim() ?? '';
  if (name === '') return nextOf(model, others, offer);
  const ofTier = tierModels(offer).filter(isOther);
  const other = ofTier.find((one) => isOfTier(one, name)) ?? findModel(name, others);
  if (other === undefined) throw versusRefusal(name, model, others, offer);
  return other;
}

function nextOf(model: Model, others: readonly Model[], offer: ModelOffer): Model {
  const unasked = others.filter((one) => samplesAreMeant(offer) || one.provider !== BUILT_IN);
  const next = unasked.find((one) => one.tier === model.tier) ?? unasked[0];
  if (next !== undefined) return next;
  throw others.length === 0
    ? new UserError('versus_none', model.displayName)
    : new UserError('versus_samples', model.displayName, listOf(others));
}
