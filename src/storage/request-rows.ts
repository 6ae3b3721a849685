import { z } from 'zod';
import type { Requests } from '../core/ports/request-store.ts';
import { change, type Db, query } from './query.ts';

/** Requests that may be sent again. */
export function requestRows(db: Db): Requests {
  const begin = change(
    db,
    `INSERT INTO requests (person_id, key, at) VALUES (?, ?, ?)
     ON CONFLICT (person_id, key) DO NOTHING`,
  );
  const answerTo = query(
    db,
    'SELECT answer FROM requests WHERE person_id = ? AND key = ?',
    z.object({ answer: z.string().nullable() }),
  );
  const answered = change(db, 'UPDATE requests SET answer = ? WHERE person_id = ? AND key = ?');
  const forget = change(db, 'DELETE FROM requests WHERE person_id = ? AND key = ?');
  const forgetBefore = change(db, 'DELETE FROM requests WHERE at < ?');
  return {
    begin: (personId, key, at) => begin(personId, key, at) === 1,
    answerTo: (personId, key) => answerTo.get(personId, key)?.answer ?? null,
    answered: (personId, key, answer) => {
      answered(answer, personId, key);
    },
    forget: (personId, key) => {
      forget(personId, key);
    },
    forgetBefore: (at) => {
      forgetBefore(at);
    },
  };
}
