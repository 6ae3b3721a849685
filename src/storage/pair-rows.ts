import { SURFACES } from '../core/domain/person.ts';
import { ownReferenceSchema } from '../core/domain/reference.ts';
import { planSchema, RECIPE_NAMES } from '../core/domain/spec.ts';
import { z } from 'zod';
import { type Pair, requestSchema } from '../core/domain/pair.ts';
import type { Pairs } from '../core/ports/pair-store.ts';
import { change, type Db, flag, json, query, queryNumber, queryTexts } from './query.ts';
import { attachmentSchema } from '../core/ports/attachment.ts';
import type { ViewRows } from './view-rows.ts';

const COLUMNS = `id, surface, workspace, channel, thread, asker_id AS askerId, asker_name AS askerName, locale,
  request, seed, recipe_a AS recipeA, recipe_b AS recipeB, state, plan, own, refusal, comparable, created_at AS createdAt,
  plan_deadline AS planDeadline, version`;

const pairRow = z
  .object({
    id: z.string(),
    surface: z.enum(SURFACES),
    workspace: z.string(),
    channel: z.string(),
    thread: z.string().nullable(),
    askerId: z.string(),
    askerName: z.string(),
    locale: z.enum(['en', 'ko']),
    request: json(requestSchema),
    seed: z.number(),
    recipeA: z.enum(RECIPE_NAMES),
    recipeB: z.enum(RECIPE_NAMES),
    state: z.enum(['planning', 'planned', 'refused']),
    plan: json(planSchema).nullable(),
    own: json(z.array(ownReferenceSchema)),
    refusal: z.string().nullable(),
    comparable: flag,
    createdAt: z.number(),
    planDeadline: z.number(),
    version: z.number(),
  })
  .transform(
    ({
      surface,
      workspace,
      channel,
      thread,
      askerId,
      askerName,
      recipeA,
      recipeB,
      ...rest
    }): Pair => {
      const asker = { id: askerId, name: askerName };
      const recipes = { A: recipeA, B: recipeB };
      return { ...rest, asker, recipes, place: { surface, workspace, channel, thread } };
    },
  );

/** Pairs, and the queries over them. */
export function pairRows(db: Db, views: ViewRows): Pairs {
  const byId = query(db, `SELECT ${COLUMNS} FROM pairs WHERE id = ?`, pairRow);
  const attachments = query(
    db,
    'SELECT attachments FROM pairs WHERE id = ?',
    z.object({ attachments: json(z.array(attachmentSchema)) }),
  );
  const insert = change(
    db,
    `INSERT INTO pairs (id, surface, workspace, channel, thread, asker_id, asker_name, locale, request,
       attachments, request_key, state, plan, own, refusal, comparable, created_at, plan_deadline,
       version, seed, recipe_a, recipe_b) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const planned = change(
    db,
    `UPDATE pairs SET state = 'planned', plan = ?, own = ?, comparable = ?, attachments = '[]',
       version = version + 1
     WHERE id = ? AND state = 'planning'`,
  );
  const refused = change(
    db,
    `UPDATE pairs SET state = 'refused', refusal = ?, attachments = '[]', version = version + 1
     WHERE id = ? AND state = 'planning'`,
  );
  const replan = change(
    db,
    `UPDATE pairs SET plan_deadline = ? WHERE id = ? AND state = 'planning'`,
  );
  const touch = change(db, 'UPDATE pairs SET version = version + 1 WHERE id = ?');
  const shown = change(db, 'UPDATE pairs SET shown_version = max(shown_version, ?) WHERE id = ?');
  const byKey = queryTexts(
    db,
    'SELECT id FROM pairs WHERE asker_id = ? AND request_key = ? ORDER BY id',
  );
  const planning = queryTexts(db, `SELECT id FROM pairs WHERE state = 'planning' ORDER BY id`);
  const unshown = queryTexts(db, 'SELECT id FROM pairs WHERE shown_version < version ORDER BY id');
  const planningOf = queryNumber(
    db,
    // Few are in planning, but somebody's pairs may be many: the planner cannot know that.
    `SELECT count(*) FROM pairs INDEXED BY pairs_planning
     WHERE state = 'planning' AND asker_id = ?`,
  );
  const inLineOf = queryNumber(
    db,
    `SELECT count(DISTINCT waiting.pair_id) FROM generations AS waiting INDEXED BY generations_waiting
     CROSS JOIN pairs ON pairs.id = waiting.pair_id
     WHERE waiting.state = 'waiting' AND pairs.asker_id = ? AND NOT EXISTS (
       SELECT 1 FROM generations AS other
       WHERE other.pair_id = waiting.pair_id AND other.state = 'running')`,
  );
  const history = query(
    db,
    `SELECT ${COLUMNS} FROM pairs WHERE asker_id = ? AND workspace = ? AND id < ?
     ORDER BY id DESC LIMIT ?`,
    pairRow,
  );
  return {
    insert: (pair, attached, requestKey) => {
      insert(...columnsOf(pair), JSON.stringify(attached), requestKey, ...laterColumnsOf(pair));
    },
    byRequestKey: byKey,
    get: byId.get,
    view: (id) => {
      const pair = byId.get(id);
      return pair && views.of(pair);
    },
    attachments: (id) => attachments.get(id)?.attachments ?? [],
    planned: (id, plan, own, comparable) =>
      planned(JSON.stringify(plan), JSON.stringify(own), Number(comparable), id) === 1,
    refused: (id, refusal) => refused(refusal, id) === 1,
    replan: (id, planDeadline) => {
      replan(planDeadline, id);
    },
    planning,
    planningOf,
    waitingOf: (personId) => planningOf(personId) + inLineOf(personId),
    touch: (id) => {
      touch(id);
    },
    unshown,
    shown: (id, version) => {
      shown(version, id);
    },
    history: (personId, workspace, before, limit) =>
      history.all(personId, workspace, before ?? LAST, limit).map((pair) => views.of(pair)),
  };
}

/** Sorts after every id. */
const LAST = '~';

function columnsOf({ id, place, asker, locale, request }: Pair) {
  const { surface, workspace, channel, thread } = place;
  return [
    id,
    surface,
    workspace,
    channel,
    thread,
    asker.id,
    asker.name,
    locale,
    JSON.stringify(request),
  ];
}

function laterColumnsOf(pair: Pair) {
  return [
    pair.state,
    pair.plan === null ? null : JSON.stringify(pair.plan),
    JSON.stringify(pair.own),
    pair.refusal,
    Number(pair.comparable),
    pair.createdAt,
    pair.planDeadline,
    pair.version,
    pair.seed,
    pair.recipes.A,
    pair.recipes.B,
  ];
}
