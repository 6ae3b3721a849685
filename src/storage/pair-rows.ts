import { SURFACES } from '../core/domain/person.ts';
import { ownReferenceSchema } from '../core/domain/reference.ts';
import { planSchema, RECIPE_NAMES } from '../core/domain/spec.ts';
import { z } from 'zod';
import { type Pair, requestSchema } from '../core/domain/pair.ts';
import type { Pairs } from '../core/ports/pair-store.ts';
import { rememberedJson } from './json-rows.ts';
import { columnsOf, flag, GIVEN, json, namesOf, type Sql, strings, textsSchema } from './query.ts';
import { attachmentSchema } from '../core/ports/attachment.ts';
import { queryViews } from './view-rows.ts';

const shape = {
  id: z.string(),
  surface: z.enum(SURFACES),
  workspace: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  askerId: z.string(),
  askerName: z.string(),
  askerRoles: strings,
  locale: z.enum(['en', 'ko']),
  request: rememberedJson(requestSchema),
  seed: z.number(),
  recipeA: z.enum(RECIPE_NAMES),
  recipeB: z.enum(RECIPE_NAMES),
  state: z.enum(['planning', 'planned', 'refused']),
  plan: rememberedJson(planSchema).nullable(),
  own: rememberedJson(z.array(ownReferenceSchema)),
  refusal: json(textsSchema).nullable(),
  comparable: flag,
  createdAt: z.number(),
  planDeadline: z.number(),
  version: z.number(),
};

const pairRow = z.object(shape).transform((row): Pair => {
  const { surface, workspace, channel, thread, askerId, askerName, recipeA, recipeB, ...pair } =
    row;
  return {
    ...pair,
    asker: { id: askerId, name: askerName },
    recipes: { A: recipeA, B: recipeB },
    place: { surface, workspace, channel, thread },
  };
});

/**
 * The number of a person's pairs in planning. SQLite's planner cannot know that few pairs are, while one person may have many.
 */
export const PLANNING_OF = `SELECT count(*) FROM pairs INDEXED BY pairs_planning
  WHERE state = 'planning' AND asker_id = ?`;

export function pairRows(sql: Sql): Pairs {
  const columns = columnsOf(shape, 'pairs');
  const views = (where: string) => queryViews(sql, columns, pairRow, where);
  const history = views('asker_id = ? AND workspace = ? AND id < ? ORDER BY id DESC LIMIT ?');
  const prompts = sql.query(
    `SELECT id, request ->> '$.prompt' AS prompt FROM pairs
     WHERE asker_id = ? AND workspace = ? AND id < ? ORDER BY id DESC LIMIT ?`,
    z.object({ id: z.string(), prompt: z.string() }),
  );
  const attachments = sql.column(
    'SELECT attachments FROM pairs WHERE id = ?',
    json(z.array(attachmentSchema)),
  );
  const fingerprintOf = sql.column(
    'SELECT fingerprint FROM pairs WHERE id = ?',
    z.string().nullable(),
  );
  const insert = sql.insert('pairs', [
    ...namesOf(shape),
    'attachments',
    'requestKey',
    'fingerprint',
  ]);
  const planned = sql.change(`
    UPDATE pairs SET state = 'planned', plan = ?, own = ?, comparable = ?, attachments = '[]',
       version = version + 1
     WHERE id = ? AND state = 'planning'`);
  const refused = sql.change(`
    UPDATE pairs SET state = 'refused', refusal = ?, version = version + 1,
       attachments = iif(?, attachments, '[]')
     WHERE id = ? AND state = 'planning'`);
  const countOfRequest = sql.number(`
    SELECT count(*) FROM pairs AS one JOIN pairs AS each ON each.id = one.id OR
       (each.asker_id = one.asker_id AND each.request_key = one.request_key)
     WHERE one.id = ?`);
  const replan = sql.change(
    `UPDATE pairs SET plan_deadline = ? WHERE id = ? AND state = 'planning'`,
  );
  const shown = sql.change('UPDATE pairs SET shown_version = ? WHERE id = ? AND shown_version < ?');
  const waitingOf = sql.number(`
    SELECT (${PLANNING_OF}) + (
     SELECT count(*) FROM generations AS waiting INDEXED BY generations_asker
     WHERE waiting.state = 'waiting' AND waiting.asker_id = ? AND NOT EXISTS (
       SELECT 1 FROM generations AS other
       WHERE other.pair_id = waiting.pair_id AND (other.state = 'running'
         OR other.state = 'waiting' AND other.side < waiting.side)))`);
  return {
    insert: (pair, attached, requestKey, fingerprint = null) => {
      const { asker, place, recipes } = pair;
      insert({
        ...pair,
        ...place,
        askerId: asker.id,
        askerName: asker.name,
        recipeA: recipes.A,
        recipeB: recipes.B,
        attachments: attached,
        requestKey,
        fingerprint,
      });
    },
    fingerprintOf: (id) => fingerprintOf.get(id) ?? null,
    byRequestKey: sql.texts(
      `SELECT id FROM pairs WHERE asker_id = ${GIVEN} AND request_key = ${GIVEN} ORDER BY id`,
    ),
    get: sql.query(`SELECT ${columns} FROM pairs WHERE id = ?`, pairRow).get,
    view: views('id = ?').get,
    attachments: (id) => attachments.get(id) ?? [],
    planned: (id, plan, own, comparable) =>
      planned(JSON.stringify(plan), JSON.stringify(own), Number(comparable), id) === 1,
    refused: (id, refusal, { keepsAttachments } = { keepsAttachments: false }) =>
      refused(JSON.stringify(refusal), Number(keepsAttachments), id) === 1,
    countOfRequest,
    replan: (id, planDeadline) => replan(planDeadline, id),
    planning: sql.texts(`SELECT id FROM pairs WHERE state = 'planning' ORDER BY id`),
    unplannedAt: sql.texts(
      `SELECT id FROM pairs WHERE state = 'planning' AND plan_deadline < ${GIVEN} ORDER BY id`,
    ),
    waitingOf: (personId) => waitingOf(personId, personId),
    touch: sql.change('UPDATE pairs SET version = version + 1 WHERE id = ?'),
    unshown: sql.texts('SELECT id FROM pairs WHERE shown_version < version ORDER BY id'),
    shown: (id, version) => shown(version, id, version),
    history: (personId, workspace, before, limit) =>
      history.all(personId, workspace, before ?? LAST, limit),
    prompts: (personId, workspace, before, limit) =>
      prompts.all(personId, workspace, before ?? LAST, limit),
  };
}

/** Sorts after every id. */
const LAST = '~';
