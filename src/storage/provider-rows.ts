import { z } from 'zod';
import { CALL_PURPOSES } from '../core/domain/provider-call.ts';
import { HEALTHY } from '../core/line/provider-rest.ts';
import type { RestScope } from '../core/line/rest-scope.ts';
import type { Providers, Rests, ScopeHealth } from '../core/ports/provider-store.ts';
import { columnsOf, namesOf, type Sql } from './query.ts';

const provider = {
  name: z.string(),
  displayName: z.string(),
  maxCalls: z.number().nullable(),
};

/** The image providers, each with its name and cap. */
export function providerRows(sql: Sql): Providers {
  const find = (rest: string) => sql.select('providers', provider, rest);
  const byName = find('WHERE name = ?');
  return {
    list: find('ORDER BY name').all,
    get: (name) => byName.get(name) ?? { name, displayName: name, maxCalls: null },
    put: sql.upsert('providers', ['name'], ['displayName', 'maxCalls']),
  };
}

const health = {
  failures: z.number(),
  rests: z.number(),
  restsUntil: z.number().nullable(),
  why: z.enum(['failures', 'rate_limited']).nullable(),
};
const scope = {
  provider: z.string(),
  purpose: z.enum(CALL_PURPOSES),
  /** '' for all models: a part of a primary key is not null. */
  model: z.string(),
};
const restRow = z.object({ ...scope, ...health }).transform(
  ({ provider: name, purpose, model, ...found }): ScopeHealth => ({
    scope: { provider: name, purpose, model: model === '' ? null : model },
    health: found,
  }),
);

/** The scopes that are not healthy. */
export function restRows(sql: Sql): Rests {
  const find = (rest: string) =>
    sql.query(`SELECT ${columnsOf({ ...scope, ...health })} FROM provider_rests ${rest}`, restRow);
  const byScope = find('WHERE provider = ? AND purpose = ? AND model = ?');
  const put = sql.upsert('provider_rests', namesOf(scope), namesOf(health));
  const forget = sql.change(
    'DELETE FROM provider_rests WHERE provider = ? AND purpose = ? AND model = ?',
  );
  return {
    list: find('ORDER BY provider, purpose, model').all,
    get: (of) => byScope.get(...key(of))?.health ?? HEALTHY,
    put: (of, state) => {
      if (state.failures === 0 && state.rests === 0) forget(...key(of));
      else put({ ...of, model: of.model ?? '', ...state });
    },
  };
}

function key({ provider: name, purpose, model }: RestScope) {
  return [name, purpose, model ?? ''] as const;
}
