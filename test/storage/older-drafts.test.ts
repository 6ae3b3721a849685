import { expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';
import { insertRow, openBefore } from './old-database.ts';

it('a choice of where an image belongs waits for its confirmation over an upgrade', async () => {
  const home = await tempFolder();
  const older = openBefore(home, 21);
  const by = { by_id: 'web:ana', by_name: 'ana' };
  insertRow(older, 'pairs', { id: 'p1', surface: 'web', request: '{}', state: 'planned' });
  insertRow(older, 'generations', {
    id: 'g1',
    pair_id: 'p1',
    side: 'A',
    state: 'succeeded',
    spec: '{}',
    ...by,
  });
  const slug = 'a(natural,film)';
  const row = { id: 'd1', generation_id: 'g1', person_id: 'web:ana', kind: 'tone', slug };
  insertRow(older, 'promotion_drafts', { ...row, display_name: 'Natural film', at: 5 });
  older.close();
  const db = openDatabase(`${home}/diptych.db`);
  expect(sqliteStore(db).promotions.draft('d1')).toEqual({
    id: 'd1',
    generationId: 'g1',
    personId: 'web:ana',
    target: { kind: 'tone', slug, displayName: 'Natural film' },
    at: 5,
  });
  db.close();
});
