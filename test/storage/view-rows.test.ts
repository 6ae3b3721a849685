import Database from 'better-sqlite3';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settingKey } from '../../src/core/ports/settings.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { seedStore } from '../../src/storage/seed.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { tempFolder } from '../temp-folder.ts';
import { aModel, aRequest, NOW } from '../values.ts';
import { newStore, storeDelivered, storePair } from './sample-rows.ts';

/** A store, and the statements that it has run. */
async function counted() {
  const path = join(await tempFolder(), 'd.db');
  openDatabase(path).close();
  const statements: string[] = [];
  const db = new Database(path, { verbose: (sql) => statements.push(String(sql)) });
  onTestFinished(() => void db.close());
  const store = sqliteStore(db);
  seedStore(store);
  return { path, store, statements };
}

describe('a pair with all that its messages show', () => {
  it('is read in one statement, and a page of pairs too', async () => {
    const { store, statements } = await counted();
    for (const id of ['p1', 'p2']) {
      storePair(store, id);
      storeDelivered(store, id, `a-${id}`, { side: 'A' });
      storeDelivered(store, id, `b-${id}`, { side: 'B' });
    }
    const vote = { personId: 'web:ben', choice: 'A', at: NOW } as const;
    store.votes.put({ pairId: 'p1', generationA: 'a-p1', generationB: 'b-p1', ...vote });
    statements.length = 0;
    const view = store.pairs.view('p1');
    expect(statements).toHaveLength(1);
    expect(view?.generations.map(({ id }) => id)).toEqual(['a-p1', 'b-p1']);
    expect(view?.posts.map(({ id }) => id)).toEqual(['a-p1', 'b-p1']);
    expect(view?.votes).toEqual([
      { pairId: 'p1', generationA: 'a-p1', generationB: 'b-p1', ...vote },
    ]);
    const page = store.pairs.history('web:ana', 'web', null, 10);
    expect(statements).toHaveLength(2);
    expect(page.map(({ pair }) => pair.id)).toEqual(['p2', 'p1']);
    expect(page[1]).toEqual(view);
  });

  it('shows what another program has just written', async () => {
    const { path, store } = await counted();
    storePair(store, 'p1');
    storeDelivered(store, 'p1', 'g1');
    expect(store.pairs.view('p1')?.generations[0]?.deletedAt).toBeNull();
    const other = openDatabase(path);
    sqliteStore(other).generations.deleted('g1', NOW);
    other.close();
    expect(store.pairs.view('p1')?.generations[0]?.deletedAt).toBe(NOW);
  });

  it('has texts as they were written, whatever is in them', () => {
    const store = newStore();
    const prompt = `a "cat" \\ 고양이 🐈 {"k":'v'}\n\t\u0001`;
    storePair(store, 'p1', { request: aRequest({ prompt }) });
    expect(store.pairs.view('p1')?.pair.request.prompt).toBe(prompt);
    const made = storeDelivered(store, 'p1', 'g1', { by: { id: 'web:ana', name: prompt } });
    expect(store.pairs.view('p1')?.generations).toEqual([made]);
  });

  it('names the models of its request as they are called now', () => {
    const store = newStore();
    const versus = { tier: 'basic', modelId: 'two', size: { width: 64, height: 64 } };
    const request = aRequest({ modelId: 'one', versus, experiment: 'models' });
    storePair(store, 'p1', { request });
    expect(store.pairs.view('p1')?.modelNames).toEqual({});
    store.models.put(aModel({ id: 'one', displayName: 'The "one"', isDefault: false }));
    store.models.put(aModel({ id: 'two', displayName: 'Two', isDefault: false }));
    store.models.put(aModel({ id: 'three', displayName: 'Three', isDefault: false }));
    expect(store.pairs.view('p1')?.modelNames).toEqual({ one: 'The "one"', two: 'Two' });
    store.models.put(aModel({ id: 'one', displayName: 'Fine', isDefault: false }));
    expect(store.pairs.view('p1')?.modelNames).toEqual({ one: 'Fine', two: 'Two' });
  });

  it('hides its images where that is switched on for its channel', () => {
    const store = newStore();
    const { place } = storePair(store, 'p1');
    const hides = () => store.pairs.view('p1')?.hidesImages;
    store.settings.put(settingKey.spoiler({ ...place, channel: 'other' }), 'on');
    expect(hides()).toBe(false);
    store.settings.put(settingKey.spoiler(place), 'on');
    expect(hides()).toBe(true);
    store.settings.put(settingKey.spoiler(place), 'off');
    expect(hides()).toBe(false);
  });
});
