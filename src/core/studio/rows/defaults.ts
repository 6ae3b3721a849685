import { byRank } from '../../plan/model-offer.ts';
import { BUILT_IN, type Model, type Plan } from '../../domain/model.ts';
import type { Store } from '../../ports/store.ts';

/**
 * Makes the best served model of the default plan the default, while that is a sample and no admin chose it:
 * an operator who sets a key wants its images. A vendor's model never becomes a sample again, because a missing
 * key is an error to report. Returns the new default; undefined when it stays.
 */
export function defaultByKey(store: Store, served: readonly string[]): Model | undefined {
  return store.transaction(() => {
    const { models, settings } = store;
    const standard = models.default();
    if (settings.get('default-model-chosen') !== undefined || standard.provider !== BUILT_IN)
      return undefined;
    const tiers = everybodysPlan(store)?.tiers ?? [];
    const vendors = served.filter((one) => one !== BUILT_IN);
    const better = byRank(models.list()).find(
      (one) => one.active && vendors.includes(one.provider) && tiers.includes(one.tier),
    );
    if (better === undefined) return undefined;
    models.put({ ...standard, isDefault: false });
    models.put({ ...better, isDefault: true });
    return { ...better, isDefault: true };
  });
}

/** The name of the plan of people without another plan. */
export const EVERYBODYS = 'default';

/** It must hold the tier of the default model: else a plain `/generate` is refused to most people. */
export function everybodysPlan({ models }: Pick<Store, 'models'>): Plan | undefined {
  return models.plans().find((one) => one.name === EVERYBODYS);
}
