import { z } from 'zod';
import { modelSchema } from '../core/domain/model.ts';
import type { Models } from '../core/ports/model-store.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { rememberedJson } from './json-rows.ts';
import { type Sql, strings } from './query.ts';

const plan = { name: z.string(), tiers: strings, dailyQuota: z.number() };

/** Models, plans and the holders of plans. */
export function modelRows(sql: Sql): Models {
  const configRow = rememberedJson(modelSchema);
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
