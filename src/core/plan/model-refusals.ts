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

/** What a name is said for, and the models that could be chosen so. */
interface Choice {
  readonly of: 'model' | 'versus';
  readonly choices: readonly Model[];
}

/** Why the default model cannot be had by who names no other. */
export function defaultRefusal(standard: Model, offer: ModelOffer): UserError {
  const { tier } = standard;
  return offer.plan.tiers.includes(tier)
    ? unserved(standard, modelChoice(offer), offer)
    : new UserError('tier_not_in_plan', tier, tiersOf(offer));
}

/** Why no model of a tier can be had. */
export function tierRefusal(tier: string, offer: ModelOffer): UserError {
  const ofTier = offer.models.filter((one) => isOfTier(one, tier));
  const known = tiersOf(offer);
  if (ofTier.length === 0) return new UserError('tier_unknown', tier, known);
  const [first] = byRank(ofTier.filter((one) => one.active));
  if (first === undefined) return new UserError('tier_inactive', tier, known);
  if (!offer.plan.tiers.includes(first.tier)) {
    return new UserError('tier_not_in_plan', tier, known);
  }
  return unserved(first, modelChoice(offer), offer, tier);
}

/** Why no model of that name, and of that tier where one is given, can be had. */
export function modelRefusal(name: string, tier: string | undefined, offer: ModelOffer): UserError {
  const choice = modelChoice(offer);
  const { choices } = choice;
  const found = findModel(name, choices);
  if (found === undefined || tier === undefined) {
    const meant = findModel(name, runningFirst(offer));
    if (meant === undefined) {
      return new UserError('model_choice_unknown', name, listOf(choices));
    }
    return awayRefusal(name, meant, choice, offer);
  }
  const ofTier = choices.filter((one) => isOfTier(one, tier)).map((one) => one.displayName);
  if (ofTier.length === 0) return tierRefusal(tier, offer);
  return new UserError(
    'model_choice_other_tier',
    found.displayName,
    found.tier,
    tier,
    ofTier.join(', '),
  );
}

/** Why none of the others is meant by a name. */
export function versusRefusal(
  name: string,
  model: Model,
  others: readonly Model[],
  offer: ModelOffer,
): UserError {
  const { plan } = offer;
  // Side A's own is meant before all.
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

/** Models with their tiers, as a sentence lists them. */
export function listOf(models: readonly Model[]): string {
  return models.map((one) => `${one.displayName} (${one.tier})`).join(', ');
}

/** Why a model that there is cannot be had. `tier` where it was meant by the name of its tier. */
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

/** Nothing here runs it. Where only a name asks for samples, one is named. */
function unserved(model: Model, choice: Choice, offer: ModelOffer, tier?: string): UserError {
  const known = tiersOf(offer);
  if (samplesAreMeant(offer)) {
    return new UserError('provider_unserved', model.displayName, known);
  }
  const sample = sampleNear(model.tier, choice);
  return tier === undefined
    ? new UserError('provider_unserved', model.displayName, known, sample)
    : new UserError('tier_unserved', tier, known, sample);
}

/** The option that asks for a sample, of that tier if there is one; '' where there is none at all. */
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

/** What runs is meant before what is retired. */
function runningFirst({ models }: ModelOffer): readonly Model[] {
  return [...byRank(models.filter((one) => one.active)), ...models];
}

/** The first that can be had of those that follow a model; rows may name each other in a ring. */
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
