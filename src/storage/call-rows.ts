import { z } from 'zod';
import type { ProviderCalls } from '../core/ports/cost-store.ts';
import { change, type Db, query } from './query.ts';

/** The ledger of provider calls: one a generation, written before it is made. */
export function callRows(db: Db): ProviderCalls {
  const begin = change(
    db,
    `INSERT INTO provider_calls
       (generation_id, provider, model_id, begun_at, surface, workspace, by_id, by_name)
     SELECT g.id, ?, ?, ?, pairs.surface, pairs.workspace, g.by_id, g.by_name
     FROM generations AS g JOIN pairs ON pairs.id = g.pair_id WHERE g.id = ?`,
  );
  const end = change(
    db,
    `UPDATE provider_calls SET outcome = coalesce(outcome, ?), cost_usd = coalesce(cost_usd, ?),
       ended_at = coalesce(ended_at, ?) WHERE generation_id = ?`,
  );
  const of = query(
    db,
    'SELECT outcome, cost_usd AS costUsd FROM provider_calls WHERE generation_id = ?',
    z.object({ outcome: z.string().nullable(), costUsd: z.number().nullable() }),
  );
  return {
    begin: (generationId, provider, modelId, at) => {
      const begun = begin(provider, modelId, at, generationId);
      // Money must not be spent unseen.
      if (begun === 0) throw new Error(`there is no generation ${generationId} to call for`);
    },
    end: (generationId, { outcome, costUsd }, at) => {
      end(outcome, costUsd, at, generationId);
    },
    of: of.all,
  };
}
