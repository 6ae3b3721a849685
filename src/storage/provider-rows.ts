import { z } from 'zod';
import { HEALTHY } from '../core/line/provider-rest.ts';
import type { Provider, Providers } from '../core/ports/provider-store.ts';
import { change, type Db, query } from './query.ts';

const row = z
  .object({
    name: z.string(),
    displayName: z.string(),
    maxCalls: z.number().nullable(),
    failures: z.number(),
    rests: z.number(),
    restsUntil: z.number().nullable(),
    why: z.enum(['failures', 'rate_limited']).nullable(),
  })
  .transform(
    ({ failures, rests, restsUntil, why, ...provider }): Provider => ({
      ...provider,
      health: { failures, rests, restsUntil, why },
    }),
  );
const SELECT = `SELECT name, display_name AS displayName, max_calls AS maxCalls, failures, rests,
  rests_until AS restsUntil, why FROM providers`;

/** What is known of each image provider. */
export function providerRows(db: Db): Providers {
  const list = query(db, `${SELECT} ORDER BY name`, row);
  const byName = query(db, `${SELECT} WHERE name = ?`, row);
  const put = change(
    db,
    `INSERT INTO providers (name, display_name, max_calls) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET display_name = excluded.display_name,
       max_calls = excluded.max_calls`,
  );
  const putHealth = change(
    db,
    `INSERT INTO providers (name, display_name, failures, rests, rests_until, why)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET failures = excluded.failures,
       rests = excluded.rests, rests_until = excluded.rests_until, why = excluded.why`,
  );
  return {
    list: list.all,
    get: (name) => byName.get(name) ?? { name, displayName: name, maxCalls: null, health: HEALTHY },
    put: ({ name, displayName, maxCalls }) => {
      put(name, displayName, maxCalls);
    },
    putHealth: (name, { failures, rests, restsUntil, why }) => {
      putHealth(name, name, failures, rests, restsUntil, why);
    },
  };
}
