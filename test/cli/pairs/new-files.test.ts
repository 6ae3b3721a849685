import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  freeNumber,
  newFolder,
  requireWritable,
  writeNew,
} from '../../../src/cli/pairs/new-files.ts';
import { tempFolder } from '../../temp-folder.ts';

describe('a folder of images', () => {
  it('has the first number that no image and no report has, whatever their types', async () => {
    const folder = await tempFolder();
    expect(await freeNumber(join(folder, 'new'))).toBe(1);
    for (const name of ['A.png', 'b-2.jpg', 'diptych-3.json', 'C-4.png', 'A-5x.png', 'A-6.webp']) {
      await writeFile(join(folder, name), 'mine');
    }
    expect(await freeNumber(folder)).toBe(4);
  });

  it('gets files under names that nothing had, from many writers at once', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'A-2.png'), 'mine');
    const name = { stem: 'A', ending: 'png', from: 1 };
    const writers = Array.from({ length: 20 }, (_, at) => writeNew(folder, name, `${at}`));
    const paths = await Promise.all(writers);
    expect(new Set(paths).size).toBe(20);
    expect(await readFile(join(folder, 'A-2.png'), 'utf8')).toBe('mine');
    const texts = await Promise.all(paths.map((path) => readFile(path, 'utf8')));
    expect(texts).toEqual(Array.from({ length: 20 }, (_, at) => `${at}`));
    expect(await readdir(folder)).toContain('A-21.png');
  });

  it('gets folders of pairs under the next numbers, also where a file has one', async () => {
    const folder = await tempFolder();
    await mkdir(join(folder, '1'));
    await writeFile(join(folder, '2'), 'mine');
    expect([await newFolder(folder, 1), await newFolder(folder, 4)]).toEqual([3, 4]);
  });
});

describe('a folder that cannot be written', () => {
  it('is refused before anything is asked for, and nothing is made', async () => {
    const folder = await tempFolder();
    await writeFile(join(folder, 'file'), '');
    const inside = join(folder, 'file', 'pics');
    for (const path of [join(folder, 'file'), inside]) {
      await expect(requireWritable(path)).rejects.toThrow(
        `${path} cannot be written: choose another folder by --out.`,
      );
    }
    await requireWritable(join(folder, 'a', 'b'));
    expect(await readdir(folder)).toEqual(['file']);
  });
});
