import { CALL_OUTCOMES, type CostCell } from '../core/domain/cost-report.ts';
import { CALL_PURPOSES } from '../core/domain/provider-call.ts';
import { z } from 'zod';
import type { Costs } from '../core/ports/cost-store.ts';
import { dayOf } from '../core/base/text.ts';
import { DAY_MS } from '../core/base/units.ts';
import { type Db, query } from './query.ts';

const cellRow: z.ZodType<CostCell> = z.object({
  // Days since the epoch: as texts they would take longer than all the rest.
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
export function costRows(db: Db): Costs {
  const everywhere = query(db, cellsWhere(''), cellRow);
  const inWorkspace = query(db, cellsWhere('surface = ? AND workspace = ? AND'), cellRow);
  return {
    cells: (since, scope) =>
      scope === null
        ? everywhere.all(since)
        : inWorkspace.all(scope.surface, scope.workspace, since),
  };
}

/**
 * The ledger has `dropped` also for what was cancelled. An image call that told no cost was free all the same when
 * the price of the spec's model is 0: nothing that ends without an image costs more than one. Generations are read
 * only for these.
 */
function cellsWhere(scope: string): string {
  return `
    WITH told AS (
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
    FROM told LEFT JOIN people ON people.id = by_id
    GROUP BY day, model_id, by_id, outcome, purpose
    ORDER BY day DESC, model_id, by_id, outcome, purpose`;
}
