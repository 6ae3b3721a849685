import { SURFACES } from '../core/domain/person.ts';
import { z } from 'zod';
import { type Post, refusalSchema } from '../core/domain/pair.ts';
import { KEPT_BACK, type Posts } from '../core/ports/post-store.ts';
import { columnNames, columnsOf, json, namesOf, type Query, type Sql } from './query.ts';

const shape = {
  id: z.string(),
  kind: z.enum(['header', 'image', 'card']),
  pairId: z.string(),
  generationId: z.string().nullable(),
  surface: z.enum(SURFACES),
  workspace: z.string(),
  channel: z.string(),
  thread: z.string().nullable(),
  state: z.enum(['intended', 'again', 'posted', 'undelivered', 'refused', 'removed']),
  messageId: z.string().nullable(),
  memo: z.string().nullable(),
  shown: z.string().nullable(),
  firstTriedAt: z.number(),
  againAt: z.number().nullable(),
  refusal: json(refusalSchema).nullable(),
};

export const POST_FIELDS = columnNames(shape);
export const postRow = z
  .object(shape)
  .transform(({ surface, workspace, channel, thread, ...rest }): Post => {
    return { ...rest, place: { surface, workspace, channel, thread } };
  });

/** A query for posts. */
export function queryPosts(sql: Sql, where: string): Query<Post> {
  return sql.query(`SELECT ${columnsOf(shape)} FROM posts WHERE ${where}`, postRow);
}

/** Messages of ours. Each is committed as an intent before it is posted. */
export function postRows(sql: Sql): Posts {
  const insert = sql.insert('posts', namesOf(shape), 'ON CONFLICT (id) DO NOTHING');
  const withdraw = sql.change(
    `DELETE FROM posts WHERE id = ? AND state = 'intended' AND memo IS NULL AND generation_id IS NOT NULL`,
  );
  const byMessage = queryPosts(
    sql,
    'surface = ? AND workspace = ? AND channel = ? AND message_id = ?',
  );
  const images = queryPosts(
    sql,
    `surface = ? AND kind = 'image' AND state = 'posted' AND first_tried_at >= ?
     ORDER BY workspace, channel, first_tried_at`,
  );
  const posted = sql.change(
    `UPDATE posts SET state = 'posted', message_id = ?, memo = ?, shown = ? WHERE id = ?`,
  );
  const keep = sql.change('UPDATE posts SET memo = ? WHERE id = ?');
  const setShown = sql.change('UPDATE posts SET shown = ? WHERE id = ?');
  const hasKeptBack = sql.number(`
    SELECT EXISTS (SELECT 1 FROM posts WHERE surface = ? AND workspace = ? AND channel = ?
       AND shown GLOB '${KEPT_BACK}*')`);
  const clearKeptBack = sql.texts(`
    UPDATE posts SET shown = '' WHERE surface = ? AND workspace = ? AND channel = ?
       AND shown GLOB '${KEPT_BACK}*' RETURNING pair_id`);
  const requestAgain = sql.change(
    `UPDATE posts SET state = 'again', again_at = ? WHERE id = ? AND state = 'undelivered'`,
  );
  const setRefusal = sql.change('UPDATE posts SET refusal = ? WHERE id = ?');
  const mark = sql.change('UPDATE posts SET state = ? WHERE id = ?');
  return {
    intend: (post) => insert({ ...post, ...post.place }) === 1,
    withdraw: (id) => {
      withdraw(id);
    },
    get: queryPosts(sql, 'id = ?').get,
    byMessage: ({ surface, workspace, channel }, messageId) =>
      byMessage.get(surface, workspace, channel, messageId),
    images: images.all,
    posted: (id, message, shown) => posted(message.id, message.memo, shown, id),
    keep: (id, memo) => keep(memo, id),
    setShown: (id, shown) => setShown(shown, id),
    hasKeptBack: ({ surface, workspace, channel }) =>
      hasKeptBack(surface, workspace, channel) === 1,
    clearKeptBack: ({ surface, workspace, channel }) => clearKeptBack(surface, workspace, channel),
    requestAgain: (id, at) => requestAgain(at, id) === 1,
    setRefusal: (id, refusal) => setRefusal(refusal && JSON.stringify(refusal), id),
    mark: (id, state) => mark(state, id),
  };
}
