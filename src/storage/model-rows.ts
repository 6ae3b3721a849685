import { z } from 'zod';
import { modelSchema } from '../core/domain/model.ts';
import type { Models } from '../core/ports/model-store.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { cached } from './cached.ts';
import { rememberedJson } from './json-rows.ts';
import { type Sql, strings } from './query.ts';

const plan = { name: z.string(), tiers: strings, dailyQuota: z.number() };

/** Models, plans and the holders of plans. */
export function modelRows(sql: Sql): Models {
  const configRow = rememberedJson(modelSchema);
  const find = (rest: string) => sql.column(`SELECT config FROM model_configs ${rest}`, configRow);
  const list = find('ORDER BY id').all;
  const all = cached(
    sql,
    'model_version',
  )(() => {
    const models = list();
    return { list: models, byId: new Map(models.map((one) => [one.id, one])) };
  });
  const standard = find('WHERE is_default = 1 AND active = 1');
  const put = sql.upsert('model_configs', ['id'], ['config', 'active', 'isDefault']);
  const planHeld = sql.query(
    `WITH held (name) AS (SELECT coalesce(
       (SELECT plan FROM plan_holders WHERE holder = ?),
       -- Most people have no roles.
       iif(? = '[]', NULL, (
         SELECT plan FROM json_each(?) AS holders JOIN plan_holders ON holder = holders.value
         ORDER BY holders.key LIMIT 1)),
       'default'))
     SELECT held.name, tiers, daily_quota AS dailyQuota
     FROM held LEFT JOIN plans ON plans.name = held.name`,
    z.object({ ...plan, tiers: strings.nullable(), dailyQuota: z.number().nullable() }),
  );
  const hold = sql.upsert('plan_holders', ['holder'], ['plan']);
  return {
    list: () => all().list,
    get: (id) => all().byId.get(id),
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
      const holders = JSON.stringify(roles.map((role) => `role:${role}`));
      const {
        name = '',
        tiers = null,
        dailyQuota = null,
      } = planHeld.get(person.id, holders, holders) ?? {};
      if (tiers === null || dailyQuota === null) throw new Error(`there is no plan "${name}"`);
      return { name, tiers, dailyQuota };
    },
  };
}
