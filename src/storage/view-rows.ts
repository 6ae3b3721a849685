import { z } from 'zod';
import type { Pair, ShownPair } from '../core/domain/pair.ts';
import { GENERATION_FIELDS, generationRow } from './generation-rows.ts';
import { jsonRows, rememberedJson } from './json-rows.ts';
import { VOTE_FIELDS, voteRow } from './opinion-rows.ts';
import { POST_FIELDS, postRow } from './post-rows.ts';
import { PROMOTION_FIELDS, PROMOTION_ORDER, promotionRow, PROMOTIONS } from './promotion-rows.ts';
import { ACT_FIELDS, actRow } from './workspace-setting-rows.ts';
import { flag, json, type Query, type Sql } from './query.ts';
import { REWRITE_FIELDS, rewriteRow } from './rewrite-rows.ts';
import { racesOfPair } from './race-rows.ts';

const MODEL_IDS = `(request ->> '$.modelId', request ->> '$.versus.modelId')`;
/** The key of `settingKey.spoiler`, from columns of the pair. */
const SPOILER = `'spoiler.' || surface || '.' || workspace || '.' || channel`;

/** What cards show of a pair besides its own row. */
const BESIDE = {
  generations: jsonRows(GENERATION_FIELDS, 'generations WHERE pair_id = pairs.id', 'number, side'),
  posts: jsonRows(POST_FIELDS, 'posts WHERE pair_id = pairs.id'),
  votes: jsonRows(VOTE_FIELDS, 'votes WHERE pair_id = pairs.id'),
  promotions: jsonRows(
    PROMOTION_FIELDS,
    `${PROMOTIONS} WHERE promotions.generation_id IN
       (SELECT id FROM generations WHERE pair_id = pairs.id AND promoted_at IS NOT NULL)`,
    PROMOTION_ORDER,
  ),
  rewrites: jsonRows(
    REWRITE_FIELDS,
    `rewrites WHERE generation_id IN
       (SELECT id FROM generations WHERE pair_id = pairs.id AND state = 'blocked')`,
    'asked_at, generation_id',
  ),
  acts: jsonRows(ACT_FIELDS, 'planned_acts WHERE pair_id = pairs.id', 'planned_at'),
  modelNames: `(SELECT json_group_object(id, config ->> '$.displayName') FROM model_configs
     WHERE id IN ${MODEL_IDS})`,
  hidesImages: `EXISTS (SELECT 1 FROM settings WHERE name = ${SPOILER} AND value = 'on')`,
};
/** What most pairs have nothing of is remembered as such. */
const besideRow = z.object({
  generations: json(z.array(generationRow)),
  posts: json(z.array(postRow)),
  votes: rememberedJson(z.array(voteRow)),
  promotions: rememberedJson(z.array(promotionRow)),
  rewrites: rememberedJson(z.array(rewriteRow)),
  acts: rememberedJson(z.array(actRow)),
  modelNames: rememberedJson(z.record(z.string(), z.string())),
  hidesImages: flag,
});

/**
 * Reads pairs with everything that their messages show, in one statement, and their races in more: what a card is built from was true at one moment. `columns`
 * and `pairRow` are those of the pair itself; `where` may sort and limit.
 */
export function queryViews(
  sql: Sql,
  columns: string,
  pairRow: z.ZodType<Pair>,
  where: string,
): Query<ShownPair> {
  const races = racesOfPair(sql);
  const columnsBeside = Object.entries(BESIDE).map(([name, column]) => `${column} AS ${name}`);
  const row = z.looseObject({}).transform((found): ShownPair => {
    const pair = pairRow.parse(found);
    const beside = besideRow.parse(found);
    // Few pairs race: what they read besides is not part of every view.
    const isRaced = beside.generations.some(({ spec }) => spec.race !== undefined);
    return { pair, ...beside, races: isRaced ? races(pair.id) : [] };
  });
  return sql.query(`SELECT ${columns}, ${columnsBeside.join(', ')} FROM pairs WHERE ${where}`, row);
}
