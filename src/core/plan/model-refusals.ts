import {
  byRank,
  byTier,
  findModel,
  isOfTier,
  type ModelOffer,
  samplesAreMeant,
  typedName,
  usableModels,
  usableTiers,
} from './model-offer.ts';
import { BUILT_IN, type Model } from '../domain/model.ts';
import { UserError } from '../words/user-error.ts';

/** The option that names a model, and the models that it can choose. */
interface Choice {
  readonly of: 'model' | 'versus';
  readonly choices: readonly Model[];
}

/** Why a request without a model cannot get the default one. */
export function defaultRefusal(standard: Model, offer: ModelOffer): UserError {
  const { tier } = standard;
  return offer.plan.tiers.includes(tier)
    ? unserved(standard, modelChoice(offer), offer)
    : new UserError('tier_not_in_plan', tier, tiersOf(offer));
}

/** Why no model of a tier is available. */
export function tierRefusal(tier: string, offer: ModelOffer): UserError {
  const ofTier = offer.models.filter((one) => isOfTier(one, tier));
  const known = tiersOf(offer);
  if (ofTier.length === 0) return new UserError('tier_unknown', tier, known);
  const [first] = byRank(ofTier.filter((one) => one.active));
  if (first === undefined) return new UserError('tier_inactive', tier, known);
  return offer.plan.tiers.includes(first.tier)
    ? unserved(first, modelChoice(offer), offer, tier)
    : new UserError('tier_not_in_plan', tier, known);
}

/** Why no model of that name, and of that tier if there is one, is available. */
export function modelRefusal(name: string, tier: string | undefined, offer: ModelOffer): UserError {
  const choice = modelChoice(offer);
  const { choices } = choice;
  const found = findModel(name, choices);
  if (found === undefined || tier === undefined) {
    const meant = findModel(name, runningFirst(offer));
    return meant === undefined
      ? new UserError('model_choice_unknown', name, listOf(choices))
      : awayRefusal(name, meant, choice, offer);
  }
  const ofTier = choices.filter((one) => isOfTier(one, tier)).map((one) => one.displayName);
  if (ofTier.length === 0) return tierRefusal(tier, offer);
  const { displayName, tier: own } = found;
  return new UserError('model_choice_other_tier', displayName, own, tier, ofTier.join(', '));
}

/** Why a name means none of the other models. */
export function versusRefusal(
  name: string,
  model: Model,
  others: readonly Model[],
  offer: ModelOffer,
): UserError {
  const { plan } = offer;
  // The request's own model comes before others of the same name or tier.
  const all = [model, ...runningFirst(offer)];
  const ofTier = all.find((one) => isOfTier(one, name));
  const meant = ofTier ?? findModel(name, all);
  const isOther = meant?.id !== model.id;
  const isAway = isOther && meant?.active === true && plan.tiers.includes(meant.tier);
  if (others.length === 0 && !isAway) return new UserError('versus_none', model.displayName);
  if (meant === undefined) return new UserError('versus_unknown', name, listOf(others));
  if (!isOther) return new UserError('versus_same', model.displayName, listOf(others));
  const tier = ofTier === undefined ? undefined : name;
  return awayRefusal(name, meant, { of: 'versus', choices: others }, offer, tier);
}

/** "Large (quality), Small (basic)". */
export function listOf(models: readonly Model[]): string {
  return models.map((one) => `${one.displayName} (${one.tier})`).join(', ');
}

/** Why an existing model is not available. `tier` when it was named by its tier. */
function awayRefusal(
  name: string,
  meant: Model,
  choice: Choice,
  offer: ModelOffer,
  tier?: string,
): UserError {
  const code = choice.of === 'model' ? 'model_choice' : 'versus';
  const known = listOf(choice.choices);
  if (meant.active) {
    return offer.plan.tiers.includes(meant.tier)
      ? unserved(meant, choice, offer, tier)
      : new UserError(`${code}_not_in_plan`, name, known);
  }
  const { retiredOn, successor } = meant;
  const isRetired = retiredOn !== null || successor !== null;
  if (!isRetired) return new UserError(`${code}_inactive`, name, known);
  const next = successorOf(meant, offer.models, choice.choices);
  return next === undefined
    ? new UserError(`${code}_gone`, name, known)
    : new UserError(`${code}_retired`, name, next.displayName);
}

/** No worker serves the model. Names a sample where samples are chosen only by name. */
function unserved(model: Model, choice: Choice, offer: ModelOffer, tier?: string): UserError {
  const known = tiersOf(offer);
  if (samplesAreMeant(offer)) return new UserError('provider_unserved', model.displayName, known);
  const sample = sampleNear(model.tier, choice);
  return tier === undefined
    ? new UserError('provider_unserved', model.displayName, known, sample)
    : new UserError('tier_unserved', tier, known, sample);
}

/** The option for a sample, of that tier if there is one; '' when there are no samples. */
function sampleNear(tier: string, { of, choices }: Choice): string {
  const samples = choices.filter((one) => one.provider === BUILT_IN);
  const sample = samples.find((one) => one.tier === tier) ?? samples[0];
  return sample === undefined ? '' : `${of}:${typedName(sample)}`;
}

function modelChoice(offer: ModelOffer): Choice {
  return { of: 'model', choices: byTier(usableModels(offer)) };
}

function tiersOf(offer: ModelOffer): string {
  return usableTiers(offer).join(', ');
}

/** All models, active ones first. */
function runningFirst({ models }: ModelOffer): readonly Model[] {
  return [...byRank(models.filter((one) => one.active)), ...models];
}

/** The first available successor of a model. Successors may form a ring. */
function successorOf(
  model: Model,
  models: readonly Model[],
  choices: readonly Model[],
): Model | undefined {
  let next: Model | undefined = model;
  for (let step = 0; step < models.length && next !== undefined; step += 1) {
    const { successor }: Model = next;
    next = models.find((one) => one.id === successor);
    if (next !== undefined && choices.includes(next)) return next;
  }
  return undefined;
}
