import { BUILT_IN, type Model, type Plan } from '../domain/model.ts';
import { findNamed, sameName } from '../domain/names.ts';

/** What a model is chosen from. */
export interface ModelOffer {
  readonly models: readonly Model[];
  readonly plan: Plan;
  /** Providers that a living worker serves. */
  readonly served: readonly string[];
}

/** The models that can be run now: the default one, then by rank. */
export function servedModels({ models, served }: ModelOffer): readonly Model[] {
  return byRank(models.filter((one) => one.active && served.includes(one.provider)));
}

/** The default one, then by rank; equals as they stood. */
export function byRank(models: readonly Model[]): readonly Model[] {
  return models.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.rank - b.rank);
}

/** Those of them that somebody may use. Every choice is made among these alone. */
export function usableModels(offer: ModelOffer): readonly Model[] {
  return servedModels(offer).filter((one) => offer.plan.tiers.includes(one.tier));
}

/** Those of them that a tier may stand for: a sample is not, as long as it is meant by its name alone. */
export function tierModels(offer: ModelOffer): readonly Model[] {
  return usableModels(offer).filter((one) => !isByNameAlone(one, offer));
}

/** The tiers that somebody may use now, the default one first. */
export function usableTiers(offer: ModelOffer): readonly string[] {
  return tiersOf(tierModels(offer));
}

/** Whether samples are what is wanted: the default model paints them. Else only a name asks for one. */
export function samplesAreMeant({ models }: ModelOffer): boolean {
  return models.every((one) => !one.isDefault || one.provider === BUILT_IN);
}

/** A sample in a tier of a vendor's models never takes their place, be their key gone. */
function isByNameAlone({ provider, tier }: Model, offer: ModelOffer): boolean {
  if (provider !== BUILT_IN || samplesAreMeant(offer)) return false;
  return offer.models.some((one) => one.active && one.tier === tier && one.provider !== BUILT_IN);
}

/** The models that can be run now as people read them: tier by tier, those that they may use first. */
export function listedModels(offer: ModelOffer): readonly Model[] {
  const usable = usableModels(offer);
  const others = servedModels(offer).filter((one) => !usable.includes(one));
  return [...byTier(usable), ...byTier(others)];
}

/** The same models, those of a tier together; what comes first, tier or model, stays first. */
export function byTier(models: readonly Model[]): readonly Model[] {
  return tiersOf(models).flatMap((tier) => models.filter((one) => one.tier === tier));
}

function tiersOf(models: readonly Model[]): readonly string[] {
  return [...new Set(models.map((one) => one.tier))];
}

/** A model as one types it: a quotation mark has no place within an option's own. */
export function typedName({ displayName, id }: Model): string {
  return displayName.includes('"') ? id : `"${displayName}"`;
}

/** The model that somebody means by its display name or id. */
export function findModel(name: string, models: readonly Model[]): Model | undefined {
  const named = models.map((model) => {
    return { slug: model.id, displayName: model.displayName, model };
  });
  return findNamed(named, name)?.model;
}

/** Whether it is of the tier of that name; without a name every model is. */
export function isOfTier(model: Model, tier: string | undefined): boolean {
  return tier === undefined || sameName(model.tier, tier);
}
