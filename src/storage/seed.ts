import type { Store } from '../core/repositories.ts';
import { seedModels } from './seed-rows.ts';

/** What is made with as long as no key is set and nobody chose anything else. */
const FIRST_DEFAULT = 'sample-basic';

/**
 * Brings the models and the plan that a database begins with. A model that is there already, however it
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
    if (store.models.plans().length === 0) {
      store.models.putPlan({ name: 'default', tiers: ['basic', 'quality'], dailyQuota: 100 });
    }
  });
}
