import { expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';
import { insertRow, openBefore } from './old-database.ts';

it('what was known of providers is known of their image calls', async () => {
  const home = await tempFolder();
  const older = openBefore(home, 15);
  const health = { failures: 0, rests: 0, rests_until: null, why: null };
  const rows = {
    resting: { failures: 7, rests: 2, rests_until: 90_000, why: 'failures' },
    limited: { ...health, rests: 1, rests_until: 5_000, why: 'rate_limited' },
    failing: { ...health, failures: 3 },
    healthy: health,
  };
  for (const [name, row] of Object.entries(rows)) {
    insertRow(older, 'providers', { name, display_name: `The ${name}`, max_calls: 4, ...row });
  }
  older.close();
  const db = openDatabase(`${home}/diptych.db`);
  const { rests, providers } = sqliteStore(db);
  expect(rests.list()).toEqual([
    {
      scope: { provider: 'failing', purpose: 'image', model: null },
      health: { failures: 3, rests: 0, restsUntil: null, why: null },
    },
    {
      scope: { provider: 'limited', purpose: 'image', model: null },
      health: { failures: 0, rests: 1, restsUntil: 5_000, why: 'rate_limited' },
    },
    {
      scope: { provider: 'resting', purpose: 'image', model: null },
      health: { failures: 7, rests: 2, restsUntil: 90_000, why: 'failures' },
    },
  ]);
  expect(providers.get('resting')).toEqual({
    name: 'resting',
    displayName: 'The resting',
    maxCalls: 4,
  });
  expect(providers.list()).toHaveLength(4);
  db.close();
});
