import { z } from 'zod';
import { change, type Db, query } from './query.ts';

const opinionsRow = z.object({
  likes: z.number(),
  dislikes: z.number(),
  won: z.number(),
  lost: z.number(),
});

/** Keeps count, with the references an image was made with, of what came of it. */
export interface HelpedRows {
  /** An image was made. Joins the caller's transaction. */
  readonly made: (generationId: string) => void;
  /** Runs a change of what people think of some images, and counts it in the same transaction. */
  readonly around: (generationIds: readonly string[], work: () => unknown) => void;
}

export function helpedRows(db: Db): HelpedRows {
  const made = change(
    db,
    `UPDATE pool_references SET uses = uses + 1
     WHERE id IN (SELECT reference_id FROM generation_references WHERE generation_id = ?)`,
  );
  // The latest of like and dislike of each person; votes it won, and lost to the other or as "both bad".
  const opinions = query(
    db,
    `WITH verdicts AS (
       SELECT coalesce(max(CASE kind WHEN 'like' THEN at END), -1)
         >= coalesce(max(CASE kind WHEN 'dislike' THEN at END), -1) AS likes
       FROM reactions WHERE generation_id = ? AND kind <> 'other' GROUP BY person_id)
     SELECT (SELECT count(*) FROM verdicts WHERE likes) AS likes,
       (SELECT count(*) FROM verdicts WHERE NOT likes) AS dislikes,
       (SELECT count(*) FROM votes WHERE generation_a = ? AND choice = 'A')
         + (SELECT count(*) FROM votes WHERE generation_b = ? AND choice = 'B') AS won,
       (SELECT count(*) FROM votes WHERE generation_a = ? AND choice IN ('B', 'both_bad'))
         + (SELECT count(*) FROM votes WHERE generation_b = ? AND choice IN ('A', 'both_bad')) AS lost`,
    opinionsRow,
  );
  const count = change(
    db,
    `UPDATE pool_references
     SET likes = likes + ?, dislikes = dislikes + ?, won = won + ?, lost = lost + ?
     WHERE id IN (SELECT reference_id FROM generation_references WHERE generation_id = ?)`,
  );
  const of = (id: string) => opinions.get(id, id, id, id, id) ?? NONE;
  const around = db.transaction((ids: readonly string[], work: () => unknown) => {
    const before = ids.map(of);
    work();
    for (const [index, id] of ids.entries()) {
      const [was, is] = [before[index] ?? NONE, of(id)];
      const changes = [
        is.likes - was.likes,
        is.dislikes - was.dislikes,
        is.won - was.won,
        is.lost - was.lost,
      ];
      if (changes.some((one) => one !== 0)) count(...changes, id);
    }
  });
  return {
    made: (id) => {
      made(id);
    },
    around: (ids, work) => around.immediate(ids, work),
  };
}

const NONE = { likes: 0, dislikes: 0, won: 0, lost: 0 };
