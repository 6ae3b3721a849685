import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src/storage/database.ts';
import { Sql, UNWATCHED } from '../../src/storage/query.ts';
import { transactions } from '../../src/storage/transactions.ts';

const INSERT = `INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING`;

function counted() {
  const db = openDatabase(':memory:');
  onTestFinished(() => void db.close());
  let changes = 0;
  const sql = new Sql(db, { ...UNWATCHED, changed: () => (changes += 1) });
  sql.change(INSERT)('a', '1');
  changes = 0;
  return { sql, changes: () => changes };
}

/** Every way to change a row, and the same where there is none to change. */
const CHANGES: Readonly<Record<string, readonly [(sql: Sql) => unknown, (sql: Sql) => unknown]>> = {
  'a change': [
    (sql) => sql.change('UPDATE settings SET value = ? WHERE name = ?')('2', 'a'),
    (sql) => sql.change('UPDATE settings SET value = ? WHERE name = ?')('2', 'none'),
  ],
  'an insert': [(sql) => sql.change(INSERT)('b', '1'), (sql) => sql.change(INSERT)('a', '1')],
  'an upsert': [
    (sql) => sql.upsert('settings', ['name'], ['value'])({ name: 'a', value: '2' }),
    (sql) => sql.change('DELETE FROM settings WHERE name = ?')('none'),
  ],
  'a change that returns its row': [
    (sql) => sql.returning('DELETE FROM settings WHERE name = ?', { value: z.string() })('a'),
    (sql) => sql.returning('DELETE FROM settings WHERE name = ?', { value: z.string() })('none'),
  ],
  'a query that changes what it returns': [
    (sql) => sql.texts('UPDATE settings SET value = 2 WHERE name = ? RETURNING name')('a'),
    (sql) => sql.texts('UPDATE settings SET value = 2 WHERE name = ? RETURNING name')('none'),
  ],
  'a change in a transaction': [
    (sql) => transactions(sql).transaction(() => sql.change(INSERT)('b', '1')),
    (sql) => transactions(sql).transaction(() => sql.change(INSERT)('a', '1')),
  ],
};

describe('who waits for the disk', () => {
  it.each(Object.entries(CHANGES))(
    'hears of %s, and only when there was one',
    (_what, [some, none]) => {
      const { sql, changes } = counted();
      none(sql);
      expect(changes()).toBe(0);
      some(sql);
      expect(changes()).toBe(1);
    },
  );

  it('does not hear of reads', () => {
    const { sql, changes } = counted();
    expect(sql.texts('SELECT value FROM settings')()).toEqual(['1']);
    expect(changes()).toBe(0);
  });

  it('hears of every statement of the hub: all go through `Sql`', () => {
    const root = join(import.meta.dirname, '../../src');
    const own = globSync('**/*.ts', { cwd: root }).filter((file) =>
      /\bdb\.(prepare|exec|transaction)\b/.test(readFileSync(join(root, file), 'utf8')),
    );
    // The command line writes over connections of its own. The others change no row, or none that the hub has begun to write.
    expect(own.filter((file) => !file.startsWith('cli/')).toSorted()).toEqual([
      'storage/database.ts',
      'storage/durable.ts',
      'storage/helped-rows.ts',
      'storage/locks.ts',
      'storage/query.ts',
      'storage/transactions.ts',
    ]);
  });
});
