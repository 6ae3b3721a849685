import type { Store } from '../core/ports/store.ts';
import { seedModels, seedPlans, seedProviders, seedTextModels } from './seed-rows.ts';

/** The default model of a new database. */
const FIRST_DEFAULT = 'sample-basic';

/**
 * Inserts the seed models, text models, plans and providers that the database does not have. Existing rows stay unchanged.
 */
export function seedStore(store: Store): void {
  store.transaction(() => {
    const known = new Set(store.models.list().map((one) => one.id));
    const isNew = known.size === 0;
    for (const model of seedModels()) {
      if (known.has(model.id)) continue;
      store.models.put({ ...model, isDefault: isNew && model.id === FIRST_DEFAULT });
    }
    const textModels = new Set(store.textModels.list().map((one) => one.id));
    for (const row of seedTextModels()) {
      if (!textModels.has(row.id)) store.textModels.put(row);
    }
    const plans = new Set(store.models.plans().map((one) => one.name));
    for (const plan of seedPlans()) if (!plans.has(plan.name)) store.models.putPlan(plan);
    const providers = new Set(store.providers.list().map((one) => one.name));
    for (const provider of seedProviders()) {
      if (!providers.has(provider.name)) store.providers.put(provider);
    }
  });
}
