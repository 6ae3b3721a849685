import { z } from 'zod';
import { type Pair, type PairView, type Vote, VOTES } from '../core/domain/pair.ts';
import { GENERATION_COLUMNS, generationRow } from './generation-rows.ts';
import { POST_COLUMNS, postRow } from './post-rows.ts';
import { promotionsOfPair } from './promotion-rows.ts';
import { type Db, query } from './query.ts';

const voteRow: z.ZodType<Vote> = z.object({
  pairId: z.string(),
  personId: z.string(),
  generationA: z.string(),
  generationB: z.string(),
  choice: z.enum(VOTES),
  at: z.number(),
});

export interface ViewRows {
  of(pair: Pair): PairView;
}

/** A pair with all that its messages show, in four queries. */
export function viewRows(db: Db): ViewRows {
  const generations = query(
    db,
    `SELECT ${GENERATION_COLUMNS} FROM generations WHERE pair_id = ? ORDER BY number, side`,
    generationRow,
  );
  const posts = query(db, `SELECT ${POST_COLUMNS} FROM posts WHERE pair_id = ?`, postRow);
  const votes = query(
    db,
    `SELECT pair_id AS pairId, person_id AS personId, generation_a AS generationA,
       generation_b AS generationB, choice, at FROM votes WHERE pair_id = ?`,
    voteRow,
  );
  const promotions = promotionsOfPair(db);
  return {
    of: (pair) => ({
      pair,
      generations: generations.all(pair.id),
      posts: posts.all(pair.id),
      votes: votes.all(pair.id),
      promotions: promotions(pair.id),
    }),
  };
}
