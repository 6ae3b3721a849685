import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { TextModelRow } from '../../src/core/domain/text-model.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { seedTextModels } from '../../src/storage/seed-rows.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';

const ROW: TextModelRow = {
  id: 'own',
  provider: 'openai',
  model: 'own-model',
  displayName: 'Our own',
  seesPictures: false,
  tokenPrices: null,
  parameters: { reasoning: { effort: 'none' }, store: null },
  rank: 5,
  active: true,
  retiredOn: '2027-01-01',
  note: 'On our machine.',
};

describe('the text models of a database', () => {
  let store: Store;
  beforeEach(async () => {
    const db = openDatabase(join(await tempFolder(), 'diptych.db'));
    onTestFinished(() => void db.close());
    store = sqliteStore(db);
  });

  it('are kept as they are put, with and without a price', () => {
    store.textModels.put(ROW);
    expect(store.textModels.get('own')).toEqual(ROW);
    const priced = {
      ...ROW,
      seesPictures: true,
      active: false,
      retiredOn: null,
      tokenPrices: { textIn: 0.1, imageIn: 0.2, textOut: 0.3, imageOut: 0 },
    };
    store.textModels.put(priced);
    expect(store.textModels.get('own')).toEqual(priced);
    expect(store.textModels.list()).toEqual([priced]);
    expect(store.textModels.get('other')).toBeUndefined();
  });

  it('are listed by rank, then by id', () => {
    for (const [id, rank] of [
      ['c', 2],
      ['b', 1],
      ['a', 2],
    ] as const) {
      store.textModels.put({ ...ROW, id, rank });
    }
    expect(store.textModels.list().map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });

  it('begin with the seeds, which never change what is there', () => {
    seedStore(store);
    expect(store.textModels.list()).toEqual(seedTextModels());
    const [first] = seedTextModels();
    if (first === undefined) throw new Error('there is no seed');
    store.textModels.put({ ...first, active: false, rank: 99 });
    seedStore(store);
    expect(store.textModels.get(first.id)).toMatchObject({ active: false, rank: 99 });
  });
});

describe('the text models that a database begins with', () => {
  it('see pictures, say where they are from, and are first of Gemini, then of OpenAI', () => {
    const rows = seedTextModels();
    expect(rows.map(({ provider }) => provider)).toEqual(['gemini', 'gemini', 'openai', 'openai']);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    for (const { seesPictures, active, note } of rows) {
      expect(seesPictures && active).toBe(true);
      expect(note).toMatch(/types of the (@google\/genai|openai) package/);
    }
  });
});
