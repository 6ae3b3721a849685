import type { Credits } from '../core/ports/pair-store.ts';
import { z } from 'zod';
import { PLANNING_OF } from './pair-rows.ts';
import type { Sql } from './query.ts';

/** A made image that is not posted yet will be charged, unless its message was given up. */
function isDue(made: string): string {
  return `${made}.state = 'succeeded' AND ${made}.delivered_at IS NULL AND ${made}.deleted_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM posts
      WHERE posts.id = ${made}.id AND posts.state IN ('undelivered', 'refused'))`;
}

function unpaid(one: string): string {
  return `NOT EXISTS (SELECT 1 FROM generations AS paid
    WHERE ${isSameRecipe('paid', one)} AND paid.delivered_at IS NOT NULL)`;
}

function isSameRecipe(one: string, other: string): string {
  return `${one}.pair_id = ${other}.pair_id AND ${one}.side = ${other}.side
    AND ${one}.recipe_hash = ${other}.recipe_hash`;
}

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
  // SQLite's planner takes a person's whole history for as short as what is live of it.
  const live = `SELECT count(*) FROM generations AS live INDEXED BY generations_by_live
     WHERE live.by_id = ? AND live.state IN ('waiting', 'running') AND ${unpaid('live')}`;
  const made = `SELECT count(*) FROM generations AS made INDEXED BY generations_made
     WHERE made.by_id = ? AND ${isDue('made')} AND ${unpaid('made')} AND NOT EXISTS (
       SELECT 1 FROM generations AS other
       WHERE ${isSameRecipe('other', 'made')} AND other.by_id = made.by_id
         AND (other.state IN ('waiting', 'running') OR other.id < made.id AND ${isDue('other')}))`;
  const inFlight = `SELECT (${live}) + (${made})`;
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
