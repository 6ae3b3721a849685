import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BlobError } from '../../../src/core/ports/blobs.ts';
import { MemoryBlobs } from '../../fakes/memory-blobs.ts';
import { tempFolder } from '../../temp-folder.ts';
import { added, aReference } from '../../values.ts';
import { aHome, aTree, exported, type Home, imported, standing } from './kit.ts';

/** A pool with tones, angles and people, named, tagged and placed. */
async function aFilledHome(): Promise<Home> {
  const home = await aHome();
  const csv =
    'file,kind,location,tags,caption\n1.png,tone,서울,"a;b","One, ""1"""\n2.png,angle,,,둘\n';
  const film = {
    '필름 사진/references.csv': csv,
    '필름 사진/1.png': 1,
    '필름 사진/2.png': 2,
    'a(x,y)/3.png': 3,
  };
  await imported(home, await aTree(film));
  await imported(home, await aTree({ '미나/face.png': 4, '미나/1.png': 1 }), { kind: 'model' });
  return home;
}

/** What stands, with its category or persona, whatever its ids. */
const told = (home: Home) =>
  standing(home).map(({ kind, category, persona, location, tags, caption, type, sha256 }) => ({
    kind,
    location,
    tags,
    caption,
    type,
    sha256,
    target: [...home.store.pool.categories(), ...home.store.pool.personas()].find(
      (one) => one.slug === (category ?? persona),
    ),
  }));

describe('refs export', () => {
  it('and import into a new place give the same references, categories and personas', async () => {
    const home = await aFilledHome();
    const folder = join(await tempFolder(), 'out');
    expect(await exported(home, folder)).toEqual({ code: 0, text: '5 exported.' });
    const fresh = await aHome();
    expect(await imported(fresh, folder)).toMatchObject({ code: 0 });
    expect(told(fresh)).toEqual(told(home));
    expect(fresh.store.pool.categories()).toEqual(home.store.pool.categories());
    const keys = (of: Home) => standing(of).map((one) => one.key);
    expect(keys(fresh)).toEqual(keys(home));
    for (const { key } of standing(fresh)) {
      expect(await fresh.blobs.get(key)).toEqual(await home.blobs.get(key));
    }
  });

  it('keeps a picture that the pool holds in two places in both', async () => {
    const home = await aFilledHome();
    const one = standing(home).find(({ location }) => location === 'seoul');
    if (one === undefined) throw new Error('no tone of Seoul');
    const key = 'refs/tone_angle_image_ref/a(x,y)/promoted.png';
    await home.blobs.copy(one.key, key);
    home.store.pool.insert({ ...one, id: 'p1', category: 'a(x,y)', key }, added());
    const folder = await tempFolder();
    await exported(home, folder);
    const fresh = await aHome();
    await imported(fresh, folder);
    expect(told(fresh)).toHaveLength(6);
  });

  it('narrows to a kind, a category or a persona, by name', async () => {
    const home = await aFilledHome();
    const files = async (flags: Parameters<typeof exported>[2]) => {
      const folder = await tempFolder();
      await exported(home, folder, flags);
      return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.png'),
      );
    };
    expect(await files({ kind: 'angle' })).toEqual([expect.stringContaining('-angle.png')]);
    expect(await files({ category: '필름  사진' })).toHaveLength(2);
    expect(await files({ persona: '미나' })).toHaveLength(2);
    const folder = await tempFolder();
    await expect(exported(home, folder, { persona: 'x' })).rejects.toThrow('no persona “x”');
    await expect(exported(home, folder, { kind: 'tone', persona: '미나' })).rejects.toThrow(
      'nothing of that',
    );
  });

  it('leaves out what was removed', async () => {
    const home = await aFilledHome();
    const [one] = standing(home);
    home.store.pool.remove(one?.id ?? '', { id: 'web:ana', name: 'ana' }, 1);
    expect((await exported(home, await tempFolder())).text).toBe('4 exported.');
  });

  it('goes on where it was stopped, and does not write again what is there', async () => {
    const home = await aFilledHome();
    const folder = await tempFolder();
    const stop = new AbortController();
    const stopped = await exported(
      home,
      folder,
      {},
      { signal: stop.signal, update: () => stop.abort() },
    );
    expect(stopped.code).toBe(130);
    expect(stopped.text).toContain('Stopped: run the same command again to go on.');
    const rest = await exported(home, folder);
    expect(rest.text).toMatch(/^\d exported, \d there already\.$/);
    const before = statSync(aFile(folder)).mtimeMs;
    writeFileSync(aFile(folder, 1), 'cut short');
    expect((await exported(home, folder)).text).toBe('1 exported, 4 there already.');
    expect(statSync(aFile(folder)).mtimeMs).toBe(before);
  });

  it('touches no folder that is something else', async () => {
    const home = await aFilledHome();
    const folder = await aTree({ 'mine.txt': 'x' });
    await expect(exported(home, folder)).rejects.toThrow('is not empty, and no earlier export');
    const other = await tempFolder();
    await exported(home, other);
    await expect(exported(home, other, { kind: 'tone' })).rejects.toThrow('with other options');
    await expect(exported(home, join(folder, 'mine.txt', 'x'))).rejects.toThrow(
      /cannot be written \(ENOTDIR\)\.$/,
    );
  });

  it('tells pictures that are missing, and exports the others', async () => {
    const home = await aFilledHome();
    home.store.pool.insert(aReference('lost', { category: 'a(x,y)', caption: 'Lost' }), added());
    const folder = await tempFolder();
    const { code, text } = await exported(home, folder);
    expect(code).toBe(2);
    expect(text).toBe(
      'lost (Lost): its picture is not in the image store.\n5 exported, 1 missing.',
    );
    const list = readFileSync(
      join(folder, 'tone_angle_image_ref', 'a(x,y)', 'references.json'),
      'utf8',
    );
    expect(JSON.parse(list).references).toHaveLength(1);
  });

  it('stops in one sentence when the store does not answer', async () => {
    const home = await aFilledHome();
    const blobs = new MemoryBlobs();
    blobs.failing = true;
    const run = exported(home, await tempFolder(), {}, { blobs });
    await expect(run).rejects.toThrow('Stopped: made to fail.');
    await expect(run).rejects.not.toBeInstanceOf(BlobError);
  });
});

/** One of the exported pictures. */
function aFile(folder: string, index = 0): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const pictures = names.filter((name) => name.endsWith('.png')).toSorted();
  return join(folder, pictures[index] ?? '');
}
