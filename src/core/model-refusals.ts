import { byTier, findModel, type ModelOffer, usableModels, usableTiers } from './model-offer.ts';
import type { Model } from './models.ts';
import { UserError } from './user-error.ts';

/** A name that stands for none of the models that could be chosen, and what it was meant for. */
interface Misnamed {
  readonly name: string;
  readonly meant: Model | undefined;
  readonly choices: readonly Model[];
}

/** Why no model of a tier can be had. */
export function tierRefusal(tier: string, offer: ModelOffer): UserError {
  const ofTier = offer.models.filter((one) => one.tier === tier);
  const active = ofTier.filter((one) => one.active);
  const known = usableTiers(offer).join(', ');
  if (ofTier.length === 0) return new UserError(422, 'tier_unknown', tier, known);
  const [first] = active.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault));
  if (first === undefined) return new UserError(422, 'tier_inactive', tier, known);
  if (!offer.plan.tiers.includes(tier)) return new UserError(403, 'tier_not_in_plan', tier, known);
  return unserved(first, offer);
}

/** Why no model of that name, and of that tier where one is given, can be had. */
export function modelRefusal(name: string, tier: string | undefined, offer: ModelOffer): UserError {
  const { models } = offer;
  const choices = byTier(usableModels(offer));
  const found = findModel(name, choices);
  if (found === undefined || tier === undefined) {
    // What runs is meant before what is retired.
    const meant = findModel(name, [...models.filter((one) => one.active), ...models]);
    return nameRefusal('model_choice', { name, meant, choices }, offer);
  }
  const ofTier = choices.filter((one) => one.tier === tier).map((one) => one.displayName);
  if (ofTier.length === 0) return tierRefusal(tier, offer);
  return new UserError(
    422,
    'model_choice_other_tier',
    found.displayName,
    found.tier,
    tier,
    ofTier.join(', '),
  );
}

/** Why a name stands for none of the choices; it names them, or the successor. */
export function nameRefusal(
  of: 'model_choice' | 'versus',
  { name, meant, choices }: Misnamed,
  offer: ModelOffer,
): UserError {
  const known = listOf(choices);
  if (meant === undefined) return new UserError(422, `${of}_unknown`, name, known);
  if (meant.active) {
    return offer.plan.tiers.includes(meant.tier)
      ? unserved(meant, offer)
      : new UserError(403, `${of}_not_in_plan`, name, known);
  }
  const successor = successorOf(meant, offer.models, choices);
  return successor === undefined
    ? new UserError(422, `${of}_inactive`, name, known)
    : new UserError(422, `${of}_retired`, name, successor.displayName);
}

/** Models with their tiers, as a sentence lists them. */
export function listOf(models: readonly Model[]): string {
  return models.map((one) => `${one.displayName} (${one.tier})`).join(', ');
}

function unserved(model: Model, offer: ModelOffer): UserError {
  return new UserError(503, 'provider_unserved', model.displayName, usableTiers(offer).join(', '));
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
