import type { Access } from '../core/ports/access-store.ts';
import { z } from 'zod';
import type { Settings } from '../core/ports/settings.ts';
import { change, type Db, query, queryNumber, queryTexts, strings } from './query.ts';

/** Who was met, who is blocked, and what a workspace allows. */
export function accessRows(db: Db): Access {
  const seen = change(
    db,
    `INSERT INTO people (id, name, locale, seen_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, locale = excluded.locale,
       seen_at = excluded.seen_at`,
  );
  const met = query(
    db,
    'SELECT name, locale, seen_at AS seenAt FROM people WHERE id = ?',
    z.object({ name: z.string(), locale: z.enum(['en', 'ko']), seenAt: z.number() }),
  );
  const block = change(
    db,
    `INSERT INTO blocked_people (id, by_id, reason, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  );
  const unblock = change(db, 'DELETE FROM blocked_people WHERE id = ?');
  const blocked = queryNumber(db, 'SELECT count(*) FROM blocked_people WHERE id = ?');
  const rules = query(
    db,
    'SELECT roles, channels FROM workspace_rules WHERE workspace = ?',
    z.object({ roles: strings, channels: strings }),
  );
  const putRules = change(
    db,
    `INSERT INTO workspace_rules (workspace, roles, channels) VALUES (?, ?, ?)
     ON CONFLICT (workspace) DO UPDATE SET roles = excluded.roles, channels = excluded.channels`,
  );
  return {
    seen: ({ person, locale }, at) => {
      const before = met.get(person.id);
      const same = before?.name === person.name && before.locale === locale;
      // Most visits change nothing worth a write to disk.
      if (same && at - before.seenAt < SEEN_MS) return;
      seen(person.id, person.name, locale, at);
    },
    localeOf: (personId) => met.get(personId)?.locale,
    block: (personId, by, reason, at) => {
      block(personId, by, reason, at);
    },
    unblock: (personId) => {
      unblock(personId);
    },
    isBlocked: (personId) => blocked(personId) > 0,
    rules: (workspace) => rules.get(workspace) ?? { roles: [], channels: [] },
    putRules: (workspace, { roles, channels }) => {
      putRules(workspace, JSON.stringify(roles), JSON.stringify(channels));
    },
  };
}

const SEEN_MS = 3_600_000;

export function settingRows(db: Db): Settings {
  const get = queryTexts(db, 'SELECT value FROM settings WHERE name = ?');
  const put = change(
    db,
    `INSERT INTO settings (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  );
  return {
    get: (name) => get(name)[0],
    put: (name, value) => {
      put(name, value);
    },
  };
}
