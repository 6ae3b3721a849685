import type { Sql } from './query.ts';

/**
 * Caches reads of what every command needs and few people change, until its version does. The version is new with every change, whoever
 * makes it, and never comes again, also not after a transaction that is rolled back: so reads inside one are cached too.
 * Whoever reads a value gets the same as others before, and must not change it.
 */
export function cached(
  sql: Sql,
  table: 'pool_version' | 'model_version',
): <T>(read: () => T) => () => T {
  const version = sql.number(`SELECT version FROM ${table}`);
  return (read) => {
    let known: { readonly version: number; readonly value: ReturnType<typeof read> } | undefined;
    return () => {
      const now = version();
      if (known?.version === now) return known.value;
      const value = read();
      known = { version: now, value };
      return value;
    };
  };
}
