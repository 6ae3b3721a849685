import type { Promotion, PromotionDraft } from '../core/domain/pool.ts';
import { z } from 'zod';
import type { Promotions, UnsettledBlobs } from '../core/ports/pool-store.ts';
import { change, type Db, flag, query, queryTexts } from './query.ts';

const target = {
  kind: z.enum(['tone', 'model']),
  slug: z.string(),
  displayName: z.string(),
};

const promotionRow = z
  .object({
    ...target,
    id: z.string(),
    generationId: z.string(),
    referenceId: z.string(),
    byId: z.string(),
    byName: z.string(),
    at: z.number(),
    inPool: flag,
  })
  .transform(({ kind, slug, displayName, byId, byName, ...rest }): Promotion => {
    return { ...rest, target: { kind, slug, displayName }, by: { id: byId, name: byName } };
  });

const draftRow = z
  .object({
    ...target,
    id: z.string(),
    generationId: z.string(),
    personId: z.string(),
    at: z.number(),
  })
  .transform(({ kind, slug, displayName, ...rest }): PromotionDraft => {
    return { ...rest, target: { kind, slug, displayName } };
  });

const promotionsWhere = (where: string) => `
  SELECT promotions.id, promotions.generation_id AS generationId, reference_id AS referenceId,
    by_id AS byId, by_name AS byName, at, kind, coalesce(category, persona) AS slug,
    coalesce(categories.display_name, personas.display_name) AS displayName, removed_at IS NULL AS inPool
  FROM promotions
  JOIN pool_references ON pool_references.id = reference_id
  LEFT JOIN categories ON categories.slug = category
  LEFT JOIN personas ON personas.slug = persona
  WHERE ${where} ORDER BY at, promotions.id`;

/** Promotions of the images of one pair, oldest first. */
export function promotionsOfPair(db: Db): (pairId: string) => readonly Promotion[] {
  const ofPair = query(
    db,
    promotionsWhere(
      'promotions.generation_id IN (SELECT id FROM generations WHERE pair_id = ? AND promoted_at IS NOT NULL)',
    ),
    promotionRow,
  );
  return (pairId) => ofPair.all(pairId);
}

export function promotionRows(db: Db): Promotions {
  const insert = change(
    db,
    `INSERT INTO promotions (id, generation_id, reference_id, by_id, by_name, at)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const stamp = change(
    db,
    'UPDATE generations SET promoted_at = ? WHERE id = ? AND promoted_at IS NULL',
  );
  const of = query(db, promotionsWhere('promotions.generation_id = ?'), promotionRow);
  const get = query(db, promotionsWhere('promotions.id = ?'), promotionRow);
  const pairOf = queryTexts(
    db,
    `SELECT pair_id FROM promotions JOIN generations ON generations.id = generation_id
     WHERE reference_id = ?`,
  );
  const putDraft = change(
    db,
    `INSERT INTO promotion_drafts (id, generation_id, person_id, kind, slug, display_name, at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const draft = query(
    db,
    `SELECT id, generation_id AS generationId, person_id AS personId, kind, slug,
       display_name AS displayName, at FROM promotion_drafts WHERE id = ?`,
    draftRow,
  );
  const forget = change(db, 'DELETE FROM promotion_drafts WHERE at < ?');
  return {
    insert: ({ id, generationId, referenceId, by, at }) => {
      insert(id, generationId, referenceId, by.id, by.name, at);
      stamp(at, generationId);
    },
    of: (generationId) => of.all(generationId),
    get: (id) => get.get(id),
    pairOf: (referenceId) => pairOf(referenceId)[0],
    putDraft: ({ id, generationId, personId, target: to, at }) => {
      putDraft(id, generationId, personId, to.kind, to.slug, to.displayName, at);
    },
    draft: (id) => draft.get(id),
    forgetDrafts: (at) => {
      forget(at);
    },
  };
}

export function unsettledRows(db: Db): UnsettledBlobs {
  const begin = change(
    db,
    `INSERT INTO unsettled_blobs (key, at) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET at = excluded.at`,
  );
  const settle = change(db, 'DELETE FROM unsettled_blobs WHERE key = ?');
  const begun = query(
    db,
    'SELECT at FROM unsettled_blobs WHERE key = ?',
    z.object({ at: z.number() }),
  );
  const before = queryTexts(db, 'SELECT key FROM unsettled_blobs WHERE at < ? ORDER BY at, key');
  return {
    begin: (key, at) => {
      begin(key, at);
    },
    settle: (key) => settle(key) === 1,
    at: (key) => begun.get(key)?.at,
    before: (at) => before(at),
  };
}
