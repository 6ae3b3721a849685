import { z } from 'zod';
import type { Line, LineTotals } from '../core/ports/pair-store.ts';
import { entryRow, RUNNING_RIVALS } from './entry-rows.ts';
import { json, type Sql } from './query.ts';

const totalsRow: z.ZodType<LineTotals> = z.object({
  waiting: z.number(),
  running: z.number(),
  oldestWaitingAt: z.number().nullable(),
});
const COLUMNS = `id, pair_id AS pairId, by_id AS personId, provider, model_id AS modelId,
  created_at AS createdAt`;
/** Where the newest generation is stored, and one that waits, if any does. Rows are never deleted, so their numbers grow. */
const newcomerRow = z.object({ mark: z.number(), entry: json(entryRow).nullable() });
/** How many runs of a model an estimate uses. */
const RUNS = 20;

/** Waiting and running generations, and how long a model usually takes. */
export function lineRows(sql: Sql): Line {
  const list = (dispatchedAt: string, rest: string) =>
    sql.query(
      `SELECT ${COLUMNS}, ${dispatchedAt} AS dispatchedAt FROM generations ${rest}`,
      entryRow,
    ).all;
  const newcomers = sql.query(
    `SELECT newest.mark, iif(id IS NULL, NULL, json_object('id', id, 'pairId', pair_id,
       'personId', by_id, 'provider', provider, 'modelId', model_id, 'createdAt', created_at,
       'dispatchedAt', NULL)) AS entry
     FROM (SELECT coalesce(max(rowid), 0) AS mark FROM generations) AS newest
     LEFT JOIN generations NOT INDEXED ON generations.rowid > ? AND state = 'waiting'
     ORDER BY generations.rowid`,
    newcomerRow,
  );
  // A race waits for other models and for its judge: of one, the time of this model's own candidate counts, if it made an image.
  const runs = sql.column(
    `SELECT ended_at - dispatched_at FROM (
       SELECT iif(candidates.id IS NULL, generations.state, candidates.state) AS made,
         iif(candidates.id IS NULL, generations.ended_at, candidates.ended_at) AS ended_at,
         iif(candidates.id IS NULL, generations.dispatched_at, candidates.dispatched_at) AS dispatched_at
       FROM generations LEFT JOIN candidates ON generation_id = generations.id AND candidates.number = 1
       WHERE generations.model_id = ? AND generations.state = 'succeeded'
       ORDER BY generations.ended_at DESC LIMIT ${RUNS})
     WHERE made = 'succeeded'`,
    z.number(),
  );
  const lastDispatched = sql.column(
    `SELECT dispatched_at FROM generations WHERE by_id = ? AND dispatched_at IS NOT NULL
     ORDER BY dispatched_at DESC LIMIT 1`,
    z.number(),
  );
  const planning = sql.query(
    `SELECT request ->> '$.modelId' AS a, request ->> '$.versus.modelId' AS b
     FROM pairs INDEXED BY pairs_planning WHERE state = 'planning' ORDER BY id`,
    z.object({ a: z.string(), b: z.string().nullable() }),
  );
  // Each candidate of a race takes a slot: the generation stands for the first, until that has ended.
  const running = sql.query(
    `SELECT * FROM (SELECT ${COLUMNS}, dispatched_at AS dispatchedAt FROM generations
       WHERE state = 'running' AND NOT EXISTS (SELECT 1 FROM candidates
         WHERE generation_id = generations.id AND number = 1 AND ended_at IS NOT NULL)
       ORDER BY run_deadline)
     UNION ALL ${RUNNING_RIVALS}`,
    entryRow,
  );
  const totals = sql.query(
    `SELECT (SELECT count(*) FROM generations WHERE state = 'waiting') AS waiting,
       (SELECT count(*) FROM generations WHERE state = 'running') AS running,
       (SELECT min(created_at) FROM generations WHERE state = 'waiting') AS oldestWaitingAt`,
    totalsRow,
  );
  return {
    totals: () => totals.get() ?? { waiting: 0, running: 0, oldestWaitingAt: null },
    planning: () => planning.all().flatMap(({ a, b }) => [a, b ?? a]),
    // Each value is in the index, so that no row is read.
    waiting: list(
      'NULL',
      `INDEXED BY generations_line WHERE state = 'waiting' ORDER BY created_at, pair_id, side`,
    ),
    joined: (mark) => {
      const rows = newcomers.all(mark);
      const entries = rows.flatMap(({ entry }) => entry ?? []);
      return { mark: rows[0]?.mark ?? mark, entries };
    },
    running: running.all,
    typicalMs: (modelId) => {
      const sorted = runs.all(modelId).toSorted((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] ?? null;
    },
    lastDispatched: (personId) => lastDispatched.get(personId) ?? 0,
  };
}
