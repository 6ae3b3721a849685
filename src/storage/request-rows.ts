import { z } from 'zod';
import type { Requests } from '../core/ports/request-store.ts';
import { change, type Db, queryColumn } from './query.ts';

/** Requests that may be sent again. */
export function requestRows(db: Db): Requests {
  const begin = change(
    db,
    `INSERT INTO requests (person_id, key, at) VALUES (?, ?, ?)
     ON CONFLICT (person_id, key) DO NOTHING`,
  );
  const answerTo = queryColumn(
    db,
    'SELECT answer FROM requests WHERE person_id = ? AND key = ?',
    z.string().nullable(),
  );
  const answered = change(db, 'UPDATE requests SET answer = ? WHERE person_id = ? AND key = ?');
  return {
    begin: (personId, key, at) => begin(personId, key, at) === 1,
    answerTo: (personId, key) => answerTo.get(personId, key) ?? null,
    answered: (personId, key, answer) => answered(answer, personId, key),
    forget: change(db, 'DELETE FROM requests WHERE person_id = ? AND key = ?'),
    forgetBefore: change(db, 'DELETE FROM requests WHERE at < ?'),
  };
}
