import { type PoolTarget, TARGET_KINDS } from '../core/domain/pool.ts';
import { z } from 'zod';
import type { Pool } from '../core/ports/pool-store.ts';
import type { Reference, ReferenceKind } from '../core/domain/reference.ts';
import { cached } from './cached.ts';
import {
  poolEntryRows,
  REFERENCE_COLUMNS,
  referenceRow,
  referenceShape,
} from './pool-entry-rows.ts';
import { namesOf, type Sql, strings } from './query.ts';

const named = { slug: z.string(), displayName: z.string(), tags: strings };
type NamedTable = 'categories' | 'personas';
const targetRow: z.ZodType<PoolTarget> = z.object({
  kind: z.enum(TARGET_KINDS),
  slug: z.string(),
  displayName: z.string(),
  references: z.number(),
  promotions: z.number(),
});

/** The shared reference pool. */
export function poolRows(sql: Sql): Pool {
  const listNamed = (table: NamedTable) => sql.select(table, named, 'ORDER BY slug');
  const categories = listNamed('categories');
  const personas = listNamed('personas');
  const targets = sql.query(
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
  const promotable = sql.query(
    `WITH held AS (
       SELECT kind, coalesce(persona, category) AS slug, count(*) AS held,
         sum(source = 'promotion') AS promoted
       FROM pool_references WHERE removed_at IS NULL GROUP BY kind, persona, category),
     named AS (
       SELECT 'tone' AS kind, slug, display_name FROM categories
       UNION ALL SELECT 'angle', slug, display_name FROM categories
       UNION ALL SELECT 'model', slug, display_name FROM personas)
     SELECT kind, slug, display_name AS displayName,
       coalesce(held, 0) AS "references", coalesce(promoted, 0) AS promotions
     FROM named LEFT JOIN held USING (kind, slug)
     ORDER BY promotions DESC, kind = 'angle', "references" DESC, slug`,
    targetRow,
  );
  const available = sql.query(
    `SELECT ${REFERENCE_COLUMNS} FROM pool_references AS refs
     WHERE kind = ? AND removed_at IS NULL ORDER BY id`,
    referenceRow,
  );
  const byId = sql.query(
    `SELECT ${REFERENCE_COLUMNS} FROM pool_references AS refs WHERE id = ? AND removed_at IS NULL`,
    referenceRow,
  );
  const purged = sql.texts(`SELECT id FROM pool_references
     WHERE purged_at IS NOT NULL AND id IN (SELECT value FROM json_each(?))`);
  const naming = sql.number(
    'SELECT count(*) FROM pool_references WHERE key = ? AND purged_at IS NULL',
  );
  const fresh = cached(sql, 'pool_version');
  const read: Readonly<Record<ReferenceKind, () => readonly Reference[]>> = {
    tone: fresh(() => available.all('tone')),
    angle: fresh(() => available.all('angle')),
    model: fresh(() => available.all('model')),
  };
  return {
    ...poolEntryRows(sql),
    ...poolChanges(sql),
    categories: fresh(categories.all),
    personas: fresh(personas.all),
    targets: fresh(targets.all),
    promotable: fresh(promotable.all),
    available: (kind) => read[kind](),
    snapshot: fresh(() => ({
      categories: categories.all(),
      personas: personas.all(),
      tones: available.all('tone'),
      angles: available.all('angle'),
      people: available.all('model'),
    })),
    get: byId.get,
    purged: (ids) => purged(JSON.stringify(ids)),
    hasKey: (key) => naming(key) > 0,
  };
}

function poolChanges(
  sql: Sql,
): Pick<
  Pool,
  | 'putCategory'
  | 'putPersona'
  | 'insert'
  | 'setContent'
  | 'describe'
  | 'remove'
  | 'restore'
  | 'purge'
> {
  const names = [
    ...namesOf(referenceShape),
    'addedAt',
    'addedById',
    'addedByName',
    'source',
    'originalSha256',
  ] as const;
  const insert = sql.insert(
    'pool_references',
    names,
    `ON CONFLICT (kind, coalesce(category, persona), sha256)
       WHERE removed_at IS NULL AND sha256 <> '' DO NOTHING`,
  );
  const setContent = sql.change(
    `UPDATE OR IGNORE pool_references SET sha256 = ? WHERE id = ? AND sha256 = ''`,
  );
  const describe = sql.change(
    'UPDATE pool_references SET location = ?, tags = ?, caption = ? WHERE id = ?',
  );
  const remove = sql.change(`UPDATE pool_references SET removed_at = ?, removed_by_name = ?
     WHERE id = ? AND removed_at IS NULL`);
  const restore = sql.change(`
    UPDATE OR IGNORE pool_references SET removed_at = NULL, removed_by_name = NULL
     WHERE id = ? AND removed_at IS NOT NULL AND purged_at IS NULL`);
  const purge = sql.change(`UPDATE pool_references SET purged_at = ?
     WHERE id = ? AND removed_at IS NOT NULL AND purged_at IS NULL`);
  return {
    putCategory: sql.upsert('categories', ['slug'], ['displayName', 'tags']),
    putPersona: sql.upsert('personas', ['slug'], ['displayName', 'tags']),
    insert: (one, { at, by, source, originalSha256 = '' }) => {
      const added = { addedAt: at, addedById: by.id, addedByName: by.name, source };
      return insert({ ...one, ...added, originalSha256 }) === 1;
    },
    setContent: (id, sha256) => setContent(sha256, id),
    describe: (id, { location, tags, caption }) =>
      describe(location, JSON.stringify(tags), caption, id) === 1,
    remove: (id, by, at) => remove(at, by.name, id) === 1,
    restore: (id) => restore(id) === 1,
    purge: (id, at) => purge(at, id) === 1,
  };
}
