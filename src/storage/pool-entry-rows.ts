import { z } from 'zod';
import type { Pool, PoolEntry, PoolFilter } from '../core/pool-store.ts';
import { type Db, query, queryNumber } from './query.ts';
import { REFERENCE_COLUMNS, referenceShape } from './reference-row.ts';

const entryRow = z
  .object({
    ...referenceShape,
    targetName: z.string(),
    source: z.enum(['starter', 'import', 'promotion']),
    addedAt: z.number(),
    addedById: z.string(),
    addedByName: z.string(),
    removedAt: z.number().nullable(),
    removedByName: z.string().nullable(),
    purgedAt: z.number().nullable(),
    generationId: z.string().nullable(),
    uses: z.number(),
    likes: z.number(),
    dislikes: z.number(),
    won: z.number(),
    lost: z.number(),
  })
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

/**
 * References with what came of the images made with them: the latest of like and dislike of each person, and
 * votes. `where` narrows the references before anything is counted.
 */
const entriesWhere = (where: string) => `
  WITH refs AS (SELECT * FROM pool_references WHERE ${where}),
  used AS (
    SELECT DISTINCT reference_id, generation_id FROM generation_references
    JOIN generations ON generations.id = generation_id AND generations.state = 'succeeded'
    WHERE reference_id IN (SELECT id FROM refs)),
  images AS (SELECT DISTINCT generation_id FROM used),
  verdicts AS (
    SELECT generation_id,
      coalesce(max(CASE kind WHEN 'like' THEN at END), -1)
        >= coalesce(max(CASE kind WHEN 'dislike' THEN at END), -1) AS likes
    FROM reactions
    WHERE kind <> 'other' AND generation_id IN (SELECT generation_id FROM images)
    GROUP BY generation_id, person_id),
  said AS (
    SELECT generation_id, likes, NOT likes AS dislikes, 0 AS won, 0 AS lost FROM verdicts
    UNION ALL
    SELECT generation_a, 0, 0, choice = 'A', choice IN ('B', 'both_bad')
    FROM votes WHERE generation_a IN (SELECT generation_id FROM images)
    UNION ALL
    SELECT generation_b, 0, 0, choice = 'B', choice IN ('A', 'both_bad')
    FROM votes WHERE generation_b IN (SELECT generation_id FROM images)),
  opinions AS (
    SELECT generation_id, sum(likes) AS likes, sum(dislikes) AS dislikes, sum(won) AS won,
      sum(lost) AS lost
    FROM said GROUP BY generation_id),
  helped AS (
    SELECT reference_id, count(*) AS uses, coalesce(sum(likes), 0) AS likes,
      coalesce(sum(dislikes), 0) AS dislikes, coalesce(sum(won), 0) AS won,
      coalesce(sum(lost), 0) AS lost
    FROM used LEFT JOIN opinions USING (generation_id) GROUP BY reference_id)
  SELECT ${REFERENCE_COLUMNS},
    coalesce(categories.display_name, personas.display_name) AS targetName, source,
    added_at AS addedAt, added_by_id AS addedById, added_by_name AS addedByName,
    removed_at AS removedAt, removed_by_name AS removedByName, purged_at AS purgedAt,
    promotions.generation_id AS generationId, coalesce(uses, 0) AS uses, coalesce(likes, 0) AS likes,
    coalesce(dislikes, 0) AS dislikes, coalesce(won, 0) AS won, coalesce(lost, 0) AS lost
  FROM refs
  LEFT JOIN categories ON categories.slug = refs.category
  LEFT JOIN personas ON personas.slug = refs.persona
  LEFT JOIN promotions ON promotions.reference_id = refs.id
  LEFT JOIN helped ON helped.reference_id = refs.id`;

/** Null stands for "any". */
const FILTER = `kind = coalesce(?, kind) AND category IS coalesce(?, category) AND persona IS coalesce(?, persona)
  AND (removed_at IS NOT NULL) = ?`;

/** The pool's references with their whole story. */
export function poolEntryRows(db: Db): Pick<Pool, 'entry' | 'list' | 'count' | 'holding'> {
  const entry = query(db, entriesWhere('id = ?'), entryRow);
  const holding = query(
    db,
    `${entriesWhere("kind = ? AND sha256 = ? AND sha256 <> ''")}
     ORDER BY refs.removed_at IS NOT NULL, refs.removed_at DESC, refs.id`,
    entryRow,
  );
  const list = query(
    db,
    `${entriesWhere(FILTER)}
     ORDER BY coalesce(likes + won - dislikes - lost, 0) DESC, coalesce(uses, 0) DESC, refs.id DESC
     LIMIT ? OFFSET ?`,
    entryRow,
  );
  const count = queryNumber(db, `SELECT count(*) FROM pool_references WHERE ${FILTER}`);
  return {
    entry: (id) => entry.get(id),
    holding: (kind, sha256) => holding.all(kind, sha256),
    list: (filter, offset, limit) => list.all(...valuesOf(filter), limit, offset),
    count: (filter) => count(...valuesOf(filter)),
  };
}

function valuesOf({ kind, category, persona, removed = false }: PoolFilter) {
  return [kind ?? null, category ?? null, persona ?? null, removed ? 1 : 0] as const;
}
