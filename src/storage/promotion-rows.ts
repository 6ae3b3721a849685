import { type Promotion, type PromotionDraft, TARGET_KINDS } from '../core/domain/pool.ts';
import { z } from 'zod';
import type { Promotions, UnsettledBlobs } from '../core/ports/pool-store.ts';
import { columnsOf, flag, namesOf, type Query, type Sql } from './query.ts';

const target = {
  kind: z.enum(TARGET_KINDS),
  slug: z.string(),
  displayName: z.string(),
};

export const promotionRow = z
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

const draft = {
  ...target,
  id: z.string(),
  generationId: z.string(),
  personId: z.string(),
  at: z.number(),
};
const draftRow = z
  .object(draft)
  .transform(({ kind, slug, displayName, ...rest }): PromotionDraft => {
    return { ...rest, target: { kind, slug, displayName } };
  });

export const PROMOTION_FIELDS = {
  id: 'promotions.id',
  generationId: 'promotions.generation_id',
  referenceId: 'reference_id',
  byId: 'by_id',
  byName: 'by_name',
  at: 'at',
  kind: 'kind',
  slug: 'coalesce(category, persona)',
  displayName: 'coalesce(categories.display_name, personas.display_name)',
  inPool: 'removed_at IS NULL',
} as const;
export const PROMOTIONS = `promotions JOIN pool_references ON pool_references.id = reference_id
  LEFT JOIN categories ON categories.slug = category
  LEFT JOIN personas ON personas.slug = persona`;
/** Oldest first. */
export const PROMOTION_ORDER = 'at, promotions.id';

function queryPromotions(sql: Sql, where: string): Query<Promotion> {
  const columns = Object.entries(PROMOTION_FIELDS).map(([name, column]) => `${column} AS ${name}`);
  return sql.query(
    `SELECT ${columns.join(', ')} FROM ${PROMOTIONS} WHERE ${where} ORDER BY ${PROMOTION_ORDER}`,
    promotionRow,
  );
}

export function promotionRows(sql: Sql): Promotions {
  const names = ['id', 'generationId', 'referenceId', 'byId', 'byName', 'at'] as const;
  const insert = sql.insert('promotions', names);
  const stamp = sql.change(
    'UPDATE generations SET promoted_at = ? WHERE id = ? AND promoted_at IS NULL',
  );
  const pairOf = sql.column(
    `SELECT pair_id FROM promotions JOIN generations ON generations.id = generation_id
     WHERE reference_id = ?`,
    z.string(),
  );
  const putDraft = sql.insert('promotion_drafts', namesOf(draft));
  return {
    insert: (promotion) => {
      const { by, at, generationId } = promotion;
      insert({ ...promotion, byId: by.id, byName: by.name });
      stamp(at, generationId);
    },
    of: queryPromotions(sql, 'promotions.generation_id = ?').all,
    get: queryPromotions(sql, 'promotions.id = ?').get,
    pairOf: pairOf.get,
    putDraft: (one) => putDraft({ ...one, ...one.target }),
    draft: sql.query(`SELECT ${columnsOf(draft)} FROM promotion_drafts WHERE id = ?`, draftRow).get,
    forgetDrafts: sql.change('DELETE FROM promotion_drafts WHERE at < ?'),
  };
}

export function unsettledRows(sql: Sql): UnsettledBlobs {
  const begin = sql.upsert('unsettled_blobs', ['key'], ['at']);
  const settle = sql.change('DELETE FROM unsettled_blobs WHERE key = ?');
  return {
    begin: (key, at) => begin({ key, at }),
    settle: (key) => settle(key) === 1,
    at: sql.column('SELECT at FROM unsettled_blobs WHERE key = ?', z.number()).get,
    before: sql.texts('SELECT key FROM unsettled_blobs WHERE at < ? ORDER BY at, key'),
  };
}
