import { z } from 'zod';
import { type Db, Sql, type Watch } from './query.ts';

/** Sign-ins of the web chat, for `bots/web`. */
export function sessionRows(db: Db, watch?: Watch) {
  const sql = new Sql(db, watch);
  const expiresAt = sql.column('SELECT expires_at FROM web_sessions WHERE hash = ?', z.number());
  const ended = sql.change('DELETE FROM web_sessions WHERE expires_at <= ?');
  const surplus = sql.change(`DELETE FROM web_sessions WHERE hash NOT IN (
     SELECT hash FROM web_sessions ORDER BY expires_at DESC, hash LIMIT ?)`);
  const put = sql.change('INSERT INTO web_sessions (hash, expires_at) VALUES (?, ?)');
  const remove = sql.change('DELETE FROM web_sessions WHERE hash = ?');
  return {
    put: (hash: string, at: number): void => void put(hash, at),
    expiresAt: expiresAt.get,
    remove: (hash: string): void => void remove(hash),
    prune: (now: number, keep: number): void => {
      ended(now);
      surplus(keep);
    },
  };
}
