import { CALL_OUTCOMES, type CostCell } from '../core/domain/cost-report.ts';
import { CALL_PURPOSES } from '../core/domain/provider-call.ts';
import { z } from 'zod';
import type { Costs } from '../core/ports/cost-store.ts';
import { dayOf } from '../core/base/text.ts';
import { DAY_MS } from '../core/base/units.ts';
import type { Sql } from './query.ts';

const cellRow: z.ZodType<CostCell> = z.object({
  // Days since the epoch, because formatting them in SQL would take longer than the rest of the query.
  day: z.number().transform((days) => dayOf(days * DAY_MS)),
  modelId: z.string(),
  purpose: z.enum(CALL_PURPOSES),
  personId: z.string(),
  personName: z.string(),
  outcome: z.enum(CALL_OUTCOMES),
  calls: z.number(),
  unknown: z.number(),
  usd: z.number().nullable(),
});

/** Sums over the ledger of provider calls. */
export function costRows(sql: Sql): Costs {
  const everywhere = sql.query(cellsWhere(''), cellRow);
  const inWorkspace = sql.query(cellsWhere('surface = ? AND workspace = ? AND'), cellRow);
  return {
    cells: (since, scope) =>
      scope === null
        ? everywhere.all(since)
        : inWorkspace.all(scope.surface, scope.workspace, since),
  };
}

/**
 * The ledger has `dropped` also for cancelled generations. An image call without a known cost was free when the spec's
 * price is 0, however it ended. Generations are read only for these two cases.
 */
function cellsWhere(scope: string): string {
  return `
    WITH priced AS (
      SELECT begun_at / ${DAY_MS} AS day, model_id, purpose, by_id, by_name,
        CASE WHEN outcome IS NULL THEN 'running'
          WHEN outcome = 'dropped' THEN coalesce((SELECT state FROM generations AS g
            WHERE g.id = generation_id AND state = 'cancelled'), outcome)
          ELSE outcome END AS outcome,
        coalesce(cost_usd, (
          SELECT 0 FROM generations AS g WHERE purpose = 'image' AND g.id = generation_id
            AND g.model_id = calls.model_id AND spec ->> '$.price.image' = 0
            AND spec ->> '$.price.tokens' IS NULL)) AS usd
      FROM provider_calls AS calls WHERE ${scope} begun_at >= ?)
    SELECT day, model_id AS modelId, purpose, by_id AS personId, outcome, count(*) AS calls,
      count(*) - count(usd) AS unknown, sum(usd) AS usd,
      coalesce(people.name, max(by_name)) AS personName
    FROM priced LEFT JOIN people ON people.id = by_id
    GROUP BY day, model_id, by_id, outcome, purpose
    ORDER BY day DESC, model_id, by_id, outcome, purpose`;
}
