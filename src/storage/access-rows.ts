import type { Access } from '../core/ports/access-store.ts';
import { z } from 'zod';
import { storageFault } from '../core/ports/storage-fault.ts';
import type { Settings } from '../core/ports/settings.ts';
import { namesOf, type Sql, strings } from './query.ts';

/** Milliseconds between updates of when a person was last seen. */
const SEEN_MS = 3_600_000;
const person = { name: z.string(), locale: z.enum(['en', 'ko']), seenAt: z.number() };
const rules = { roles: strings, channels: strings };

/** People who used the bot, people who are blocked, and the rules of workspaces. */
export function accessRows(sql: Sql): Access {
  const putPerson = sql.upsert('people', ['id'], namesOf(person));
  const personById = sql.select('people', person, 'WHERE id = ?');
  const blocked = sql.number('SELECT count(*) FROM blocked_people WHERE id = ?');
  const block = sql.change(`INSERT INTO blocked_people (id, by_id, reason, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`);
  const rulesOf = sql.select('workspace_rules', rules, 'WHERE workspace = ?');
  const putRules = sql.upsert('workspace_rules', ['workspace'], namesOf(rules));
  const isKnown: Access['isKnown'] = ({ person: { id, name }, locale }, at) => {
    const before = personById.get(id);
    const same = before?.name === name && before.locale === locale;
    return same && at - before.seenAt < SEEN_MS;
  };
  return {
    isKnown,
    seen: (caller, at) => {
      // Saves a write to disk for most visits.
      if (isKnown(caller, at)) return;
      const { person: visitor, locale } = caller;
      const isInside = sql.db.inTransaction;
      try {
        putPerson({ ...visitor, locale, seenAt: at });
      } catch (cause) {
        // People can still read while nothing can be written. The watch logs the cause.
        if (isInside || storageFault(cause) === undefined) throw cause;
      }
    },
    localeOf: (personId) => personById.get(personId)?.locale,
    nameOf: (personId) => personById.get(personId)?.name,
    block,
    unblock: sql.change('DELETE FROM blocked_people WHERE id = ?'),
    isBlocked: (personId) => blocked(personId) > 0,
    rules: (workspace) => rulesOf.get(workspace) ?? { roles: [], channels: [] },
    putRules: (workspace, { roles, channels }) => putRules({ workspace, roles, channels }),
  };
}

export function settingRows(sql: Sql): Settings {
  const put = sql.upsert('settings', ['name'], ['value']);
  return {
    get: sql.column('SELECT value FROM settings WHERE name = ?', z.string()).get,
    put: (name, value) => put({ name, value }),
  };
}
