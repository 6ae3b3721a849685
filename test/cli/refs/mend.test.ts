import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHome, aTree, imported, standing } from './kit.ts';

const ana = { id: 'web:ana', name: 'ana' };
const told = (home: Parameters<typeof standing>[0]) =>
  standing(home).map(({ location, tags, caption }) => ({ location, tags, caption }));

describe('a sidecar that was mended', () => {
  it('applies to the pictures that are in the pool already', async () => {
    const home = await aHome();
    const folder = await aTree({
      'film/references.csv': 'file,location,caption\nevening.png,seoul,Roof at dawn\n',
      'film/Morning.png': 1,
    });
    expect((await imported(home, folder)).code).toBe(2);
    expect(told(home)).toEqual([{ location: null, tags: [], caption: 'Morning' }]);
    const mended = 'file,location,caption,tags\nMorning.png,seoul,Roof at dawn,warm;early\n';
    await writeFile(join(folder, 'film/references.csv'), mended);
    const dry = await imported(home, folder, { dryRun: true });
    expect(dry).toEqual({
      code: 0,
      text: '0 would be added, 1 would be updated, 0 duplicates, 0 refused.',
    });
    expect(told(home)[0]?.location).toBeNull();
    const before = home.db.prepare('SELECT version FROM pool_version').pluck().get();
    expect(await imported(home, folder)).toEqual({
      code: 0,
      text: '0 added, 1 updated, 0 duplicates, 0 refused.',
    });
    const now = { location: 'seoul', tags: ['warm', 'early'], caption: 'Roof at dawn' };
    expect(told(home)).toEqual([now]);
    // New plans read the pool again.
    expect(home.db.prepare('SELECT version FROM pool_version').pluck().get()).not.toBe(before);
    expect((await imported(home, folder)).text).toBe('0 added, 1 duplicate, 0 refused.');
  });

  it('leaves alone what it says nothing of', async () => {
    const home = await aHome();
    const folder = await aTree({
      'film/references.csv': 'file,location,caption,tags\n1.png,seoul,Roof,warm\n',
      'film/1.png': 1,
    });
    await imported(home, folder);
    await writeFile(join(folder, 'film/references.csv'), 'file,caption\n1.png,Roof at dawn\n');
    await imported(home, folder);
    expect(told(home)).toEqual([{ location: 'seoul', tags: ['warm'], caption: 'Roof at dawn' }]);
    await writeFile(join(folder, 'film/references.csv'), 'file\n1.png\n');
    expect((await imported(home, folder)).text).toBe('0 added, 1 duplicate, 0 refused.');
    expect(told(home)).toEqual([{ location: 'seoul', tags: ['warm'], caption: 'Roof at dawn' }]);
  });

  it('is heard once of two files with the same content, so that they do not alternate', async () => {
    const home = await aHome();
    const folder = await aTree({
      'film/references.csv': 'file,caption\n1.png,One\n2.png,Two\n',
      'film/1.png': 1,
      'film/2.png': 1,
    });
    await imported(home, folder);
    const first = told(home);
    expect((await imported(home, folder)).text).toBe('0 added, 2 duplicates, 0 refused.');
    expect((await imported(home, folder)).text).toBe('0 added, 2 duplicates, 0 refused.');
    expect(told(home)).toEqual(first);
  });

  it('changes neither what was removed nor what another category holds', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1, 'film/2.png': 2 });
    await imported(home, folder);
    const removed = standing(home).find(({ caption }) => caption === '1');
    home.store.pool.remove(removed?.id ?? '', ana, Date.UTC(2026, 10, 20));
    const other = await aTree({
      'references.csv': 'file,caption\nfilm/1.png,One\nneon/2.png,Two\n',
      'film/1.png': 1,
      'neon/2.png': 2,
    });
    expect((await imported(home, other)).text).toContain('0 added, 1 duplicate, 1 removed');
    expect(told(home).map(({ caption }) => caption)).toEqual(['2']);
    expect(home.store.pool.entry(removed?.id ?? '')?.reference.caption).toBe('1');
  });

  it('is listed in the report, with what changed', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1 });
    await imported(home, folder);
    await writeFile(join(folder, 'film/1.json'), '{"tags": [], "location": "Tokyo"}');
    const { text } = await imported(home, folder);
    expect(text).toBe('0 added, 1 updated, 0 duplicates, 0 refused.');
    expect(told(home)[0]?.location).toBe('tokyo');
  });
});
