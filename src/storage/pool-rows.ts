import type { PoolTarget } from '../core/domain/pool.ts';
import { z } from 'zod';
import type { Pool } from '../core/ports/pool-store.ts';
import type { Category, Persona, Reference, ReferenceKind } from '../core/domain/reference.ts';
import { poolEntryRows } from './pool-entry-rows.ts';
import { change, type Db, query, queryNumber, queryTexts, strings } from './query.ts';
import { REFERENCE_COLUMNS, referenceRow } from './reference-row.ts';

const named = { slug: z.string(), displayName: z.string(), tags: strings };
const categoryRow: z.ZodType<Category> = z.object(named);
const personaRow: z.ZodType<Persona> = z.object(named);
const targetRow: z.ZodType<PoolTarget> = z.object({
  kind: z.enum(['tone', 'model']),
  slug: z.string(),
  displayName: z.string(),
  references: z.number(),
  promotions: z.number(),
});
const NAMED = 'slug, display_name AS displayName, tags';

/** The shared reference pool. */
export function poolRows(db: Db): Pool {
  const categories = query(db, `SELECT ${NAMED} FROM categories ORDER BY slug`, categoryRow);
  const personas = query(db, `SELECT ${NAMED} FROM personas ORDER BY slug`, personaRow);
  const targets = query(
    db,
    `WITH held AS (
       SELECT persona, category, count(*) AS held,
         sum(source = 'promotion') AS promoted
       FROM pool_references WHERE removed_at IS NULL GROUP BY persona, category)
     SELECT 'tone' AS kind, slug, display_name AS displayName,
       coalesce(held, 0) AS "references", coalesce(promoted, 0) AS promotions
     FROM categories LEFT JOIN held ON held.category = slug
     UNION ALL
     SELECT 'model', slug, display_name, coalesce(held, 0), coalesce(promoted, 0)
     FROM personas LEFT JOIN held ON held.persona = slug
     ORDER BY promotions DESC, "references" DESC, slug`,
    targetRow,
  );
  const available = query(
    db,
    `SELECT ${REFERENCE_COLUMNS} FROM pool_references AS refs
     WHERE kind = ? AND removed_at IS NULL ORDER BY id`,
    referenceRow,
  );
  const byId = query(
    db,
    `SELECT ${REFERENCE_COLUMNS} FROM pool_references AS refs WHERE id = ? AND removed_at IS NULL`,
    referenceRow,
  );
  const purged = queryTexts(
    db,
    `SELECT id FROM pool_references
     WHERE purged_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
  );
  const naming = queryNumber(
    db,
    'SELECT count(*) FROM pool_references WHERE key = ? AND purged_at IS NULL',
  );
  const fresh = readOnce(db);
  const read: Readonly<Record<ReferenceKind, () => readonly Reference[]>> = {
    tone: fresh(() => available.all('tone')),
    angle: fresh(() => available.all('angle')),
    model: fresh(() => available.all('model')),
  };
  return {
    ...poolEntryRows(db),
    ...poolChanges(db),
    categories: fresh(() => categories.all()),
    personas: fresh(() => personas.all()),
    targets: () => targets.all(),
    available: (kind) => read[kind](),
    get: (id) => byId.get(id),
    purged: (ids) => purged(JSON.stringify(ids)),
    hasKey: (key) => naming(key) > 0,
  };
}

/**
 * Reads again only when the pool has changed, whoever changed it: every command and every plan looks at all of
 * it. What a transaction changed may be undone, so what is read after that in it is not kept.
 */
function readOnce(db: Db): <T>(read: () => T) => () => T {
  const version = queryNumber(db, 'SELECT version FROM pool_version');
  return (read) => {
    let known: { readonly version: number; readonly value: ReturnType<typeof read> } | undefined;
    return () => {
      const now = version();
      if (known?.version === now) return known.value;
      const value = read();
      if (!db.inTransaction) known = { version: now, value };
      return value;
    };
  };
}

function poolChanges(
  db: Db,
): Pick<
  Pool,
  'putCategory' | 'putPersona' | 'insert' | 'setContent' | 'remove' | 'restore' | 'purge'
> {
  const putCategory = change(db, upsertNamed('categories'));
  const putPersona = change(db, upsertNamed('personas'));
  const insert = change(
    db,
    `INSERT INTO pool_references (id, kind, category, persona, location, tags, caption, key, type,
       sha256, added_at, added_by_id, added_by_name, source)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, coalesce(category, persona), sha256)
       WHERE removed_at IS NULL AND sha256 <> '' DO NOTHING`,
  );
  const identify = change(
    db,
    `UPDATE OR IGNORE pool_references SET sha256 = ? WHERE id = ? AND sha256 = ''`,
  );
  const remove = change(
    db,
    `UPDATE pool_references SET removed_at = ?, removed_by_name = ?
     WHERE id = ? AND removed_at IS NULL`,
  );
  const restore = change(
    db,
    `UPDATE OR IGNORE pool_references SET removed_at = NULL, removed_by_name = NULL
     WHERE id = ? AND removed_at IS NOT NULL AND purged_at IS NULL`,
  );
  const purge = change(
    db,
    `UPDATE pool_references SET purged_at = ?
     WHERE id = ? AND removed_at IS NOT NULL AND purged_at IS NULL`,
  );
  return {
    putCategory: ({ slug, displayName, tags }) => {
      putCategory(slug, displayName, JSON.stringify(tags));
    },
    putPersona: ({ slug, displayName, tags }) => {
      putPersona(slug, displayName, JSON.stringify(tags));
    },
    insert: (one, { at, by, source }) => {
      const { id, kind, category, persona, location, caption, key, type, sha256 } = one;
      const tags = JSON.stringify(one.tags);
      const itself = [id, kind, category, persona, location, tags, caption, key, type, sha256];
      return insert(...itself, at, by.id, by.name, source) === 1;
    },
    setContent: (id, sha256) => {
      identify(sha256, id);
    },
    remove: (id, by, at) => remove(at, by.name, id) === 1,
    restore: (id) => restore(id) === 1,
    purge: (id, at) => purge(at, id) === 1,
  };
}

function upsertNamed(table: 'categories' | 'personas'): string {
  return `INSERT INTO ${table} (slug, display_name, tags) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET display_name = excluded.display_name, tags = excluded.tags`;
}
