import type { LineEntry } from '../core/line/place.ts';
import { z } from 'zod';
import type { Line } from '../core/ports/pair-store.ts';
import { type Db, query } from './query.ts';

const entryRow: z.ZodType<LineEntry> = z.object({
  id: z.string(),
  pairId: z.string(),
  personId: z.string(),
  provider: z.string(),
  modelId: z.string(),
  createdAt: z.number(),
  dispatchedAt: z.number().nullable(),
});
const COLUMNS = `id, pair_id AS pairId, by_id AS personId, provider, model_id AS modelId,
  created_at AS createdAt, dispatched_at AS dispatchedAt`;
/** How many runs an estimate looks back at. */
const RUNS = 20;

/** Who waits, who runs, and how long a model usually takes. */
export function lineRows(db: Db): Line {
  const waiting = query(
    db,
    `SELECT ${COLUMNS} FROM generations WHERE state = 'waiting' ORDER BY created_at, side`,
    entryRow,
  );
  const running = query(
    db,
    `SELECT ${COLUMNS} FROM generations WHERE state = 'running' ORDER BY run_deadline`,
    entryRow,
  );
  const runs = query(
    db,
    `SELECT ended_at - dispatched_at AS ms FROM generations
     WHERE model_id = ? AND state = 'succeeded' ORDER BY ended_at DESC LIMIT ${RUNS}`,
    z.object({ ms: z.number() }),
  );
  const lastDispatched = query(
    db,
    `SELECT dispatched_at AS at FROM generations WHERE by_id = ? AND dispatched_at IS NOT NULL
     ORDER BY dispatched_at DESC LIMIT 1`,
    z.object({ at: z.number() }),
  );
  return {
    waiting: waiting.all,
    running: running.all,
    typicalMs: (modelId) => {
      const sorted = runs
        .all(modelId)
        .map(({ ms }) => ms)
        .toSorted((a, b) => a - b);
      return sorted[Math.floor(sorted.length / 2)] ?? null;
    },
    lastDispatched: (personId) => lastDispatched.get(personId)?.at ?? 0,
  };
}
