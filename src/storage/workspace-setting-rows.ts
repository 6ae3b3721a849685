import { z } from 'zod';
import { SURFACES } from '../core/domain/person.ts';
import { ACT_KINDS, ACT_STATES, type PlannedAct } from '../core/domain/planned-act.ts';
import { SIDES } from '../core/domain/side.ts';
import { SETTING_NAMES, type WorkspaceSetting } from '../core/domain/workspace-setting.ts';
import type { PlannedActs, WorkspaceSettings } from '../core/ports/workspace-setting-store.ts';
import { columnNames, columnsOf, json, namesOf, type Sql, textsSchema } from './query.ts';

const workspace = { surface: z.enum(SURFACES), workspace: z.string() };
const setting = {
  name: z.enum(SETTING_NAMES),
  value: z.string(),
  byId: z.string(),
  byName: z.string(),
  at: z.number(),
};
const settingRow = z.object(setting).transform(({ byId, byName, ...rest }): WorkspaceSetting => {
  return { ...rest, by: { id: byId, name: byName } };
});

/** What each workspace lets the hub do by itself. */
export function workspaceSettingRows(sql: Sql): WorkspaceSettings {
  const of = sql.query(
    `SELECT ${columnsOf(setting)} FROM workspace_settings
     WHERE surface = ? AND workspace = ? ORDER BY name`,
    settingRow,
  );
  const put = sql.upsert(
    'workspace_settings',
    ['surface', 'workspace', 'name'],
    ['value', 'byId', 'byName', 'at'],
  );
  const workspaces = sql.query(
    'SELECT DISTINCT surface, workspace FROM workspace_settings ORDER BY surface, workspace',
    z.object(workspace),
  );
  return {
    of: (at) => of.all(at.surface, at.workspace),
    put: ({ surface, workspace: name }, { by, ...rest }) => {
      put({ ...rest, surface, workspace: name, byId: by.id, byName: by.name });
    },
    workspaces: workspaces.all,
  };
}

const act = {
  generationId: z.string(),
  pairId: z.string(),
  side: z.enum(SIDES),
  kind: z.enum(ACT_KINDS),
  number: z.number(),
  total: z.number(),
  modelId: z.string().nullable(),
  byId: z.string(),
  byName: z.string(),
  plannedAt: z.number(),
  dueAt: z.number(),
  state: z.enum(ACT_STATES),
  why: json(textsSchema).nullable(),
};
export const ACT_FIELDS = columnNames(act);
export const actRow = z.object(act).transform(({ byId, byName, ...rest }): PlannedAct => {
  return { ...rest, by: { id: byId, name: byName } };
});

/** Reads acts, by a condition. */
function queryActs(sql: Sql, rest: string) {
  const columns = columnsOf(act, 'planned_acts');
  return sql.query(`SELECT ${columns} FROM planned_acts ${rest}`, actRow);
}

/** The acts that settings cause. */
export function plannedActRows(sql: Sql): PlannedActs {
  const insert = sql.insert('planned_acts', namesOf(act), 'ON CONFLICT DO NOTHING');
  const end = sql.change(
    `UPDATE planned_acts SET state = ?, why = ? WHERE generation_id = ? AND state = 'planned'`,
  );
  const dropOfSide = sql.change(
    `UPDATE planned_acts SET state = 'dropped'
     WHERE pair_id = ? AND side = ? AND state = 'planned'`,
  );
  const plannedIn = queryActs(
    sql,
    `INDEXED BY planned_acts_due JOIN pairs ON pairs.id = planned_acts.pair_id
     WHERE planned_acts.state = 'planned' AND surface = ? AND workspace = ? ORDER BY due_at`,
  );
  return {
    plan: ({ by, ...rest }) => insert({ ...rest, byId: by.id, byName: by.name }) === 1,
    get: queryActs(sql, 'WHERE generation_id = ?').get,
    due: queryActs(sql, `WHERE state = 'planned' AND due_at <= ? ORDER BY due_at`).all,
    plannedIn: (at) => plannedIn.all(at.surface, at.workspace),
    done: (id) => end('done', null, id) === 1,
    drop: (id, why) => end('dropped', why && JSON.stringify(why), id) === 1,
    dropOfSide: (pairId, side) => {
      dropOfSide(pairId, side);
    },
  };
}
