import { z } from 'zod';
import { type Model, modelSchema, type Plan } from '../core/domain/model.ts';
import type { Models } from '../core/ports/model-store.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { change, type Db, json, query, queryTexts, strings } from './query.ts';

/** Texts of rows that are kept as read: far more than there are models. */
const KEPT = 500;
const planRow: z.ZodType<Plan> = z.object({
  name: z.string(),
  tiers: strings,
  dailyQuota: z.number(),
});
const PLAN = 'plans.name, plans.tiers, plans.daily_quota AS dailyQuota';

/** Models, plans and who holds which. */
export function modelRows(db: Db): Models {
  const configRow = modelReader();
  const list = query(db, 'SELECT config FROM model_configs ORDER BY id', configRow);
  const byId = query(db, 'SELECT config FROM model_configs WHERE id = ?', configRow);
  const standard = query(
    db,
    'SELECT config FROM model_configs WHERE is_default = 1 AND active = 1',
    configRow,
  );
  const put = change(
    db,
    `INSERT INTO model_configs (id, config, active, is_default) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET config = excluded.config, active = excluded.active,
       is_default = excluded.is_default`,
  );
  const plans = query(db, `SELECT ${PLAN} FROM plans ORDER BY name`, planRow);
  const planNamed = query(db, `SELECT ${PLAN} FROM plans WHERE name = ?`, planRow);
  const planHeld = queryTexts(db, 'SELECT plan FROM plan_holders WHERE holder = ?');
  const holdersOf = queryTexts(
    db,
    'SELECT holder FROM plan_holders WHERE plan = ? ORDER BY holder',
  );
  const putPlan = change(
    db,
    `INSERT INTO plans (name, tiers, daily_quota) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET tiers = excluded.tiers, daily_quota = excluded.daily_quota`,
  );
  const hold = change(
    db,
    `INSERT INTO plan_holders (holder, plan) VALUES (?, ?)
     ON CONFLICT (holder) DO UPDATE SET plan = excluded.plan`,
  );
  return {
    list: () => list.all(),
    get: byId.get,
    default: () => {
      const model = standard.get();
      if (model === undefined) {
        throw new StartupError(
          'The database has no active default model: mark one row of model_configs as active and default, or restore a copy from the data folder.',
        );
      }
      return model;
    },
    put: (model) => {
      put(model.id, JSON.stringify(model), Number(model.active), Number(model.isDefault));
    },
    plans: () => plans.all(),
    putPlan: ({ name, tiers, dailyQuota }) => {
      putPlan(name, JSON.stringify(tiers), dailyQuota);
    },
    holdPlan: (holder, plan) => {
      hold(holder, plan);
    },
    holdersOf: (plan) => holdersOf(plan),
    planOf: ({ person, roles }) => {
      const holders = [person.id, ...roles.map((role) => `role:${role}`)];
      const held = holders.flatMap((holder) => planHeld(holder))[0] ?? 'default';
      const plan = planNamed.get(held);
      if (plan === undefined) throw new Error(`there is no plan "${held}"`);
      return plan;
    },
  };
}

/** Every command reads all models: a row that was read before, to the letter, is not checked again. */
function modelReader(): z.ZodType<Model> {
  const row = z.object({ config: json(modelSchema) });
  const known = new Map<string, Model>();
  return z.object({ config: z.string() }).transform(({ config }): Model => {
    const before = known.get(config);
    if (before !== undefined) return before;
    const model: Model = row.parse({ config }).config;
    if (known.size >= KEPT) known.clear();
    known.set(config, model);
    return model;
  });
}
