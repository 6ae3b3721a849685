import { z } from 'zod';
import { textPlanSchema } from '../core/domain/spec.ts';
import type { PlanCache } from '../core/ports/plan-cache.ts';
import { json, type Sql } from './query.ts';

/** Rows kept: people ask for the same prompt again within days, not years. */
const KEPT = 1_000;

const row = z.object({ madeBy: z.string(), said: json(textPlanSchema) });

/** What text models said of prompts. */
export function planCacheRows(sql: Sql): PlanCache {
  const put = sql.upsert('plan_cache', ['key'], ['madeBy', 'said', 'at']);
  const prune = sql.change(`
    DELETE FROM plan_cache WHERE key IN (
      SELECT key FROM plan_cache ORDER BY at DESC, key LIMIT -1 OFFSET ${KEPT})`);
  return {
    get: sql.query('SELECT made_by AS madeBy, said FROM plan_cache WHERE key = ?', row).get,
    put: (key, plan, at) => {
      put({ key, ...plan, at });
      prune();
    },
  };
}
