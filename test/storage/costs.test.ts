import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { costRows } from '../../src/storage/cost-rows.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { tempFolder } from '../temp-folder.ts';

const MIGRATIONS = join(import.meta.dirname, '..', '..', 'src', 'storage', 'migrations');

it('calls that were made before costs could be looked at are counted for their workspace and person', async () => {
  const home = await tempFolder();
  const upTo = (number: number) => {
    const folder = join(home, `migrations ${number}`);
    mkdirSync(folder);
    for (const file of readdirSync(MIGRATIONS)) {
      if (Number.parseInt(file, 10) <= number)
        copyFileSync(join(MIGRATIONS, file), join(folder, file));
    }
    return folder;
  };
  const path = join(home, 'diptych.db');
  const before = openDatabase(path, upTo(3));
  insert(before, 'pairs', { id: 'p1', surface: 'discord', workspace: 'guild', state: 'planned' });
  const by = { by_id: 'discord:1', by_name: 'Ana' };
  insert(before, 'generations', { id: 'g1', pair_id: 'p1', side: 'A', state: 'succeeded', ...by });
  const call = { generation_id: 'g1', model_id: 'm', outcome: 'image', cost_usd: 0.5 };
  insert(before, 'provider_calls', { ...call, begun_at: Date.UTC(2026, 10, 24) });
  before.close();

  const after = openDatabase(path, upTo(4));
  const costs = costRows(after);
  expect(costs.cells(0, { surface: 'discord', workspace: 'guild' })).toEqual([
    {
      day: '2026-11-24',
      modelId: 'm',
      personId: 'discord:1',
      personName: 'Ana',
      outcome: 'image',
      calls: 1,
      unknown: 0,
      usd: 0.5,
    },
  ]);
  expect(costs.cells(0, { surface: 'discord', workspace: 'other' })).toEqual([]);
  after.close();
});

/** A row whose other columns hold as little as they may. */
function insert(
  db: Database.Database,
  table: string,
  values: Record<string, string | number>,
): void {
  const needed = db
    .prepare<[string], { name: string; type: string }>(
      `SELECT name, type FROM pragma_table_info(?) WHERE "notnull" = 1 AND dflt_value IS NULL`,
    )
    .all(table)
    .map(({ name, type }) => [name, type === 'TEXT' ? '' : 0] as const);
  const row = { ...Object.fromEntries(needed), ...values };
  const names = Object.keys(row);
  const places = names.map(() => '?').join(', ');
  db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`).run(
    ...Object.values(row),
  );
}
