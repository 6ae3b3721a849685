import { readFileSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/digest.ts';
import { forgedPng } from '../../pictures.ts';
import { tempFolder } from '../../temp-folder.ts';
import {
  aCategory,
  aHome,
  aTree,
  blobKeys,
  imported,
  numbered,
  standing,
  unsettled,
} from './kit.ts';

describe('refs import', () => {
  it('brings pictures in under their category, with words from the folder’s name', async () => {
    const home = await aHome();
    const folder = await aTree({
      'e(neon,city)/first light.png': 1,
      'e(neon,city)/deep/er/second.jpg': await numbered(2, 'jpeg'),
      'Soft Portraits/third.webp': await numbered(3, 'webp'),
    });
    expect(await imported(home, folder)).toEqual({
      code: 0,
      text: '3 added, 0 duplicates, 0 refused.',
    });
    expect(home.store.pool.categories()).toEqual([
      { slug: 'e(neon,city)', displayName: 'Neon, city', tags: ['neon', 'city'] },
      { slug: 'soft-portraits', displayName: 'Soft Portraits', tags: ['soft portraits'] },
    ]);
    const [first, second, third] = standing(home);
    const sha256 = sha256Hex(await numbered(1));
    expect(first).toMatchObject({
      kind: 'tone',
      category: 'e(neon,city)',
      persona: null,
      location: null,
      tags: [],
      caption: 'first light',
      key: `refs/tone_angle_image_ref/e(neon,city)/first-light-${sha256.slice(0, 12)}.png`,
      type: 'image/png',
      sha256,
    });
    expect(second).toMatchObject({ category: 'e(neon,city)', type: 'image/jpeg' });
    expect(third).toMatchObject({ category: 'soft-portraits', type: 'image/webp' });
    expect(await home.blobs.get(first?.key ?? '')).toEqual(Buffer.from(await numbered(1)));
    expect(home.store.pool.entry(first?.id ?? '')?.added).toMatchObject({
      by: { id: 'cli', name: 'command line' },
      source: 'import',
    });
    expect(unsettled(home)).toEqual([]);
  });

  it('finds categories and personas that are there by what people call them, and leaves them so', async () => {
    const home = await aHome();
    const film = { slug: 'a(natural,film)', displayName: 'Natural film', tags: ['필름'] };
    const mina = { slug: 'mina', displayName: '미나', tags: [] };
    home.store.pool.putCategory(film);
    home.store.pool.putPersona(mina);
    await imported(home, await aTree({ 'a(natural,film)/1.png': 1, 'NATURAL  film/2.png': 2 }));
    await imported(home, await aTree({ [`${'미나'.normalize('NFD')}/3.png`]: 3 }), {
      kind: 'model',
    });
    expect(home.store.pool.categories()).toEqual([film]);
    expect(home.store.pool.personas()).toEqual([mina]);
    expect(standing(home).map((one) => one.category ?? one.persona)).toEqual([
      'a(natural,film)',
      'a(natural,film)',
      'mina',
    ]);
  });

  it('takes kinds from --kind, and from a folder that is laid out like the pool', async () => {
    const home = await aHome();
    await imported(home, await aTree({ 'film/low.png': 1 }), { kind: 'angle' });
    const laidOut = {
      'tone_angle_image_ref/film/warm.png': 2,
      'model_image_ref/Mina/face.png': 3,
      'elsewhere/lost.png': 4,
      'tone_angle_image_ref/loose.png': 5,
    };
    const { code, text } = await imported(home, await aTree(laidOut));
    expect(code).toBe(2);
    expect(text).toContain('elsewhere/: beside the folders of the pool');
    expect(text).toContain('tone_angle_image_ref/loose.png: not in a folder of its category');
    expect(standing(home).map(({ kind, caption }) => [kind, caption])).toEqual([
      ['model', 'face'],
      ['angle', 'low'],
      ['tone', 'warm'],
    ]);
    const folder = join(await aTree({ 'model_image_ref/Mina/side.png': 6 }), 'model_image_ref');
    // As from within it: `refs import .`
    await imported(home, `${folder}/Mina/..`);
    expect(standing(home).find((one) => one.caption === 'side')?.kind).toBe('model');
    const contradicting = imported(home, await aTree(laidOut), { kind: 'model' });
    await expect(contradicting).rejects.toThrow('which says the kinds');
  });

  it('refuses what is no picture for the pool, with the reason, and takes the rest', async () => {
    const home = await aHome();
    const whole = await numbered(1);
    const folder = await aTree({
      'film/good.png': whole,
      'film/bad.gif': await numbered(2, 'gif'),
      'film/text.png': 'hello',
      'film/cut.png': (await numbered(3)).subarray(0, 60),
      'film/forged.png': forgedPng(60_000, 60_000),
      'film/large.png': new Uint8Array(20 * 1024 * 1024 + 1),
      'film/empty.png': '',
      'film/other.json': '{}',
      'film/.hidden.png': 4,
      'film/Thumbs.db': 'x',
      'film/__MACOSX/5.png': 5,
      'film/.DS_Store': 'x',
      'desktop.ini': 'x',
      'loose.png': 6,
    });
    const { code, text } = await imported(home, folder);
    expect(code).toBe(2);
    expect(
      text
        .split('\n')
        .filter((line) => line.includes('film/'))
        .toSorted(),
    ).toEqual([
      '  film/bad.gif: not a PNG, JPEG or WebP image',
      '  film/cut.png: damaged or cut short',
      '  film/empty.png: empty',
      '  film/forged.png: more than 50 megapixels',
      '  film/large.png: larger than 20 MB',
      '  film/other.json: not a PNG, JPEG or WebP image',
      '  film/text.png: not a PNG, JPEG or WebP image',
    ]);
    expect(text).toContain('1 added, 0 duplicates, 8 refused.');
    expect(text).toContain('3 × not a PNG, JPEG or WebP image');
    expect(text).toContain('loose.png: not in a folder of its category');
    expect(standing(home)).toHaveLength(1);
  });

  it('follows no link out of the folder, and none to a folder', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/a.png': 1 });
    const outside = await aTree({ 'secret.png': 2, 'more/3.png': 3 });
    await symlink(join(outside, 'secret.png'), join(folder, 'film', 'out.png'));
    await symlink(join(outside, 'more'), join(folder, 'film', 'more'));
    await symlink(join(folder, 'nothing'), join(folder, 'film', 'gone.png'));
    await symlink(join(folder, 'film', 'a.png'), join(folder, 'film', 'same.png'));
    const { text } = await imported(home, folder);
    expect(text).toContain('film/out.png: a link that leads out of the folder');
    expect(text).toContain('film/more: a link to a folder, which is not followed');
    expect(text).toContain('film/gone.png: a link that leads nowhere: ENOENT');
    expect(text).toContain('1 added, 1 duplicate, 3 refused.');
  });

  it('says in one sentence what is wrong with the folder', async () => {
    const home = await aHome();
    const folder = await aTree({ file: 'x' });
    const nothing = await tempFolder();
    await expect(imported(home, join(folder, 'none'))).rejects.toThrow('none is not there: name');
    await expect(imported(home, join(folder, 'file'))).rejects.toThrow('is not a folder: name');
    await expect(imported(home, nothing)).rejects.toThrow(`There are no pictures in ${nothing}.`);
  });

  it('takes any name there is', async () => {
    const home = await aHome();
    const decomposed = '서울의 밤'.normalize('NFD');
    const names = [
      `${decomposed}.png`,
      '100% "quoted" & \'more\'.png',
      'a..b.png',
      `${'x'.repeat(240)}.png`,
      `${'가'.repeat(80)}.png`,
      '(1).png',
      '\u202egnp.png',
      ' spaces  around .png',
      'line\nbreak.png',
      '--rm -rf.png',
    ];
    const files = names.map((name, index) => [`${decomposed}/${name}`, index + 1] as const);
    const { code } = await imported(home, await aTree(Object.fromEntries(files)));
    expect(code).toBe(0);
    expect(home.store.pool.categories()).toEqual([
      { slug: 'seoului-bam', displayName: '서울의 밤', tags: ['서울의 밤'] },
    ]);
    const captions = standing(home).map((one) => one.caption);
    expect(captions).toEqual(expect.arrayContaining(['서울의 밤', 'a..b', '가'.repeat(80), 'gnp']));
    const keys = await blobKeys(home);
    expect(keys).toHaveLength(names.length);
    for (const key of keys)
      expect(key).toMatch(/^refs\/tone_angle_image_ref\/[a-z0-9-]+\/[a-z0-9-]+\.png$/);
  });

  it('refuses a folder whose name fits no category', async () => {
    const home = await aHome();
    const folder = await aTree({ [`${'long '.repeat(20)}/1.png`]: 1, '\u200b/2.png': 2 });
    const { text } = await imported(home, folder);
    expect(text).toContain('a folder whose name has more than 60 characters');
    expect(text).toContain('a folder whose name nobody can read');
    expect(home.store.pool.categories()).toEqual([]);
  });

  it('takes a folder whose name has 60 characters as people count them, and no more', async () => {
    const home = await aHome();
    const name = (count: number) => 'e\u0301'.repeat(count);
    const folder = await aTree({ [`${name(60)}/1.png`]: 1, [`${name(61)}/2.png`]: 2 });
    expect((await imported(home, folder)).text).toMatch(
      /^1 added, 0 duplicates, 1 refused\..*\n.*a folder whose name has more than 60 characters/s,
    );
    expect(home.store.pool.categories().map((one) => one.displayName)).toEqual(['é'.repeat(60)]);
  });

  it('reads and checks everything in a dry run, and writes nothing', async () => {
    const home = await aHome();
    const dump = () => JSON.stringify(home.db.serialize().toString('base64'));
    const before = dump();
    const folder = await aTree({
      'new/1.png': 1,
      'new/again.png': 1,
      'other/2.png': 2,
      'new/x': 'x',
    });
    const { code, text } = await imported(home, folder, { dryRun: true });
    expect(code).toBe(2);
    expect(text).toContain('2 would be added, 1 duplicate, 1 refused.');
    expect(dump()).toBe(before);
    expect(await blobKeys(home)).toEqual([]);
  });

  it('lists every file that was not added in a report, outside of the folder', async () => {
    const home = await aHome();
    const texts = Array.from({ length: 25 }, (_, index) => [`film/${index}, "x".txt`, 'no']);
    const folder = await aTree({ ...Object.fromEntries(texts), ...aCategory('film', 2) });
    const report = join(await tempFolder(), 'report.csv');
    await imported(home, await aTree({ 'film/same.png': 0 }));
    const { text } = await imported(home, folder);
    expect(text).toContain('  5 more: --report FILE lists all');
    const again = await imported(home, folder, { report });
    expect(again.text).toContain(`  5 more\nEvery file that was not added: ${report}`);
    const lines = readFileSync(report, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(1 + 25 + 2);
    expect(lines).toContain('"film/7, ""x"".txt",refused,"not a PNG, JPEG or WebP image"');
    expect(lines).toContain('film/picture 0.png,duplicate,in the pool already (film)');
    await expect(imported(home, folder, { report: join(folder, 'r.csv') })).rejects.toThrow(
      'would lie among the pictures',
    );
    await expect(imported(home, folder, { report: '/nowhere/r.csv' })).rejects.toThrow(
      'The report /nowhere/r.csv cannot be written (ENOENT).',
    );
  });

  it('takes pictures from however deep, and makes nothing of folders without any', async () => {
    const home = await aHome();
    const deep = Array.from({ length: 40 }, (_, index) => `d${index}`).join('/');
    const folder = await aTree({ [`film/${deep}/1.png`]: 1 });
    await mkdir(join(folder, 'empty'));
    expect((await imported(home, folder)).text).toContain('1 added, 0 duplicates, 0 refused.');
    expect(home.store.pool.categories()).toHaveLength(1);
  });
});
