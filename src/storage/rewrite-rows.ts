import { z } from 'zod';
import { type Rewrite, REWRITE_STATES } from '../core/domain/rewrite.ts';
import { PLAN_FALLBACKS } from '../core/domain/spec.ts';
import type { Rewrites } from '../core/ports/rewrite-store.ts';
import { columnNames, columnsOf, flag, type Sql } from './query.ts';

const shape = {
  generationId: z.string(),
  state: z.enum(REWRITE_STATES),
  original: z.string(),
  rewritten: z.string().nullable(),
  madeBy: z.string().nullable(),
  why: z.enum(PLAN_FALLBACKS).nullable(),
  detail: z.string().nullable(),
  byId: z.string(),
  byName: z.string(),
  bySetting: flag,
  askedAt: z.number(),
  settledAt: z.number().nullable(),
  resultId: z.string().nullable(),
};
export const REWRITE_FIELDS = columnNames(shape);
export const rewriteRow = z.object(shape).transform(({ byId, byName, ...rest }): Rewrite => {
  return { ...rest, by: { id: byId, name: byName } };
});

/** Sorts after every id. */
const LAST = '~';

export function rewriteRows(sql: Sql): Rewrites {
  const begin = sql.change(`
    INSERT INTO rewrites (generation_id, state, original, by_id, by_name, by_setting, asked_at)
     VALUES (?, 'asked', ?, ?, ?, ?, ?)
     ON CONFLICT (generation_id) DO UPDATE SET state = 'asked', by_id = excluded.by_id,
       by_name = excluded.by_name, by_setting = excluded.by_setting, asked_at = excluded.asked_at,
       settled_at = NULL, made_by = NULL, why = NULL, detail = NULL
     WHERE state = 'failed' AND why = 'resting'`);
  const written = sql.change(`
    UPDATE rewrites SET state = 'ready', rewritten = ?, made_by = ?, settled_at = ?
     WHERE generation_id = ? AND state = 'asked'`);
  const failed = sql.change(`
    UPDATE rewrites SET state = 'failed', made_by = ?, why = ?, detail = ?, settled_at = ?
     WHERE generation_id = ? AND state = 'asked'`);
  const settled = sql.change(`
    UPDATE rewrites SET state = ?, result_id = ?, settled_at = ?
     WHERE generation_id = ? AND state = 'ready'`);
  return {
    get: sql.query(`SELECT ${columnsOf(shape)} FROM rewrites WHERE generation_id = ?`, rewriteRow)
      .get,
    begin: ({ generationId, original, by, bySetting }, at) =>
      begin(generationId, original, by.id, by.name, Number(bySetting), at) === 1,
    written: (id, rewritten, madeBy, at) => written(rewritten, madeBy, at, id) === 1,
    failed: (id, { madeBy, why, detail }, at) => failed(madeBy, why, detail, at, id) === 1,
    used: (id, how, resultId, at) => settled(how, resultId, at, id) === 1,
    discarded: (id, at) => settled('discarded', null, at, id) === 1,
    blocked: blockedOf(sql),
  };
}

function blockedOf(sql: Sql): Rewrites['blocked'] {
  const ids = sql.texts(`
    SELECT generations.id FROM generations INDEXED BY generations_blocked
      JOIN pairs ON pairs.id = generations.pair_id
     WHERE generations.state = 'blocked' AND generations.id < ?
       AND pairs.surface = ? AND pairs.workspace = ?
     ORDER BY generations.id DESC LIMIT ?`);
  return ({ surface, workspace }, before, limit) => ids(before ?? LAST, surface, workspace, limit);
}
