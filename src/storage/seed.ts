import type { Store } from '../core/ports/store.ts';
import { seedModels, seedPlans, seedProviders } from './seed-rows.ts';

/** What is made with as long as no key is set and nobody chose anything else. */
const FIRST_DEFAULT = 'sample-basic';

/**
 * Brings the models, plans and providers that a database begins with. What is there already, however it
 * was changed since, stays as it is: so new versions bring new models, and repeating it changes nothing.
 */
export function seedStore(store: Store): void {
  store.transaction(() => {
    const known = new Set(store.models.list().map((one) => one.id));
    const isNew = known.size === 0;
    for (const model of seedModels()) {
      if (known.has(model.id)) continue;
      store.models.put({ ...model, isDefault: isNew && model.id === FIRST_DEFAULT });
    }
    seedRest(store);
  });
}

function seedRest({ models, providers }: Store): void {
  const plans = new Set(models.plans().map((one) => one.name));
  for (const plan of seedPlans()) if (!plans.has(plan.name)) models.putPlan(plan);
  const named = new Set(providers.list().map((one) => one.name));
  for (const provider of seedProviders()) if (!named.has(provider.name)) providers.put(provider);
}
