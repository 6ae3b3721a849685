import type { Pair, PairView } from '../core/domain/pair.ts';
import { GENERATION_COLUMNS, generationRow } from './generation-rows.ts';
import { votesOfPair } from './opinion-rows.ts';
import { queryPosts } from './post-rows.ts';
import { promotionsOfPair } from './promotion-rows.ts';
import type { Sql } from './query.ts';

/** Reads a pair with everything its messages show, in four queries at most. */
export function viewRows(sql: Sql): (pair: Pair) => PairView {
  const generations = sql.query(
    `SELECT ${GENERATION_COLUMNS} FROM generations WHERE pair_id = ? ORDER BY number, side`,
    generationRow,
  );
  const posts = queryPosts(sql, 'pair_id = ?');
  const votes = votesOfPair(sql);
  const promotions = promotionsOfPair(sql);
  return (pair) => {
    const made = generations.all(pair.id);
    // Only images are voted on and promoted.
    const hasImage = made.some(({ image }) => image !== null);
    return {
      pair,
      generations: made,
      posts: posts.all(pair.id),
      votes: hasImage ? votes.all(pair.id) : [],
      promotions: hasImage ? promotions.all(pair.id) : [],
    };
  };
}
