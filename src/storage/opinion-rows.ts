import { z } from 'zod';
import type { Feedback, Feedbacks, Reactions, Votes } from '../core/ports/opinion-store.ts';
import { GENERATION_COLUMNS, generationRow } from './generation-rows.ts';
import { helpedRows } from './helped-rows.ts';
import { change, type Db, query } from './query.ts';

export function voteRows(db: Db): Votes {
  const helped = helpedRows(db);
  const put = change(
    db,
    `INSERT INTO votes (pair_id, person_id, generation_a, generation_b, choice, at)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET choice = excluded.choice, at = excluded.at`,
  );
  return {
    put: ({ pairId, personId, generationA, generationB, choice, at }) => {
      helped.around([generationA, generationB], () =>
        put(pairId, personId, generationA, generationB, choice, at),
      );
    },
  };
}

const kind = z.enum(['like', 'dislike', 'other']);
const reactionRow = z.object({
  personId: z.string(),
  emoji: z.string(),
  kind,
  at: z.number(),
});

export function reactionRows(db: Db): Reactions {
  const helped = helpedRows(db);
  const add = change(
    db,
    `INSERT INTO reactions (generation_id, person_id, emoji, kind, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET kind = excluded.kind, at = excluded.at`,
  );
  const remove = change(
    db,
    'DELETE FROM reactions WHERE generation_id = ? AND person_id = ? AND emoji = ?',
  );
  const of = query(
    db,
    `SELECT person_id AS personId, emoji, kind, at FROM reactions WHERE generation_id = ?
     ORDER BY at, person_id, emoji`,
    reactionRow,
  );
  // A like stands when the person's latest of like and dislike is a like.
  const liked = query(
    db,
    `WITH mine AS (
       SELECT generation_id, max(CASE kind WHEN 'like' THEN at END) AS liked,
         max(CASE kind WHEN 'dislike' THEN at END) AS disliked
       FROM reactions WHERE person_id = ? GROUP BY generation_id)
     SELECT ${GENERATION_COLUMNS} FROM mine
     JOIN generations ON generations.id = mine.generation_id
     JOIN pairs ON pairs.id = generations.pair_id
     WHERE pairs.workspace = ? AND deleted_at IS NULL AND liked >= coalesce(disliked, 0)
       AND (liked, generations.id) <
         (coalesce((SELECT liked FROM mine WHERE generation_id = ?), 9007199254740991),
          coalesce(?, '~'))
     ORDER BY liked DESC, generations.id DESC LIMIT ?`,
    generationRow,
  );
  return {
    add: (generationId, personId, emoji, as, at) => {
      helped.around([generationId], () => add(generationId, personId, emoji, as, at));
    },
    remove: (generationId, personId, emoji) => {
      helped.around([generationId], () => remove(generationId, personId, emoji));
    },
    of: of.all,
    liked: (personId, workspace, before, limit) =>
      liked.all(personId, workspace, before, before, limit),
    count: (generationId) => {
      const verdicts = new Map<string, 'like' | 'dislike'>();
      for (const one of of.all(generationId)) {
        if (one.kind !== 'other') verdicts.set(one.personId, one.kind);
      }
      const all = [...verdicts.values()];
      const likes = all.filter((one) => one === 'like').length;
      return { likes, dislikes: all.length - likes };
    },
  };
}

const feedbackRow: z.ZodType<Feedback> = z.object({
  generationId: z.string(),
  personId: z.string(),
  rating: z.number(),
  text: z.string(),
  at: z.number(),
});

export function feedbackRows(db: Db): Feedbacks {
  const put = change(
    db,
    `INSERT INTO feedback (generation_id, person_id, rating, text, at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET rating = excluded.rating, text = excluded.text, at = excluded.at`,
  );
  const of = query(
    db,
    `SELECT generation_id AS generationId, person_id AS personId, rating, text, at FROM feedback
     WHERE generation_id = ? ORDER BY at`,
    feedbackRow,
  );
  return {
    put: ({ generationId, personId, rating, text, at }) => {
      put(generationId, personId, rating, text, at);
    },
    of: of.all,
  };
}
