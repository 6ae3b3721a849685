import type { Generations } from '../core/ports/pair-store.ts';
import { SqliteError } from 'better-sqlite3';
import { z } from 'zod';
import { failureSchema } from '../core/domain/failure.ts';
import { type Generation, ORIGINS } from '../core/domain/pair.ts';
import { SIDE_STATES, SIDES, imageSchema } from '../core/domain/side.ts';
import { helpedRows } from './helped-rows.ts';
import { change, type Db, json, query, queryTexts } from './query.ts';
import { anySpecSchema, ratioSchema } from '../core/domain/spec.ts';

export const GENERATION_COLUMNS = `generations.id, generations.pair_id AS pairId, side, number, origin,
  from_id AS fromId, by_id AS byId, by_name AS byName, spec, recipe_hash AS recipeHash,
  generations.state, wait_deadline AS waitDeadline, run_deadline AS runDeadline, image, failure,
  generations.created_at AS createdAt, dispatched_at AS dispatchedAt, ended_at AS endedAt,
  delivered_at AS deliveredAt, deleted_at AS deletedAt, staged_tone AS stagedTone,
  staged_angle AS stagedAngle`;

const time = z.number().nullable();

export const generationRow = z
  .object({
    id: z.string(),
    pairId: z.string(),
    side: z.enum(SIDES),
    number: z.number(),
    origin: z.enum(ORIGINS),
    fromId: z.string().nullable(),
    byId: z.string(),
    byName: z.string(),
    spec: json(anySpecSchema),
    recipeHash: z.string(),
    state: z.enum(SIDE_STATES),
    waitDeadline: z.number(),
    runDeadline: time,
    image: json(imageSchema).nullable(),
    failure: json(failureSchema).nullable(),
    createdAt: z.number(),
    dispatchedAt: time,
    endedAt: time,
    deliveredAt: time,
    deletedAt: time,
    stagedTone: ratioSchema,
    stagedAngle: ratioSchema,
  })
  .transform(({ byId, byName, stagedTone, stagedAngle, ...rest }): Generation => {
    const staged = { tone: stagedTone, angle: stagedAngle };
    return { ...rest, by: { id: byId, name: byName }, staged };
  });

/** Generations, with the references that each one used. */
export function generationRows(db: Db): Generations {
  const helped = helpedRows(db);
  const insert = change(
    db,
    `INSERT INTO generations (id, pair_id, side, number, origin, from_id, by_id, by_name, spec,
       recipe_hash, provider, model_id, state, wait_deadline, created_at, staged_tone, staged_angle)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertReference = change(
    db,
    'INSERT INTO generation_references (generation_id, position, role, reference_id) VALUES (?, ?, ?, ?)',
  );
  const byId = query(
    db,
    `SELECT ${GENERATION_COLUMNS} FROM generations WHERE id = ?`,
    generationRow,
  );
  const newest = query(
    db,
    `SELECT ${GENERATION_COLUMNS} FROM generations WHERE pair_id = ? AND side = ?
     ORDER BY number DESC LIMIT 1`,
    generationRow,
  );
  const save = change(
    db,
    `UPDATE generations SET state = ?, run_deadline = ?, image = ?, failure = ?, ended_at = ?,
       dispatched_at = coalesce(?, dispatched_at) WHERE id = ? AND state = ?`,
  );
  const running = queryTexts(db, `SELECT id FROM generations WHERE state = 'running'`);
  const overdue = queryTexts(
    db,
    `SELECT id FROM generations WHERE state = 'waiting' AND wait_deadline < ?
     UNION ALL SELECT id FROM generations WHERE state = 'running' AND run_deadline < ?`,
  );
  const delivered = change(
    db,
    'UPDATE generations SET delivered_at = ? WHERE id = ? AND delivered_at IS NULL',
  );
  const deleted = change(
    db,
    'UPDATE generations SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL',
  );
  const stage = change(
    db,
    `UPDATE generations SET staged_tone = coalesce(?, staged_tone),
       staged_angle = coalesce(?, staged_angle) WHERE id = ?`,
  );
  return {
    insert: (generation) => {
      try {
        insert(...columnsOf(generation));
      } catch (cause) {
        if (isTaken(cause)) throw new Error('the side has a live generation already', { cause });
        throw cause;
      }
      for (const [position, used] of generation.spec.references.entries()) {
        insertReference(generation.id, position, used.role, used.id);
      }
    },
    get: byId.get,
    newest: newest.get,
    save: (attempt, from, now) => {
      const { state, runDeadline, endedAt, id } = attempt;
      const image = attempt.image && JSON.stringify(attempt.image);
      const failure = attempt.failure && JSON.stringify(attempt.failure);
      const dispatchedAt = state === 'running' ? now : null;
      const values = [state, runDeadline, image, failure, endedAt, dispatchedAt, id, from];
      const isSaved = save(...values) === 1;
      if (isSaved && state === 'succeeded') helped.made(id);
      return isSaved;
    },
    running,
    overdue: (now) => overdue(now, now),
    delivered: (id, at) => {
      delivered(at, id);
    },
    deleted: (id, at) => {
      deleted(at, id);
    },
    stage: (id, { tone = null, angle = null }) => {
      stage(tone, angle, id);
    },
  };
}

function columnsOf(one: Generation) {
  return [
    one.id,
    one.pairId,
    one.side,
    one.number,
    one.origin,
    one.fromId,
    one.by.id,
    one.by.name,
    JSON.stringify(one.spec),
    one.recipeHash,
    one.spec.provider,
    one.spec.modelId,
    one.state,
    one.waitDeadline,
    one.createdAt,
    one.staged.tone,
    one.staged.angle,
  ];
}

/** The unique indexes of live generations and of numbers: somebody else started one. */
function isTaken(cause: unknown): boolean {
  return cause instanceof SqliteError && cause.code === 'SQLITE_CONSTRAINT_UNIQUE';
}
