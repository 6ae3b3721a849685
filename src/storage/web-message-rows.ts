import { z } from 'zod';
import type { Card } from '../core/chat/card.ts';
import { change, type Db, json, query, queryNumber } from './query.ts';

const COLUMNS = 'id, channel, nonce, seq, reply_to AS replyTo, card, at';

/** Cards are our own plain data, written by this module alone: only their frame is checked again. */
const cardSchema: z.ZodType<Card> = z.custom<Card>(
  (value) =>
    z.looseObject({ kind: z.string(), rows: z.array(z.unknown()) }).safeParse(value).success,
);

const messageRow = z.object({
  id: z.string(),
  channel: z.string(),
  nonce: z.string(),
  seq: z.number(),
  replyTo: z.string().nullable(),
  card: json(cardSchema).nullable(),
  at: z.number(),
});
const NEXT_SEQ = '(SELECT coalesce(max(seq), 0) + 1 FROM web_messages)';

type MessageRow = Readonly<z.infer<typeof messageRow>>;

/** Messages of the local web chat, as `bots/web` wants them kept. */
export function webMessageRows(db: Db) {
  const insert = change(
    db,
    `INSERT INTO web_messages (id, channel, nonce, seq, position, reply_to, card, at)
     VALUES (?, ?, ?, ${NEXT_SEQ}, ${NEXT_SEQ}, ?, ?, ?) ON CONFLICT (nonce) DO NOTHING`,
  );
  const update = change(
    db,
    `UPDATE web_messages SET card = ?, seq = ${NEXT_SEQ} WHERE id = ? AND card IS NOT NULL`,
  );
  const touch = change(
    db,
    `UPDATE web_messages SET seq = ${NEXT_SEQ} WHERE id = ? AND card IS NOT NULL`,
  );
  const remove = change(
    db,
    `UPDATE web_messages SET card = NULL, seq = ${NEXT_SEQ}
     WHERE id = ? AND card IS NOT NULL`,
  );
  const byId = query(db, `SELECT ${COLUMNS} FROM web_messages WHERE id = ?`, messageRow);
  const byNonce = query(db, `SELECT ${COLUMNS} FROM web_messages WHERE nonce = ?`, messageRow);
  const since = query(
    db,
    `SELECT ${COLUMNS} FROM web_messages WHERE channel = ? AND seq > ? ORDER BY seq LIMIT ?`,
    messageRow,
  );
  const page = query(
    db,
    `SELECT ${COLUMNS} FROM web_messages WHERE channel = ? AND card IS NOT NULL AND position < coalesce(
       (SELECT position FROM web_messages WHERE id = ?), 9007199254740991)
     ORDER BY position DESC LIMIT ?`,
    messageRow,
  );
  const newestSeq = queryNumber(db, 'SELECT coalesce(max(seq), 0) FROM web_messages');
  return {
    post: ({ id, channel, nonce, replyTo, card, at }: Omit<MessageRow, 'seq'>): MessageRow => {
      insert(id, channel, nonce, replyTo, JSON.stringify(card), at);
      const message = byNonce.get(nonce);
      if (message === undefined) throw new Error(`message ${nonce} was stored and is not there`);
      return message;
    },
    update: (id: string, card: Card) =>
      update(JSON.stringify(card), id) === 1 ? byId.get(id) : undefined,
    touch: (id: string) => (touch(id) === 1 ? byId.get(id) : undefined),
    remove: (id: string) => {
      remove(id);
      return byId.get(id);
    },
    get: byId.get,
    byNonce: byNonce.get,
    since: since.all,
    page: (channel: string, before: string | null, limit: number) =>
      page.all(channel, before, limit).toReversed(),
    newestSeq: () => newestSeq(),
  };
}
