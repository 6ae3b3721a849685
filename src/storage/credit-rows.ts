import type { Credits } from '../core/ports/pair-store.ts';
import { z } from 'zod';
import { PLANNING_OF } from './pair-rows.ts';
import type { Sql } from './query.ts';

const NOTHING = { spent: 0, inFlight: 0, planning: 0 };

/**
 * Credits are counted, not stored: each distinct (side, recipe hash) with a delivered image is charged to the person
 * whose image was delivered first.
 */
export function creditRows(sql: Sql): Credits {
  const spent = `SELECT count(*) FROM generations AS g
     WHERE g.by_id = ? AND g.delivered_at >= ? AND g.delivered_at IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM generations AS earlier
       WHERE earlier.pair_id = g.pair_id AND earlier.side = g.side
         AND earlier.recipe_hash = g.recipe_hash AND earlier.delivered_at IS NOT NULL
         AND (earlier.delivered_at, earlier.id) < (g.delivered_at, g.id))`;
  // A made image that is not posted yet will be charged, unless its message was given up.
  const inFlight = `SELECT count(*) FROM (
       SELECT pair_id, side, recipe_hash FROM generations
       WHERE by_id = ? AND state IN ('waiting', 'running')
       UNION
       SELECT pair_id, side, recipe_hash FROM generations AS made
       WHERE by_id = ? AND state = 'succeeded' AND delivered_at IS NULL AND deleted_at IS NULL
         AND NOT EXISTS (
           SELECT 1 FROM posts WHERE posts.id = made.id AND posts.state IN ('undelivered', 'refused'))
     ) AS due
     WHERE NOT EXISTS (
       SELECT 1 FROM generations AS paid
       WHERE paid.pair_id = due.pair_id AND paid.side = due.side
         AND paid.recipe_hash = due.recipe_hash AND paid.delivered_at IS NOT NULL)`;
  const today = sql.query(
    `SELECT (${spent}) AS spent, (${inFlight}) AS inFlight, (${PLANNING_OF}) AS planning`,
    z.object({ spent: z.number(), inFlight: z.number(), planning: z.number() }),
  );
  const spentSince = sql.number(spent);
  const inFlightNow = sql.number(inFlight);
  const paid = sql.number(`
    SELECT count(*) FROM generations WHERE pair_id = ? AND side = ? AND recipe_hash = ?
       AND delivered_at IS NOT NULL`);
  return {
    spent: spentSince,
    inFlight: (personId) => inFlightNow(personId, personId),
    now: (personId, since) => today.get(personId, since, personId, personId, personId) ?? NOTHING,
    paid: (pairId, side, recipeHash) => paid(pairId, side, recipeHash) > 0,
  };
}
