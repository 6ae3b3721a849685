import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listTextModels, setTextModel } from '../../src/cli/text-models.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';

async function aFolder(): Promise<Record<string, string>> {
  const home = await tempFolder();
  const db = openDatabase(join(home, 'diptych.db'));
  const { textModels } = sqliteStore(db);
  const row = { provider: 'openai', model: 'm', parameters: {}, retiredOn: null, note: '' };
  const tokenPrices = { textIn: 0.1, imageIn: 0.1, textOut: 0.5, imageOut: 0 };
  const seeing = { ...row, id: 'one', displayName: 'One', seesPictures: true, tokenPrices };
  textModels.put({ ...seeing, rank: 2, active: true });
  const blind = { ...row, id: 'two', displayName: 'Two', seesPictures: false, tokenPrices: null };
  textModels.put({ ...blind, rank: 1, active: false, retiredOn: '2026-10-23' });
  db.close();
  return { DIPTYCH_HOME: home };
}

/** The cells of a table's lines. */
const rows = (lines: readonly string[]) => lines.map((line) => line.split(/ {2,}/));

describe('diptych text-models', () => {
  it('lists them in their order, with price and state', async () => {
    expect(rows(listTextModels(await aFolder(), Infinity))).toEqual([
      ['ID', 'NAME', 'PROVIDER', 'PRICE', 'NOTES'],
      ['two', 'Two', 'openai', 'unknown', 'sees no pictures, inactive, retired 2026-10-23'],
      ['one', 'One', 'openai', '$0.1 in, $0.5 out, a million tokens'],
    ]);
  });

  it('puts one to use and out of use, and leaves the rest of its row', async () => {
    const env = await aFolder();
    const line = 'one · One · openai · $0.1 in, $0.5 out, a million tokens';
    expect(setTextModel(env, 'one', false)).toBe(`Saved. ${line} · inactive`);
    const notes = () => rows(listTextModels(env, Infinity))[2]?.[4];
    expect(notes()).toBe('inactive');
    expect(setTextModel(env, 'one', true)).toBe(`Saved. ${line}`);
    expect(notes()).toBeUndefined();
  });

  it('says which there are when there is none of that name', async () => {
    const env = await aFolder();
    expect(() => setTextModel(env, 'x', true)).toThrow(
      'There is no text model "x". Known: two, one.',
    );
  });
});
