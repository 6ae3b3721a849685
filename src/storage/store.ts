import type { Store } from '../core/ports/store.ts';
import { accessRows, settingRows } from './access-rows.ts';
import { callRows } from './call-rows.ts';
import { costRows } from './cost-rows.ts';
import { creditRows } from './credit-rows.ts';
import type { DurableWrites } from './durable.ts';
import { generationRows } from './generation-rows.ts';
import { lineRows } from './line-rows.ts';
import { modelRows } from './model-rows.ts';
import { feedbackRows, reactionRows, voteRows } from './opinion-rows.ts';
import { pairRows } from './pair-rows.ts';
import { planCacheRows } from './plan-cache-rows.ts';
import { poolRows } from './pool-rows.ts';
import { postRows } from './post-rows.ts';
import { promotionRows, unsettledRows } from './promotion-rows.ts';
import { providerRows, restRows } from './provider-rows.ts';
import { type Db, Sql, UNWATCHED, type Watch } from './query.ts';
import { rewriteRows } from './rewrite-rows.ts';
import { raceRows } from './race-rows.ts';
import { requestRows } from './request-rows.ts';
import { textModelRows } from './text-model-rows.ts';
import { plannedActRows, workspaceSettingRows } from './workspace-setting-rows.ts';
import { transactions } from './transactions.ts';

/**
 * The repositories over an open database. Without `writes` every commit of the connection is on the disk when it returns:
 * `openDatabase` sets it so. A `watch` tells `writes` of changes.
 */
export function sqliteStore(
  db: Db,
  watch?: Watch,
  writes?: Pick<DurableWrites, 'durable' | 'durableSoon' | 'mark' | 'changed'>,
): Store {
  const sql = new Sql(db, watch ?? { ...UNWATCHED, ...(writes && { changed: writes.changed }) });
  return {
    ...transactions(sql),
    async durable(mark) {
      try {
        await writes?.durable(mark);
      } catch (cause) {
        watch?.failed(cause);
        throw cause;
      }
    },
    durableSoon: async () => writes?.durableSoon(),
    mark: () => writes?.mark() ?? 0,
    pairs: pairRows(sql),
    generations: generationRows(sql),
    line: lineRows(sql),
    credits: creditRows(sql),
    posts: postRows(sql),
    votes: voteRows(sql),
    reactions: reactionRows(sql),
    feedback: feedbackRows(sql),
    calls: callRows(sql),
    costs: costRows(sql),
    pool: poolRows(sql),
    promotions: promotionRows(sql),
    unsettled: unsettledRows(sql),
    models: modelRows(sql),
    textModels: textModelRows(sql),
    providers: providerRows(sql),
    rests: restRows(sql),
    planCache: planCacheRows(sql),
    rewrites: rewriteRows(sql),
    races: raceRows(sql),
    access: accessRows(sql),
    requests: requestRows(sql),
    settings: settingRows(sql),
    workspaceSettings: workspaceSettingRows(sql),
    acts: plannedActRows(sql),
  };
}
