import { z } from 'zod';
import type { Sql } from './query.ts';

const opinionsRow = z.object({
  likes: z.number(),
  dislikes: z.number(),
  won: z.number(),
  lost: z.number(),
});

type Opinions = Readonly<z.infer<typeof opinionsRow>>;

/** Keeps the counters of the references that images were made with. */
export interface HelpedRows {
  /** Counts the use of an image's references. Joins the caller's transaction. */
  readonly countUse: (generationId: string) => void;
  /** What people say of an image now. */
  readonly opinionsOn: (generationId: string) => Opinions;
  /** Runs a change of votes or reactions on these images, and counts the difference in the same transaction. */
  readonly countAround: (generationIds: readonly string[], work: () => unknown) => void;
}

export function helpedRows(sql: Sql): HelpedRows {
  const countUse = sql.change(`UPDATE pool_references SET uses = uses + 1
     WHERE id IN (SELECT reference_id FROM generation_references WHERE generation_id = ?)`);
  // The latest like or dislike of each person; votes won, and votes lost to the other image or as "both bad".
  const opinions = sql.query(
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
  const count = sql.change(`UPDATE pool_references
     SET likes = likes + ?, dislikes = dislikes + ?, won = won + ?, lost = lost + ?
     WHERE id IN (SELECT reference_id FROM generation_references WHERE generation_id = ?)`);
  const opinionsOn = (id: string): Opinions =>
    opinions.get(id, id, id, id, id) ?? { likes: 0, dislikes: 0, won: 0, lost: 0 };
  const of = (id: string) => {
    const { likes, dislikes, won, lost } = opinionsOn(id);
    return [likes, dislikes, won, lost];
  };
  const around = sql.db.transaction((ids: readonly string[], work: () => unknown) => {
    const before = ids.map(of);
    work();
    for (const [index, id] of ids.entries()) {
      const changes = of(id).map((now, column) => now - (before[index]?.[column] ?? 0));
      if (changes.some((one) => one !== 0)) count(...changes, id);
    }
  });
  const countAround: HelpedRows['countAround'] = (ids, work) =>
    sql.write(() => around.immediate(ids, work));
  return { countUse, opinionsOn, countAround };
}
