import type { PoolTarget } from '../core/domain/pool.ts';
import { z } from 'zod';
import type { Pool } from '../core/ports/pool-store.ts';
import type { Reference, ReferenceKind } from '../core/domain/reference.ts';
import { poolEntryRows } from './pool-entry-rows.ts';
import {
  change,
  columnsOf,
  type Db,
  insertInto,
  namesOf,
  query,
  queryNumber,
  queryTexts,
  strings,
  upsert,
} from './query.ts';
import { REFERENCE_COLUMNS, referenceRow, referenceShape } from './reference-row.ts';

const named = { slug: z.string(), displayName: z.string(), tags: strings };
type NamedTable = 'categories' | 'personas';
const targetRow: z.ZodType<PoolTarget> = z.object({
  kind: z.enum(['tone', 'model']),
  slug: z.string(),
  displayName: z.string(),
  references: z.number(),
  promotions: z.number(),
});

/** The shared reference pool. */
export function poolRows(db: Db): Pool {
  const listNamed = (table: NamedTable) =>
    query(db, `SELECT ${columnsOf(named)} FROM ${table} ORDER BY slug`, z.object(named)).all;
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
  const fresh = cached(db);
  const read: Readonly<Record<ReferenceKind, () => readonly Reference[]>> = {
    tone: fresh(() => available.all('tone')),
    angle: fresh(() => available.all('angle')),
    model: fresh(() => available.all('model')),
  };
  return {
    ...poolEntryRows(db),
    ...poolChanges(db),
    categories: fresh(listNamed('categories')),
    personas: fresh(listNamed('personas')),
    targets: targets.all,
    available: (kind) => read[kind](),
    get: byId.get,
    purged: (ids) => purged(JSON.stringify(ids)),
    names: (key) => naming(key) > 0,
  };
}

/**
 * Caches a read of the pool until its version changes, because every command and every plan reads all of it. Reads
 * inside a transaction are not cached: it may be rolled back.
 */
function cached(db: Db): <T>(read: () => T) => () => T {
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
  'putCategory' | 'putPersona' | 'insert' | 'identify' | 'remove' | 'restore' | 'purge'
> {
  const names = [
    ...namesOf(referenceShape),
    'addedAt',
    'addedById',
    'addedByName',
    'source',
  ] as const;
  const insert = insertInto(
    db,
    'pool_references',
    names,
    `ON CONFLICT (kind, coalesce(category, persona), sha256)
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
    putCategory: upsert(db, 'categories', ['slug'], ['displayName', 'tags']),
    putPersona: upsert(db, 'personas', ['slug'], ['displayName', 'tags']),
    insert: (one, { at, by, source }) =>
      insert({ ...one, addedAt: at, addedById: by.id, addedByName: by.name, source }) === 1,
    identify: (id, sha256) => identify(sha256, id),
    remove: (id, by, at) => remove(at, by.name, id) === 1,
    restore: (id) => restore(id) === 1,
    purge: (id, at) => purge(at, id) === 1,
  };
}
