import { z } from 'zod';
import type { Requests } from '../core/ports/request-store.ts';
import type { Sql } from './query.ts';

/** Requests that may be sent again. */
export function requestRows(sql: Sql): Requests {
  const begin =
    sql.change(`INSERT INTO requests (person_id, key, at, fingerprint) VALUES (?, ?, ?, ?)
     ON CONFLICT (person_id, key) DO NOTHING`);
  const answerTo = sql.column(
    'SELECT answer FROM requests WHERE person_id = ? AND key = ?',
    z.string().nullable(),
  );
  const fingerprintOf = sql.column(
    'SELECT fingerprint FROM requests WHERE person_id = ? AND key = ?',
    z.string().nullable(),
  );
  const answered = sql.change('UPDATE requests SET answer = ? WHERE person_id = ? AND key = ?');
  return {
    begin: (personId, key, at, fingerprint = null) => begin(personId, key, at, fingerprint) === 1,
    fingerprintOf: (personId, key) => fingerprintOf.get(personId, key) ?? null,
    answerTo: (personId, key) => answerTo.get(personId, key) ?? null,
    answered: (personId, key, answer) => answered(answer, personId, key),
    forget: sql.change('DELETE FROM requests WHERE person_id = ? AND key = ?'),
    forgetBefore: sql.change('DELETE FROM requests WHERE at < ?'),
  };
}
