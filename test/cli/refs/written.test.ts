import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aHome, aTree, imported, numbered, standing } from './kit.ts';

const told = (home: Parameters<typeof standing>[0]) =>
  standing(home).map(({ location, tags, caption }) => ({ location, tags, caption }));

describe('a table', () => {
  it.each([
    ['semicolons', 'file;location;tags\r\nMorning.png;seoul;warm\r\n'],
    ['semicolons, and tags in quotes', 'file;location;tags\nMorning.png;seoul;"warm"\n'],
    ['tabs', 'file\tlocation\ttags\nMorning.png\tseoul\twarm\n'],
    ['a line that names its separator', 'sep=,\nfile,location,tags\nMorning.png,seoul,warm\n'],
    ['another one', '\ufeffSEP=|\r\nfile|location|tags\r\nMorning.png|seoul|warm\r\n'],
    ['blanks in its cells', 'file, location , tags\n Morning.png , seoul , warm\n'],
    ['lines of old Macs', 'file,location,tags\rMorning.png,seoul,warm\r'],
    ['empty lines before its header', '\n\nfile;location;tags\nMorning.png;seoul;warm\n'],
    ['UTF-16', '\ufefffile\tlocation\ttags\r\nMorning.png\tseoul\twarm\r\n'],
  ])('with %s is read', async (name, table) => {
    const home = await aHome();
    const content = name === 'UTF-16' ? Buffer.from(table, 'utf16le') : table;
    const folder = await aTree({ 'film/references.csv': content, 'film/Morning.png': 1 });
    expect((await imported(home, folder)).text).toBe('1 added, 0 duplicates, 0 refused.');
    expect(told(home)).toEqual([{ location: 'seoul', tags: ['warm'], caption: 'Morning' }]);
  });

  it('of big-endian UTF-16 is read too', async () => {
    const home = await aHome();
    const table = Buffer.from('\ufefffile,caption\n1.png,한옥\n', 'utf16le').swap16();
    const folder = await aTree({ 'film/references.csv': table, 'film/1.png': 1 });
    await imported(home, folder);
    expect(told(home)[0]?.caption).toBe('한옥');
  });
});

describe('a name in another case', () => {
  it.each([
    ['a file', 'references.csv', 'file,location\nmorning.PNG,seoul\n'],
    ['the sidecar', 'References.CSV', 'file,location\nMorning.png,seoul\n'],
    ['a column', 'references.csv', ' FILE ,LOCATION\nMorning.png,seoul\n'],
    ['a sidecar of JSON', 'REFERENCES.json', '[{"file": "Morning.png", "location": "seoul"}]'],
    ['a field of JSON', 'references.json', '[{"File": "Morning.png", " LOCATION": "seoul"}]'],
    [
      'the list of JSON',
      'references.json',
      '{"References": [{"FILE": "MORNING.png", "location": "seoul"}]}',
    ],
    ['the picture’s own sidecar', 'MORNING.PNG.JSON', '{"Location": "seoul"}'],
    ['the picture’s short sidecar', 'morning.Json', '{"location": "seoul"}'],
  ])('of %s is understood', async (_what, name, content) => {
    const home = await aHome();
    const folder = await aTree({ [`film/${name}`]: content, 'film/Morning.png': 1 });
    expect(await imported(home, folder)).toEqual({
      code: 0,
      text: '1 added, 0 duplicates, 0 refused.',
    });
    expect(told(home)).toEqual([{ location: 'seoul', tags: [], caption: 'Morning' }]);
  });

  it('is refused when it could be several files, and an exact one is taken', async () => {
    const home = await aHome();
    const folder = await aTree({
      'film/references.csv': 'file,caption\nMORNING.png,Both\nMorning.png,Exact\n',
      'film/Morning.png': 1,
      'film/morning.png': 2,
    });
    const { code, text } = await imported(home, folder);
    expect(code).toBe(2);
    expect(text).toContain(
      'film/references.csv: a sidecar entry that cannot be used: line 2 names MORNING.png, which is not there',
    );
    expect(told(home).map(({ caption }) => caption)).toEqual(['Exact', 'morning']);
    const unclear = await aTree({
      'film/references.csv': 'file,caption\nMORNING.png,Both\n',
      'film/Morning.png': 3,
      'film/morning.png': 4,
    });
    expect((await imported(home, unclear)).text).toContain(
      'line 2 names MORNING.png, which could be several files: write its name exactly',
    );
  });

  it('of a folder is understood as well', async () => {
    const home = await aHome();
    const folder = await aTree({
      'references.csv': 'file,caption\nfilm\\SEOUL\\1.PNG,Roof\n',
      'film/Seoul/1.png': 1,
    });
    expect((await imported(home, folder)).code).toBe(0);
    expect(told(home)[0]?.caption).toBe('Roof');
  });
});

describe('what systems leave in folders', () => {
  it('is passed over', async () => {
    const home = await aHome();
    const folder = await aTree({
      'film/photo.png': 1,
      'film/@eaDir/photo.jpg/SYNOPHOTO_THUMB_M.jpg': 2,
      'film/Icon\r': 'icon',
      'film/#recycle/old.png': 3,
      'film/$RECYCLE.BIN/old.png': 4,
      'film/System Volume Information/x.png': 5,
      'film/@Recycle/x.png': 6,
      'film/lost+found/x.png': 7,
      'film/.thumbnails/x.png': 8,
      'film/Picasa.ini': 'x',
      'film/Thumbs.db': 'x',
      '__MACOSX/film/._photo.png': 'x',
    });
    expect((await imported(home, folder)).text).toBe('1 added, 0 duplicates, 0 refused.');
  });
});

describe('a name in another encoding', () => {
  /** "사진" as Korean Windows writes it. */
  const CP949 = Buffer.from([0xbb, 0xe7, 0xc1, 0xf8]);
  const WHY =
    'a name that is not UTF-8: unpack the archive again with the right encoding (unzip -O cp949), or convert the names (convmv -f cp949 -t utf8 -r --notest FOLDER)';

  it('is named, for a picture and for a folder, and the others are imported', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/1.png': 1, 'film/2.png': 2 });
    const at = (...parts: (string | Buffer)[]) =>
      Buffer.concat(parts.flatMap((part) => [Buffer.from('/'), Buffer.from(part)]).slice(1));
    await rename(
      join(folder, 'film/2.png'),
      at(folder, 'film', Buffer.concat([CP949, Buffer.from('.png')])),
    );
    await mkdir(at(folder, CP949));
    await writeFile(at(folder, CP949, '3.png'), await numbered(3));
    const { code, text } = await imported(home, folder);
    expect(code).toBe(2);
    expect(text).toContain('1 added, 0 duplicates, 2 refused.');
    expect(text).toContain('2 × a name that is not UTF-8');
    expect(text).toContain(WHY);
  });

  it('is not seen in a name that has the replacement character itself', async () => {
    const home = await aHome();
    const folder = await aTree({ 'film/odd\ufffd.png': 1 });
    expect((await imported(home, folder)).code).toBe(0);
  });
});
