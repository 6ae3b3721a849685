import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/digest.ts';
import { blackPng, phonePhoto, toldPicture, twoHalves, warnedPicture } from '../../pictures.ts';
import { tempFolder } from '../../temp-folder.ts';
import { aHome, aTree, blobKeys, exported, imported, standing } from './kit.ts';

describe('pictures that are not plain', () => {
  it('come upright into the pool, without place and device', async () => {
    const home = await aHome();
    const folder = await aTree({
      'film/photo.jpg': await phonePhoto(30, 40),
      'film/told.png': await toldPicture('png'),
      'film/warned.jpg': await warnedPicture(48, 32),
    });
    expect(await imported(home, folder)).toMatchObject({ code: 0 });
    const found = new Map<string, Buffer>();
    for (const { caption, key } of standing(home)) {
      found.set(caption, Buffer.from((await home.blobs.get(key)) ?? []));
    }
    const photo = await sharp(found.get('photo')).metadata();
    expect([photo.width, photo.height, photo.orientation]).toEqual([30, 40, undefined]);
    expect(found.get('told')?.includes('Spycam')).toBe(false);
    expect(found.get('told')?.includes('secret')).toBe(false);
    const strict = sharp(found.get('warned'), { failOn: 'warning' });
    await expect(strict.raw().toBuffer()).resolves.toHaveLength(48 * 32 * 3);
    for (const { sha256, key } of standing(home)) {
      expect(sha256Hex((await home.blobs.get(key)) ?? '')).toBe(sha256);
      expect(key).toContain(sha256.slice(0, 12));
    }
  });

  it('are found again by their files, without being decoded', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/a.jpg': await twoHalves(6), 'film/b.png': 1 });
    await imported(home, folder);
    const keys = await blobKeys(home);
    const again = await imported(home, folder, {}, { images: neverAsked });
    expect(again.text).toContain('0 added, 2 duplicates, 0 refused.');
    expect(await blobKeys(home)).toEqual(keys);
  });

  it('are found again by what was made of them: an export comes back as duplicates', async () => {
    const home = await aHome();
    await imported(home, await aTree({ 'film/a.jpg': await twoHalves(6) }));
    const folder = await tempFolder();
    await exported(home, folder);
    expect((await imported(home, folder)).text).toContain('0 added, 1 duplicate, 0 refused.');
  });

  it('are one when only what is told beside the picture differs', async () => {
    const home = await aHome();
    const told = await toldPicture('jpeg');
    const retold = Buffer.from(told);
    retold.write('public', retold.indexOf('secret'));
    const folder = await aTree({ 'film/a.jpg': told, 'film/b.jpg': retold });
    expect((await imported(home, folder)).text).toContain('1 added, 1 duplicate, 0 refused.');
    const later = Buffer.from(told);
    later.write('hidden', later.indexOf('secret'));
    const text = (await imported(home, await aTree({ 'film/d.jpg': later }))).text;
    expect(text).toContain('0 added, 1 duplicate, 0 refused.');
  });

  it('stay removed when they were removed', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/a.jpg': await twoHalves(6) });
    await imported(home, folder);
    const [one] = standing(home);
    home.store.pool.remove(one?.id ?? '', { id: 'cli', name: 'command line' }, 1);
    const { text } = await imported(home, folder);
    expect(text).toContain(`\`refs restore ${one?.id}\` brings it back`);
    expect(standing(home)).toEqual([]);
  });

  it('are refused by name when no decoder should see them', async () => {
    const home = await aHome();
    const folder = await aTree({
      'film/tall.png': blackPng({ width: 1, height: 16_001 }),
      'film/plan.png': '%PDF-1.7\n',
    });
    const { code, text } = await imported(home, folder);
    expect(code).toBe(2);
    expect(text).toContain('film/tall.png: more than 16,000 pixels wide or high');
    expect(text).toContain('film/plan.png: not a PNG, JPEG or WebP image');
  });
});

/** Fails the test that decodes a picture. */
function never(): never {
  throw new Error('a picture was decoded');
}
const neverAsked = { look: never, inspect: never, plain: never, convert: never, fit: never };
