import type { Generations } from '../core/ports/pair-store.ts';
import { SqliteError } from 'better-sqlite3';
import { z } from 'zod';
import { failureSchema } from '../core/domain/failure.ts';
import { type Generation, ORIGINS } from '../core/domain/pair.ts';
import { SIDE_STATES, SIDES, imageSchema } from '../core/domain/side.ts';
import { helpedRows } from './helped-rows.ts';
import { rememberedJson } from './json-rows.ts';
import { columnNames, columnsOf, GIVEN, json, namesOf, type Sql } from './query.ts';
import { anySpecSchema, ratioSchema } from '../core/domain/spec.ts';

const time = z.number().nullable();
const shape = {
  id: z.string(),
  pairId: z.string(),
  side: z.enum(SIDES),
  number: z.number(),
  origin: z.enum(ORIGINS),
  fromId: z.string().nullable(),
  byId: z.string(),
  byName: z.string(),
  spec: rememberedJson(anySpecSchema),
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
};
export const GENERATION_COLUMNS = columnsOf(shape, 'generations');
export const GENERATION_FIELDS = columnNames(shape);
export const generationRow = z
  .object(shape)
  .transform(({ byId, byName, stagedTone, stagedAngle, ...rest }): Generation => {
    const staged = { tone: stagedTone, angle: stagedAngle };
    return { ...rest, by: { id: byId, name: byName }, staged };
  });

/** Generations, with the references that each one used. */
export function generationRows(sql: Sql): Generations {
  const helped = helpedRows(sql);
  const insert = sql.insert('generations', [...namesOf(shape), 'provider', 'modelId'], '', {
    asker_id: { sql: 'SELECT asker_id FROM pairs WHERE id = ?', by: 'pairId' },
  });
  const insertReferences = sql.change(`
    INSERT INTO generation_references (generation_id, position, role, reference_id)
     SELECT ?, key, value ->> 'role', value ->> 'id' FROM json_each(?)`);
  const find = (where: string) =>
    sql.query(`SELECT ${GENERATION_COLUMNS} FROM generations WHERE ${where}`, generationRow);
  const save = sql.change(`
    UPDATE generations SET state = ?, run_deadline = ?, image = ?, failure = ?, ended_at = ?,
       dispatched_at = coalesce(?, dispatched_at) WHERE id = ? AND state = ?`);
  const overdue = sql.texts(`
    SELECT id FROM generations INDEXED BY generations_wait_deadline
     WHERE state = 'waiting' AND wait_deadline < ?
     UNION ALL SELECT id FROM generations WHERE state = 'running' AND run_deadline < ?`);
  const delivered = sql.change(
    'UPDATE generations SET delivered_at = ? WHERE id = ? AND delivered_at IS NULL',
  );
  const deleted = sql.change(
    'UPDATE generations SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL',
  );
  const stage = sql.change(`UPDATE generations SET staged_tone = coalesce(?, staged_tone),
       staged_angle = coalesce(?, staged_angle) WHERE id = ?`);
  return {
    insert: (generation) => {
      const { spec, by, staged } = generation;
      try {
        insert({
          ...generation,
          byId: by.id,
          byName: by.name,
          provider: spec.provider,
          modelId: spec.modelId,
          stagedTone: staged.tone,
          stagedAngle: staged.angle,
        });
      } catch (cause) {
        if (isTaken(cause)) throw new Error('the side has a live generation already', { cause });
        throw cause;
      }
      if (spec.references.length === 0) return;
      insertReferences(
        generation.id,
        JSON.stringify(spec.references.map(({ role, id }) => ({ role, id }))),
      );
    },
    get: find('id = ?').get,
    newestBeside: find(`(pair_id, side) = (SELECT pair_id, side FROM generations WHERE id = ?)
       ORDER BY number DESC LIMIT 1`).get,
    newest: find(`pair_id = ${GIVEN} AND side = ${GIVEN} ORDER BY number DESC LIMIT 1`).get,
    save: (attempt, from, now) => {
      const { state, runDeadline, endedAt, id } = attempt;
      const image = attempt.image && JSON.stringify(attempt.image);
      const failure = attempt.failure && JSON.stringify(attempt.failure);
      const dispatchedAt = state === 'running' ? now : null;
      const values = [state, runDeadline, image, failure, endedAt, dispatchedAt, id, from];
      const isSaved = save(...values) === 1;
      if (isSaved && state === 'succeeded') helped.countUse(id);
      return isSaved;
    },
    running: sql.texts(`SELECT id FROM generations WHERE state = 'running'`),
    overdue: (now) => overdue(now, now),
    delivered: (id, at) => delivered(at, id),
    deleted: (id, at) => deleted(at, id),
    stage: (id, { tone = null, angle = null }) => stage(tone, angle, id),
  };
}

/** Whether one of the unique indexes on live generations and on numbers refused the row. */
function isTaken(cause: unknown): boolean {
  return cause instanceof SqliteError && cause.code === 'SQLITE_CONSTRAINT_UNIQUE';
}
