import { byRank } from '../../plan/model-offer.ts';
import { BUILT_IN, type Model, type Plan } from '../../domain/model.ts';
import type { Store } from '../../ports/store.ts';

/**
 * As long as no admin chose a default model and it is still a sample, the first model by rank that a key is
 * there for becomes it, of those that everybody may use: whoever sets a key wants its images. Never back: a
 * key that is missing later is a fault to be told, not a reason to paint samples. The new default; undefined
 * when nothing changes.
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

/** The plan of everybody who was given no other. */
export const EVERYBODYS = 'default';

/** The default model must be of one of its tiers: else `/generate` alone is refused to most people. */
export function everybodysPlan({ models }: Pick<Store, 'models'>): Plan | undefined {
  return models.plans().find((one) => one.name === EVERYBODYS);
}
