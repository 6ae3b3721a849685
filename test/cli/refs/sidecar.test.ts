import { describe, expect, it } from 'vitest';
import { aHome, aTree, imported, standing } from './kit.ts';

/** What came in, by caption. */
const told = (home: Parameters<typeof standing>[0]) =>
  standing(home).map(({ kind, location, tags, caption }) => ({ kind, location, tags, caption }));

describe('a table beside the pictures', () => {
  it('says kind, place, tags and caption, with texts in quotes and lines of Windows', async () => {
    const home = await aHome();
    const csv = [
      '\ufeffFile,Kind,location,tags,caption,author',
      '1.png,,서울,warm;film,"Night, in the ""old"" town",ana',
      '"sub\\2.png",angle, Hong Kong ,"low, wide ;low",,',
      '"3.png"',
      '',
    ].join('\r\n');
    const folder = await aTree({
      'film/references.csv': csv,
      'film/1.png': 1,
      'film/sub/2.png': 2,
      'film/3.png': 3,
    });
    expect(await imported(home, folder)).toMatchObject({ code: 0 });
    expect(told(home)).toEqual(
      [
        { kind: 'angle', location: 'hong-kong', tags: ['low', 'wide'], caption: '2' },
        { kind: 'tone', location: null, tags: [], caption: '3' },
        {
          kind: 'tone',
          location: 'seoul',
          tags: ['warm', 'film'],
          caption: 'Night, in the "old" town',
        },
      ].toSorted((a, b) => a.caption.localeCompare(b.caption, 'en')),
    );
  });

  it('refuses the pictures of bad rows alone, and tells what names nothing', async () => {
    const home = await aHome();
    const csv = [
      'file,kind,caption',
      'film/1.png,colour,one',
      'film/2.png,tone,two, three',
      'film/3.png,tone,three',
      'film/3.png,tone,again',
      'film/4.png,model,four',
      'film/none.png,tone,none',
      ',tone,nameless',
      '../film/5.png,tone,five',
      'film/5.png,tone,five',
    ].join('\n');
    const folder = await aTree({ 'references.csv': csv, ...pictures(5) });
    const { code, text } = await imported(home, folder);
    expect(code).toBe(2);
    const why = 'a sidecar entry that cannot be used';
    expect(text).toContain('1 added, 0 duplicates, 7 refused.');
    for (const line of [
      `film/1.png: ${why}: references.csv, line 2: kind must be tone, angle or model`,
      `film/2.png: ${why}: references.csv, line 3: has 4 columns instead of 3: put quotes around`,
      `film/3.png: ${why}: references.csv, line 5: names a file that line 4 names too`,
      `film/4.png: ${why}: kind model is for another folder`,
      `references.csv: ${why}: line 7 names film/none.png, which is not there`,
      `references.csv: ${why}: line 8 names no file`,
      `references.csv: ${why}: line 9 names ../film/5.png, which is not there`,
    ]) {
      expect(text).toContain(line);
    }
    expect(told(home)).toMatchObject([{ caption: 'five' }]);
  });

  it.each([
    ['a table without files', 'references.csv', 'name,tags\n1.png,x', 'no column "file"'],
    ['an open quote', 'references.csv', 'file\n"1.png', 'Quote Not Closed'],
    ['another encoding', 'references.csv', new Uint8Array([0xbc, 0xad, 0xbf, 0xef]), 'not UTF-8'],
    ['broken JSON', 'references.json', '[{"file": 1.png}]', 'line 1'],
    ['other JSON', 'references.json', '{"pictures": []}', 'neither a list nor an object'],
  ])('stops at %s before anything is written', async (_, name, content, why) => {
    const home = await aHome();
    const folder = await aTree({ 'a/1.png': 1, [`z/${name}`]: content, 'z/2.png': 2 });
    const run = imported(home, folder);
    await expect(run).rejects.toThrow(why);
    await expect(run).rejects.toThrow(
      /z\/references\.\w+ cannot be read: .*\. Nothing was imported\.$/s,
    );
    expect(standing(home)).toEqual([]);
    expect(home.store.pool.categories()).toEqual([]);
  });
});

describe('JSON beside the pictures', () => {
  it('is a list, or names its category too; the nearest word counts', async () => {
    const home = await aHome();
    const outer = [
      { file: 'film/1.png', location: 'Tokyo', tags: 'far', caption: 'Outer' },
      { file: `film/${'나무'.normalize('NFD')}.png`, caption: 'Tree' },
    ];
    const inner = {
      name: 'Film on paper',
      tags: ['film', '필름'],
      references: [{ file: './1.png', tags: ['near', 'near'], caption: null }],
    };
    const folder = await aTree({
      'references.json': JSON.stringify(outer),
      'film/references.json': JSON.stringify(inner),
      'film/1.png': 1,
      'film/나무.png': 2,
    });
    expect(await imported(home, folder)).toMatchObject({ code: 0 });
    expect(told(home)).toEqual([
      { kind: 'tone', location: 'tokyo', tags: ['near'], caption: 'Outer' },
      { kind: 'tone', location: null, tags: [], caption: 'Tree' },
    ]);
    expect(home.store.pool.categories()).toEqual([
      { slug: 'film', displayName: 'Film on paper', tags: ['film', '필름'] },
    ]);
  });

  it('of one picture goes before all others', async () => {
    const home = await aHome();
    const folder = await aTree({
      'film/references.csv': 'file,caption,location\n1.png,Table,Paris\n',
      'film/1.png': 1,
      'film/1.png.json': '{"caption": "Own"}',
      'film/2.jpg': 2,
      'film/2.json': '{"tags": ["own"], "caption": "Two"}',
      'film/3.png': 3,
      'film/3.png.json': 'broken',
      'film/4.png': 4,
      'film/4.json': '{"location": 7}',
      'film/lonely.json': '{}',
    });
    const { text } = await imported(home, folder);
    expect(told(home)).toEqual([
      { kind: 'tone', location: 'paris', tags: [], caption: 'Own' },
      { kind: 'tone', location: null, tags: ['own'], caption: 'Two' },
    ]);
    expect(text).toContain('film/3.png: a sidecar entry that cannot be used: 3.png.json: ');
    expect(text).toContain(
      'film/4.png: a sidecar entry that cannot be used: 4.json: location must',
    );
    expect(text).toContain('film/lonely.json: not a PNG, JPEG or WebP image');
    expect(text).toContain('2 added, 0 duplicates, 3 refused.');
  });
});

function pictures(count: number): Readonly<Record<string, number>> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  return Object.fromEntries(numbers.map((number) => [`film/${number}.png`, number]));
}
