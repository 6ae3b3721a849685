import type { Access } from '../core/ports/access-store.ts';
import { z } from 'zod';
import type { Settings } from '../core/ports/store.ts';
import {
  change,
  columnsOf,
  type Db,
  namesOf,
  query,
  queryColumn,
  queryNumber,
  strings,
  upsert,
} from './query.ts';

/** Milliseconds between updates of when a person was last seen. */
const SEEN_MS = 3_600_000;
const person = { name: z.string(), locale: z.enum(['en', 'ko']), seenAt: z.number() };
const rules = { roles: strings, channels: strings };

/** People who used the bot, people who are blocked, and the rules of workspaces. */
export function accessRows(db: Db): Access {
  const putPerson = upsert(db, 'people', ['id'], namesOf(person));
  const personById = query(
    db,
    `SELECT ${columnsOf(person)} FROM people WHERE id = ?`,
    z.object(person),
  );
  const blocked = queryNumber(db, 'SELECT count(*) FROM blocked_people WHERE id = ?');
  const block = change(
    db,
    `INSERT INTO blocked_people (id, by_id, reason, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  );
  const rulesOf = query(
    db,
    `SELECT ${columnsOf(rules)} FROM workspace_rules WHERE workspace = ?`,
    z.object(rules),
  );
  const putRules = upsert(db, 'workspace_rules', ['workspace'], namesOf(rules));
  return {
    seen: ({ person: { id, name }, locale }, at) => {
      const before = personById.get(id);
      const same = before?.name === name && before.locale === locale;
      // Saves a write to disk for most visits.
      if (same && at - before.seenAt < SEEN_MS) return;
      putPerson({ id, name, locale, seenAt: at });
    },
    localeOf: (personId) => personById.get(personId)?.locale,
    block,
    unblock: change(db, 'DELETE FROM blocked_people WHERE id = ?'),
    isBlocked: (personId) => blocked(personId) > 0,
    rules: (workspace) => rulesOf.get(workspace) ?? { roles: [], channels: [] },
    putRules: (workspace, { roles, channels }) => putRules({ workspace, roles, channels }),
  };
}

export function settingRows(db: Db): Settings {
  const put = upsert(db, 'settings', ['name'], ['value']);
  return {
    get: queryColumn(db, 'SELECT value FROM settings WHERE name = ?', z.string()).get,
    put: (name, value) => put({ name, value }),
  };
}
