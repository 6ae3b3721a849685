import { hasQuotationMark } from '../chat/typed-value.ts';
import { BUILT_IN, type Model, type Plan } from '../domain/model.ts';
import { findNamed, sameName } from '../domain/names.ts';

/** The models to choose from. */
export interface ModelOffer {
  readonly models: readonly Model[];
  readonly plan: Plan;
  /** Providers that a live worker serves. */
  readonly served: readonly string[];
}

/** The models that can run now: the default one, then by rank. */
function servedModels({ models, served }: ModelOffer): readonly Model[] {
  return byRank(models.filter((one) => one.active && served.includes(one.provider)));
}

/** The default model, then by rank. */
export function byRank(models: readonly Model[]): readonly Model[] {
  return models.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.rank - b.rank);
}

/** The models that can run now and are in the plan. All choices are among these. */
export function usableModels(offer: ModelOffer): readonly Model[] {
  return servedModels(offer).filter((one) => offer.plan.tiers.includes(one.tier));
}

/** The models that a tier can choose, without samples that are chosen only by name. */
export function tierModels(offer: ModelOffer): readonly Model[] {
  return usableModels(offer).filter((one) => !isByNameAlone(one, offer));
}

/** The tiers that can be chosen now, that of the default model first. */
export function usableTiers(offer: ModelOffer): readonly string[] {
  return tiersOf(tierModels(offer));
}

/** Whether tiers may choose samples: only when the default model is one. */
export function samplesAreMeant({ models }: ModelOffer): boolean {
  return models.every((one) => !one.isDefault || one.provider === BUILT_IN);
}

/** A sample in a tier of a vendor's models does not replace them, even when the vendor's key is missing. */
function isByNameAlone({ provider, tier }: Model, offer: ModelOffer): boolean {
  if (provider !== BUILT_IN || samplesAreMeant(offer)) return false;
  return offer.models.some((one) => one.active && one.tier === tier && one.provider !== BUILT_IN);
}

/** The models that can run now, tier by tier, those of the plan first. */
export function listedModels(offer: ModelOffer): readonly Model[] {
  const usable = usableModels(offer);
  const others = servedModels(offer).filter((one) => !usable.includes(one));
  return [...byTier(usable), ...byTier(others)];
}

/** The same models grouped by tier, in the order of their first models. */
export function byTier(models: readonly Model[]): readonly Model[] {
  return tiersOf(models).flatMap((tier) => models.filter((one) => one.tier === tier));
}

function tiersOf(models: readonly Model[]): readonly string[] {
  return [...new Set(models.map((one) => one.tier))];
}

/** A model's name as people type it, in quotation marks; its id when the name has one. */
export function typedName({ displayName, id }: Model): string {
  return hasQuotationMark(displayName) ? id : `"${displayName}"`;
}

/** The model of a display name or id. */
export function findModel(name: string, models: readonly Model[]): Model | undefined {
  const named = models.map((model) => {
    return { slug: model.id, displayName: model.displayName, model };
  });
  return findNamed(named, name)?.model;
}

/** Whether the model is of that tier; true for every model when `tier` is undefined. */
export function isOfTier(model: Model, tier: string | undefined): boolean {
  return tier === undefined || sameName(model.tier, tier);
}

/** Active, served models of providers other than the default model's, best first: samples never stand in for a vendor's model. */
export function fallbackModels(
  models: readonly Model[],
  served: readonly string[],
): readonly Model[] {
  const standard = models.find((one) => one.active && one.isDefault);
  const others = models.filter(
    (one) =>
      one.active &&
      served.includes(one.provider) &&
      one.provider !== standard?.provider &&
      one.provider !== BUILT_IN,
  );
  return byRank(others);
}
