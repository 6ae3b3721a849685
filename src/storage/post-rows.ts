import { SURFACES } from '../core/domain/person.ts';
import { z } from 'zod';
import type { Post } from '../core/domain/pair.ts';
import { KEPT_BACK, type Posts } from '../core/ports/post-store.ts';
import { change, type Db, query, queryNumber, queryTexts } from './query.ts';

export const POST_COLUMNS = `id, kind, pair_id AS pairId, generation_id AS generationId, surface,
  workspace, channel, thread, state, message_id AS messageId, memo, shown, first_tried_at AS firstTriedAt,
  again_at AS againAt`;

export const postRow = z
  .object({
    id: z.string(),
    kind: z.enum(['header', 'image', 'card']),
    pairId: z.string(),
    generationId: z.string().nullable(),
    surface: z.enum(SURFACES),
    workspace: z.string(),
    channel: z.string(),
    thread: z.string().nullable(),
    state: z.enum(['intended', 'again', 'posted', 'undelivered', 'removed']),
    messageId: z.string().nullable(),
    memo: z.string().nullable(),
    shown: z.string().nullable(),
    firstTriedAt: z.number(),
    againAt: z.number().nullable(),
  })
  .transform(({ surface, workspace, channel, thread, ...rest }): Post => {
    return { ...rest, place: { surface, workspace, channel, thread } };
  });

/** Messages of ours: intents first, then what became of them. */
export function postRows(db: Db): Posts {
  const insert = change(
    db,
    `INSERT INTO posts (id, kind, pair_id, generation_id, surface, workspace, channel, thread, state,
       message_id, memo, shown, first_tried_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO NOTHING`,
  );
  const byId = query(db, `SELECT ${POST_COLUMNS} FROM posts WHERE id = ?`, postRow);
  const byMessage = query(
    db,
    `SELECT ${POST_COLUMNS} FROM posts
     WHERE surface = ? AND workspace = ? AND channel = ? AND message_id = ?`,
    postRow,
  );
  const images = query(
    db,
    `SELECT ${POST_COLUMNS} FROM posts
     WHERE surface = ? AND kind = 'image' AND state = 'posted' AND first_tried_at >= ?
     ORDER BY workspace, channel, first_tried_at`,
    postRow,
  );
  const posted = change(
    db,
    `UPDATE posts SET state = 'posted', message_id = ?, memo = ?, shown = ? WHERE id = ?`,
  );
  const showing = change(db, 'UPDATE posts SET shown = ? WHERE id = ?');
  const keptBack = queryNumber(
    db,
    `SELECT EXISTS (SELECT 1 FROM posts WHERE surface = ? AND workspace = ? AND channel = ?
       AND shown GLOB '${KEPT_BACK}*')`,
  );
  const unkeep = queryTexts(
    db,
    `UPDATE posts SET shown = '' WHERE surface = ? AND workspace = ? AND channel = ?
       AND shown GLOB '${KEPT_BACK}*' RETURNING pair_id`,
  );
  const again = change(
    db,
    `UPDATE posts SET state = 'again', again_at = ? WHERE id = ? AND state = 'undelivered'`,
  );
  const mark = change(db, 'UPDATE posts SET state = ? WHERE id = ?');
  return {
    intend: (post) => insert(...columnsOf(post)) === 1,
    get: byId.get,
    byMessage: ({ surface, workspace, channel }, messageId) =>
      byMessage.get(surface, workspace, channel, messageId),
    images: images.all,
    posted: (id, message, shown) => {
      posted(message.id, message.memo, shown, id);
    },
    setShown: (id, shown) => {
      showing(shown, id);
    },
    hasKeptBack: ({ surface, workspace, channel }) => keptBack(surface, workspace, channel) === 1,
    clearKeptBack: ({ surface, workspace, channel }) => unkeep(surface, workspace, channel),
    requestAgain: (id, at) => again(at, id) === 1,
    mark: (id, state) => {
      mark(state, id);
    },
  };
}

function columnsOf(post: Post) {
  const { surface, workspace, channel, thread } = post.place;
  return [
    post.id,
    post.kind,
    post.pairId,
    post.generationId,
    surface,
    workspace,
    channel,
    thread,
    post.state,
    post.messageId,
    post.memo,
    post.shown,
    post.firstTriedAt,
  ];
}
