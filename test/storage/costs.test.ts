import { join } from 'node:path';
import { expect, it } from 'vitest';
import { costRows } from '../../src/storage/cost-rows.ts';
import { Sql } from '../../src/storage/query.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { tempFolder } from '../temp-folder.ts';
import { insertRow, openBefore } from './old-database.ts';

it('calls that were made before costs could be looked at are counted for their workspace and person', async () => {
  const home = await tempFolder();
  const before = openBefore(home, 4);
  insertRow(before, 'pairs', {
    id: 'p1',
    surface: 'discord',
    workspace: 'guild',
    state: 'planned',
    request: '{}',
    plan: '{}',
  });
  const by = { by_id: 'discord:1', by_name: 'Ana' };
  insertRow(before, 'generations', {
    id: 'g1',
    pair_id: 'p1',
    side: 'A',
    state: 'succeeded',
    ...by,
  });
  const call = { generation_id: 'g1', model_id: 'm', outcome: 'image', cost_usd: 0.5 };
  insertRow(before, 'provider_calls', { ...call, begun_at: Date.UTC(2026, 10, 24) });
  before.close();

  const after = openDatabase(join(home, 'diptych.db'));
  const costs = costRows(new Sql(after));
  expect(costs.cells(0, { surface: 'discord', workspace: 'guild' })).toEqual([
    {
      day: '2026-11-24',
      modelId: 'm',
      purpose: 'image',
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
