import { z } from 'zod';
import type { Card } from '../core/chat/card.ts';
import { json, type Db, GIVEN, Sql, type Watch } from './query.ts';

const frame = z.looseObject({ kind: z.string(), rows: z.array(z.unknown()) });
/** Checks only the frame of a card: this module alone writes them. */
const cardSchema: z.ZodType<Card> = z.custom<Card>((value) => frame.safeParse(value).success);

const shape = {
  id: z.string(),
  channel: z.string(),
  nonce: z.string(),
  seq: z.number(),
  replyTo: z.string().nullable(),
  card: json(cardSchema).nullable(),
  at: z.number(),
};
const NEXT_SEQ = '(SELECT coalesce(max(seq), 0) + 1 FROM web_messages)';
const POSITION = 'SELECT position FROM web_messages WHERE id = ?';

type MessageRow = Readonly<z.infer<z.ZodObject<typeof shape>>>;
/** What a write returns: whoever writes a card need not read it. */
const { card: _card, ...beside } = shape;

/** Messages of the local web chat, for `bots/web`. */
export function webMessageRows(db: Db, watch?: Watch) {
  const sql = new Sql(db, watch);
  const insert = sql.returning(
    `INSERT INTO web_messages (id, channel, nonce, seq, position, reply_to, card, at)
     VALUES (?, ?, ?, ${NEXT_SEQ}, ${NEXT_SEQ}, ?, ?, ?) ON CONFLICT (nonce) DO NOTHING`,
    beside,
  );
  const edit = <Shape extends z.ZodRawShape>(set: string, returned: Shape) =>
    sql.returning(
      `UPDATE web_messages SET ${set}, seq = ${NEXT_SEQ} WHERE id = ? AND card IS NOT NULL`,
      returned,
    );
  const update = edit('card = ?', beside);
  const touch = edit('card = card', shape);
  const remove = edit('card = NULL', shape);
  const find = (where: string) => sql.select('web_messages', shape, `WHERE ${where}`);
  const byId = find('id = ?');
  const byNonce = find('nonce = ?');
  const epochs = sql.texts('SELECT epoch FROM web_chat');
  const page = find(`channel = ? AND card IS NOT NULL
     AND position < coalesce((${POSITION}), 9007199254740991)
     ORDER BY position DESC LIMIT ?`);
  const rootOf = find(`id = (SELECT coalesce(reply_to, id) FROM web_messages WHERE id = ?)`);
  const rootsBefore = find(`channel = ? AND reply_to IS NULL AND card IS NOT NULL
     AND position < coalesce((${POSITION}), 9007199254740991) ORDER BY position DESC LIMIT ?`);
  const rootsAfter = find(`channel = ? AND reply_to IS NULL AND card IS NOT NULL
     AND position > (${POSITION}) ORDER BY position LIMIT ?`);
  const answersTo = find(`reply_to IN (SELECT value FROM json_each(?)) AND card IS NOT NULL
     ORDER BY position`);
  return {
    post: ({ id, channel, nonce, replyTo, card, at }: Omit<MessageRow, 'seq'>): MessageRow => {
      const added = insert(id, channel, nonce, replyTo, JSON.stringify(card), at);
      const message = added === undefined ? byNonce.get(nonce) : { ...added, card };
      if (message === undefined) throw new Error(`message ${nonce} was stored and is not there`);
      return message;
    },
    update: (id: string, card: Card): MessageRow | undefined => {
      const updated = update(JSON.stringify(card), id);
      return updated && { ...updated, card };
    },
    touch: (id: string) => touch(id),
    remove: (id: string) => {
      return remove(id) ?? byId.get(id);
    },
    get: byId.get,
    byNonce: byNonce.get,
    since: find(`channel = ${GIVEN} AND seq > ${GIVEN} ORDER BY seq LIMIT ?`).all,
    page: (channel: string, before: string | null, limit: number) =>
      page.all(channel, before, limit).toReversed(),
    rootOf: rootOf.get,
    rootsBefore: (channel: string, before: string | null, limit: number) =>
      rootsBefore.all(channel, before, limit).toReversed(),
    rootsAfter: rootsAfter.all,
    answersTo: (ids: readonly string[]) => answersTo.all(JSON.stringify(ids)),
    newestSeq: sql.number('SELECT coalesce(max(seq), 0) FROM web_messages'),
    epoch: () => epochs()[0] ?? '',
  };
}
