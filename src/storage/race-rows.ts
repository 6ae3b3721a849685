import { z } from 'zod';
import { failureSchema } from '../core/domain/failure.ts';
import { type Candidate, CANDIDATE_STATES, type Race, RACE_RULES } from '../core/domain/race.ts';
import { imageSchema } from '../core/domain/side.ts';
import { anySpecSchema } from '../core/domain/spec.ts';
import type { Races } from '../core/ports/race-store.ts';
import { ENTRY_OF_RIVAL, entryRow, RIVALS_WHO } from './entry-rows.ts';
import { columnsOf, GIVEN, json, namesOf, type Sql } from './query.ts';

const time = z.number().nullable();
const shape = {
  id: z.string(),
  generationId: z.string(),
  number: z.number(),
  spec: json(anySpecSchema),
  state: z.enum(CANDIDATE_STATES),
  dispatchedAt: time,
  endedAt: time,
  image: json(imageSchema).nullable(),
  failure: json(failureSchema).nullable(),
};
const candidateRow: z.ZodType<Candidate> = z.object(shape);
const raceRow = z.object({
  generationId: z.string(),
  firstAt: time,
  winnerId: z.string().nullable(),
  judge: z.string().nullable(),
  reason: z.string().nullable(),
  rule: z.enum(RACE_RULES).nullable(),
});

/** Races of generations by several models. */
export function raceRows(sql: Sql): Races {
  const insertRace = sql.insert('races', ['generationId', 'pairId']);
  const insert = sql.insert('candidates', [...namesOf(shape), 'provider', 'modelId']);
  const race = racesWhere(sql, 'generation_id = ?');
  const begin = sql.change(
    `UPDATE candidates SET state = 'running', dispatched_at = ? WHERE id = ? AND state = 'waiting'`,
  );
  const end = sql.change(
    `UPDATE candidates SET state = ?, image = ?, failure = ?, ended_at = ?
     WHERE id = ? AND state IN ('waiting', 'running')`,
  );
  const first = sql.change(
    `UPDATE races SET first_at = coalesce(first_at, ?)
     WHERE generation_id = (SELECT generation_id FROM candidates WHERE id = ?)`,
  );
  const decide = sql.change(
    `UPDATE races SET winner_id = ?, judge = ?, reason = ?, rule = ?
     WHERE generation_id = ? AND winner_id IS NULL`,
  );
  return {
    insert: (pairId, { generationId, candidates: all }) => {
      insertRace({ generationId, pairId });
      for (const one of all) {
        insert({ ...one, provider: one.spec.provider, modelId: one.spec.modelId });
      }
    },
    of: (generationId) => race(generationId)[0],
    candidate: candidatesWhere(sql, 'id = ?').get,
    live: sql.texts(`${liveWhere('waiting')} UNION ALL ${liveWhere('running')}`),
    waiting: sql.query(
      `SELECT ${ENTRY_OF_RIVAL}, NULL AS dispatchedAt ${RIVALS_WHO} = 'waiting'
       ORDER BY generations.created_at, candidates.number`,
      entryRow,
    ).all,
    begin: (id, at) => begin(at, id) === 1,
    end: (id, { state, image, failure }, at) => {
      const texts = [image && JSON.stringify(image), failure && JSON.stringify(failure)];
      const isEnded = end(state, ...texts, at, id) === 1;
      if (isEnded && image !== null) first(at, id);
      return isEnded;
    },
    decide: (generationId, { winnerId, judge, reason, rule }) => {
      decide(winnerId, judge, reason, rule, generationId);
    },
  };
}

/** Generations of a state have an index each, which a condition on two states would not use. */
function liveWhere(state: 'waiting' | 'running'): string {
  return `SELECT races.generation_id FROM generations
    JOIN races ON races.generation_id = generations.id WHERE state = '${state}'`;
}

/** The races of a pair, oldest first. */
export function racesOfPair(sql: Sql): (pairId: string) => readonly Race[] {
  return racesWhere(sql, `pair_id = ${GIVEN} ORDER BY generation_id`);
}

function racesWhere(sql: Sql, where: string): (value: string) => readonly Race[] {
  const races = sql.query(`SELECT ${columnsOf(raceRow.shape)} FROM races WHERE ${where}`, raceRow);
  const candidates = candidatesWhere(sql, `generation_id = ${GIVEN} ORDER BY number`);
  return (value) =>
    races.all(value).map(({ generationId, firstAt, ...said }) => {
      const { winnerId } = said;
      const verdict = winnerId === null ? null : { ...said, winnerId };
      return { generationId, firstAt, verdict, candidates: candidates.all(generationId) };
    });
}

function candidatesWhere(sql: Sql, where: string) {
  return sql.query(`SELECT ${columnsOf(shape)} FROM candidates WHERE ${where}`, candidateRow);
}
