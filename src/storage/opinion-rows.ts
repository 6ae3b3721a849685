import { z } from 'zod';
import { anyOf, readEmoji } from '../core/chat/emoji.ts';
import { type Vote, VOTES } from '../core/domain/pair.ts';
import type { Feedbacks, Reactions, Votes } from '../core/ports/opinion-store.ts';
import { GENERATION_COLUMNS, generationRow } from './generation-rows.ts';
import { helpedRows } from './helped-rows.ts';
import { columnNames, namesOf, type Sql } from './query.ts';

const votes = {
  pairId: z.string(),
  personId: z.string(),
  generationA: z.string(),
  generationB: z.string(),
  choice: z.enum(VOTES),
  at: z.number(),
};

export const VOTE_FIELDS = columnNames(votes);
export const voteRow: z.ZodType<Vote> = z.object(votes);

export function voteRows(sql: Sql): Votes {
  const helped = helpedRows(sql);
  const put = sql.insert(
    'votes',
    namesOf(votes),
    'ON CONFLICT DO UPDATE SET choice = excluded.choice, at = excluded.at',
  );
  const remove = sql.change(
    'DELETE FROM votes WHERE generation_a = ? AND generation_b = ? AND person_id = ?',
  );
  return {
    remove: ({ generationA: a, generationB: b, personId }) =>
      helped.countAround([a, b], () => remove(a, b, personId)),
    put: (vote) => helped.countAround([vote.generationA, vote.generationB], () => put(vote)),
  };
}

const reactions = {
  personId: z.string(),
  exact: z.string(),
  name: z.string(),
  kind: z.enum(['like', 'dislike', 'other']),
  at: z.number(),
};

export function reactionRows(sql: Sql): Reactions {
  const helped = helpedRows(sql);
  const add = sql.upsert(
    'reactions',
    ['generationId', 'personId', 'exact'],
    ['name', 'kind', 'at'],
  );
  const remove = sql.change(
    'DELETE FROM reactions WHERE generation_id = ? AND person_id = ? AND exact = ?',
  );
  const of = sql.select(
    'reactions',
    reactions,
    'WHERE generation_id = ? ORDER BY at, person_id, name, exact',
  );
  // A person likes an image when the latest of their likes and dislikes is a like.
  const liked = sql.query(
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
    add: (generationId, personId, emoji, kind, at) =>
      helped.countAround([generationId], () => {
        add({ generationId, personId, ...emoji, kind, at });
        const isDefault = readEmoji(emoji.name)?.exact === emoji.exact;
        if (isDefault) remove(generationId, personId, anyOf(emoji.name));
      }),
    remove: (generationId, personId, { exact, name }) =>
      helped.countAround([generationId], () => {
        const removed = remove(generationId, personId, exact);
        if (removed === 0) remove(generationId, personId, anyOf(name));
      }),
    of: of.all,
    liked: (personId, workspace, before, limit) =>
      liked.all(personId, workspace, before, before, limit),
    count: (generationId) => {
      const { likes, dislikes } = helped.opinionsOn(generationId);
      return { likes, dislikes };
    },
  };
}

const feedback = {
  generationId: z.string(),
  personId: z.string(),
  rating: z.number(),
  text: z.string(),
  at: z.number(),
};

export function feedbackRows(sql: Sql): Feedbacks {
  return {
    put: sql.upsert('feedback', ['generationId', 'personId'], ['rating', 'text', 'at']),
    of: sql.select('feedback', feedback, 'WHERE generation_id = ? ORDER BY at').all,
  };
}
