import type { PoolEntry, PoolFilter } from '../core/domain/pool.ts';
import { z } from 'zod';
import type { Pool } from '../core/ports/pool-store.ts';
import { columnsOf, type Sql, strings } from './query.ts';
import { IMAGE_TYPES } from '../core/domain/side.ts';
import type { Reference } from '../core/domain/reference.ts';

export const referenceShape = {
  id: z.string(),
  kind: z.enum(['tone', 'angle', 'model']),
  category: z.string().nullable(),
  persona: z.string().nullable(),
  location: z.string().nullable(),
  tags: strings,
  caption: z.string(),
  key: z.string(),
  type: z.enum(IMAGE_TYPES),
  sha256: z.string(),
};

export const referenceRow: z.ZodType<Reference> = z.object(referenceShape);
/** The columns of `referenceRow` in a query of `pool_references AS refs`. */
export const REFERENCE_COLUMNS = columnsOf(referenceShape, 'refs');

const shape = {
  ...referenceShape,
  source: z.enum(['starter', 'import', 'promotion']),
  addedAt: z.number(),
  addedById: z.string(),
  addedByName: z.string(),
  removedAt: z.number().nullable(),
  removedByName: z.string().nullable(),
  purgedAt: z.number().nullable(),
  uses: z.number(),
  likes: z.number(),
  dislikes: z.number(),
  won: z.number(),
  lost: z.number(),
};
const entryRow = z
  .object({ ...shape, targetName: z.string(), generationId: z.string().nullable() })
  .transform((row): PoolEntry => {
    const { targetName, source, addedAt, addedById, addedByName, ...rest } = row;
    const { removedAt, removedByName, purgedAt, generationId, ...others } = rest;
    const { uses, likes, dislikes, won, lost, ...reference } = others;
    return {
      reference,
      targetName,
      added: { at: addedAt, by: { id: addedById, name: addedByName }, source },
      removed: removedAt === null ? null : { at: removedAt, byName: removedByName ?? '' },
      purgedAt,
      generationId,
      helped: { uses, likes, dislikes, won, lost },
    };
  });

/** References with how they were added, removed and used. */
const entriesWhere = (where: string) => `
  SELECT ${columnsOf(shape, 'refs')}, promotions.generation_id AS generationId,
    coalesce(categories.display_name, personas.display_name) AS targetName
  FROM (SELECT * FROM pool_references WHERE ${where}) AS refs
  LEFT JOIN categories ON categories.slug = refs.category
  LEFT JOIN personas ON personas.slug = refs.persona
  LEFT JOIN promotions ON promotions.reference_id = refs.id`;

const HELPED_MOST = 'likes + won - dislikes - lost DESC, uses DESC, id DESC';

/** Null matches any. */
const FILTER = `kind = coalesce(?, kind) AND category IS coalesce(?, category) AND persona IS coalesce(?, persona)
  AND (removed_at IS NOT NULL) = ?`;

/** The pool's references, removed ones included. */
export function poolEntryRows(sql: Sql): Pick<Pool, 'entry' | 'list' | 'count' | 'withContent'> {
  const withContent = sql.query(
    `${entriesWhere('kind = ? AND (sha256 = ? OR original_sha256 = ?)')}
     ORDER BY refs.removed_at IS NOT NULL, refs.removed_at DESC, refs.id`,
    entryRow,
  );
  const list = sql.query(
    `${entriesWhere(`${FILTER} ORDER BY ${HELPED_MOST} LIMIT ? OFFSET ?`)}
     ORDER BY ${HELPED_MOST.replace(', id', ', refs.id')}`,
    entryRow,
  );
  const count = sql.number(`SELECT count(*) FROM pool_references WHERE ${FILTER}`);
  return {
    entry: sql.query(entriesWhere('id = ?'), entryRow).get,
    withContent: (kind, sha256) => (sha256 === '' ? [] : withContent.all(kind, sha256, sha256)),
    list: (filter, offset, limit) => list.all(...valuesOf(filter), limit, offset),
    count: (filter) => count(...valuesOf(filter)),
  };
}

function valuesOf({ kind, category, persona, removed = false }: PoolFilter) {
  return [kind ?? null, category ?? null, persona ?? null, removed ? 1 : 0] as const;
}
