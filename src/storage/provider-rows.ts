import { z } from 'zod';
import { HEALTHY } from '../core/line/provider-rest.ts';
import type { Provider, Providers } from '../core/ports/provider-store.ts';
import { columnsOf, namesOf, type Sql } from './query.ts';

const health = {
  failures: z.number(),
  rests: z.number(),
  restsUntil: z.number().nullable(),
  why: z.enum(['failures', 'rate_limited']).nullable(),
};
const shape = {
  name: z.string(),
  displayName: z.string(),
  maxCalls: z.number().nullable(),
  ...health,
};
const row = z.object(shape).transform(
  ({ failures, rests, restsUntil, why, ...provider }): Provider => ({
    ...provider,
    health: { failures, rests, restsUntil, why },
  }),
);

/** The image providers, each with its name, cap and health. */
export function providerRows(sql: Sql): Providers {
  const find = (rest: string) =>
    sql.query(`SELECT ${columnsOf(shape)} FROM providers ${rest}`, row);
  const byName = find('WHERE name = ?');
  const putHealth = sql.insert(
    'providers',
    ['name', 'displayName', ...namesOf(health)],
    `ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, rests = excluded.rests,
       rests_until = excluded.rests_until, why = excluded.why`,
  );
  return {
    list: find('ORDER BY name').all,
    get: (name) => byName.get(name) ?? { name, displayName: name, maxCalls: null, health: HEALTHY },
    put: sql.upsert('providers', ['name'], ['displayName', 'maxCalls']),
    putHealth: (name, state) => putHealth({ name, displayName: name, ...state }),
  };
}
