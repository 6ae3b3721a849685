import { z } from 'zod';
import { type Model, modelSchema } from '../core/domain/model.ts';
import type { Models } from '../core/ports/model-store.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { json, type Sql, strings } from './query.ts';

/** How many checked rows are cached: far more than there are models. */
const CACHED = 500;
const plan = { name: z.string(), tiers: strings, dailyQuota: z.number() };

/** Models, plans and the holders of plans. */
export function modelRows(sql: Sql): Models {
  const configRow = cachedModel();
  const find = (rest: string) => sql.column(`SELECT config FROM model_configs ${rest}`, configRow);
  const standard = find('WHERE is_default = 1 AND active = 1');
  const put = sql.upsert('model_configs', ['id'], ['config', 'active', 'isDefault']);
  const planNamed = sql.select('plans', plan, 'WHERE name = ?');
  const planHeld = sql.texts('SELECT plan FROM plan_holders WHERE holder = ?');
  const hold = sql.upsert('plan_holders', ['holder'], ['plan']);
  return {
    list: find('ORDER BY id').all,
    get: find('WHERE id = ?').get,
    default: () => {
      const model = standard.get();
      if (model === undefined) {
        throw new StartupError(
          'The database has no active default model: mark one row of model_configs as active and default, or restore a copy from the data folder.',
        );
      }
      return model;
    },
    put: (model) => put({ ...model, config: model }),
    plans: sql.select('plans', plan, 'ORDER BY name').all,
    putPlan: sql.upsert('plans', ['name'], ['tiers', 'dailyQuota']),
    holdPlan: (holder, name) => hold({ holder, plan: name }),
    holdersOf: sql.texts('SELECT holder FROM plan_holders WHERE plan = ? ORDER BY holder'),
    planOf: ({ person, roles }) => {
      const holders = [person.id, ...roles.map((role) => `role:${role}`)];
      const held = holders.flatMap((holder) => planHeld(holder))[0] ?? 'default';
      const found = planNamed.get(held);
      if (found === undefined) throw new Error(`there is no plan "${held}"`);
      return found;
    },
  };
}

/** Caches checked rows by their text, because every command reads all models. */
function cachedModel(): z.ZodType<Model> {
  const row = json(modelSchema);
  const known = new Map<string, Model>();
  return z.string().transform((config): Model => {
    const before = known.get(config);
    if (before !== undefined) return before;
    const model: Model = row.parse(config);
    if (known.size >= CACHED) known.clear();
    known.set(config, model);
    return model;
  });
}
