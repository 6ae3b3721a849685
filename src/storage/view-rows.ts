import type { Pair, PairView } from '../core/domain/pair.ts';
import { GENERATION_COLUMNS, generationRow } from './generation-rows.ts';
import { votesOfPair } from './opinion-rows.ts';
import { queryPosts } from './post-rows.ts';
import { promotionsOfPair } from './promotion-rows.ts';
import type { Sql } from './query.ts';

/** Reads a pair with everything its messages show, in four queries. */
export function viewRows(sql: Sql): (pair: Pair) => PairView {
  const generations = sql.query(
    `SELECT ${GENERATION_COLUMNS} FROM generations WHERE pair_id = ? ORDER BY number, side`,
    generationRow,
  );
  const posts = queryPosts(sql, 'pair_id = ?');
  const votes = votesOfPair(sql);
  const promotions = promotionsOfPair(sql);
  return (pair) => ({
    pair,
    generations: generations.all(pair.id),
    posts: posts.all(pair.id),
    votes: votes.all(pair.id),
    promotions: promotions.all(pair.id),
  });
}
