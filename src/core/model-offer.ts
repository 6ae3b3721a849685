import type { Model, Plan } from './models.ts';
import { findNamed, sameName } from './names.ts';

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

/** The tiers that somebody may use now, the default one first. */
export function usableTiers(offer: ModelOffer): readonly string[] {
  return tiersOf(usableModels(offer));
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

/** The model that somebody means by its display name or id. */
export function findModel(name: string, models: readonly Model[]): Model | undefined {
  const named = models.map((model) => {
    return { slug: model.id, displayName: model.displayName, model };
  });
  return findNamed(named, name)?.model;
}

/** The first of the tier of that name, else the model of that name. */
export function modelMeant(name: string, models: readonly Model[]): Model | undefined {
  return models.find((one) => sameName(one.tier, name)) ?? findModel(name, models);
}
