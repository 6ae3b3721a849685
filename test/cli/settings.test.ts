import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listSettings, setSetting } from '../../src/cli/settings.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';

async function aFolder() {
  const home = await tempFolder();
  const db = openDatabase(join(home, 'diptych.db'));
  seedStore(sqliteStore(db));
  db.close();
  return { DIPTYCH_HOME: home };
}

it('lists nothing at first, then what was set, by whom and when', async () => {
  const env = await aFolder();
  expect(listSettings(env, 80)).toEqual(['Nobody has set anything: all is off.']);
  expect(setSetting(env, 'discord:77', 'auto_retries', '2')).toBe(
    'discord:77: auto_retries is 2 now.',
  );
  setSetting(env, 'web:web', 'fallback_model', 'gpt-image-2');
  const cells = listSettings(env, Infinity).map((line) => line.split(/ {2,}/));
  expect(cells).toEqual([
    ['WORKSPACE', 'SETTING', 'VALUE', 'SET BY', 'AT'],
    ['discord:77', 'auto_retries', '2', 'the command line', expect.stringMatching(/^\d{4}-\d\d-/)],
    ['web:web', 'fallback_model', 'gpt-image-2', 'the command line', expect.stringMatching(/UTC$/)],
  ]);
});

it.each([
  ['web', 'auto_retries', '2', '"web" is no workspace'],
  ['mail:web', 'auto_retries', '2', '"mail:web" is no workspace'],
  ['web:web', 'volume', '2', 'There is no setting "volume". Settings: auto_retries, auto_rewrite,'],
  ['web:web', 'auto_retries', '4', 'Valid: off, 1, 2, 3'],
  ['web:web', 'fallback_model', 'nothing', 'nothing'],
])('refuses %s %s %s', async (workspace, name, value, said) => {
  const env = await aFolder();
  expect(() => setSetting(env, workspace, name, value)).toThrow(said);
  expect(listSettings(env, 80)).toEqual(['Nobody has set anything: all is off.']);
});
