import anyAscii from 'any-ascii';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keySegments } from '../../../src/core/ports/blobs.ts';
import {
  categoryTags,
  cleanName,
  findNamed,
  folderWords,
  sameName,
  slugFor,
} from '../../../src/core/domain/names.ts';
import { decodeTarget, encodeTarget } from '../../../src/core/chat/shelf.ts';

const slug = (name: string, known: readonly string[] = []) =>
  slugFor(
    name,
    known.map((one) => ({ slug: one, displayName: one })),
    anyAscii,
  );

it.each([
  ['\u3164', ''],
  ['\ufe0f\u0301', ''],
  ['Mi\ud83dna', 'Mina'],
  ['Jose\u0301\r\nMaria', 'Jos\u00e9 Maria'],
])('the name %j is seen as %j', (name, seen) => {
  expect(cleanName(name)).toBe(seen);
});

describe('a slug', () => {
  it.each([
    ['Mina', 'mina'],
    ['Zoë Saldaña', 'zoe-saldana'],
    ['서울의 밤', 'seoului-bam'],
    ['김 민-지', 'gim-min-ji'],
    ['  Neon   Nights ', 'neon-nights'],
    ['a(natural,film)', 'a(natural,film)'],
    ['e(밤,네온)', 'e(밤,네온)'],
    ['A (Natural)', 'a-natural'],
    ['../../etc/passwd', 'etc-passwd'],
    ['.hidden', 'hidden'],
    ['🔥🔥', 'fire-fire'],
    ['@everyone', 'everyone'],
    ['a:b', 'a-b'],
    ['…', 'unnamed'],
    ['\u202Eevil', 'evil'],
  ])('of %j is %s', (name, expected) => {
    expect(slug(name)).toBe(expected);
  });

  it('of a long name that is taken is short enough with its number', () => {
    expect(slug('a'.repeat(60), ['a'.repeat(48)])).toBe(`${'a'.repeat(43)}-2`);
  });

  it('of a folder’s name is that name only up to 36 characters between its brackets', () => {
    const folder = (count: number) => slug(`a(${'b'.repeat(count)})`);
    expect(folder(36)).toBe(`a(${'b'.repeat(36)})`);
    expect(folder(37)).toBe(`a-${'b'.repeat(37)}`);
  });

  it('of a folder whose emoji would not fit a button is letters', () => {
    expect(slug(`a(${'😀'.repeat(36)})`)).toMatch(/^[a-z0-9-]{1,48}$/);
  });

  it('is like no other', () => {
    expect(slug('Mina', ['mina'])).toBe('mina-2');
    expect(slug('mína', ['mina', 'mina-2'])).toBe('mina-3');
    const long = 'x'.repeat(60);
    expect(slug(long, [slug(long)])).not.toBe(slug(long));
  });

  it('of any name whatever is a segment of a key and fits a button’s id', () => {
    const names = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(names, (name) => {
        const made = slug(name);
        expect(keySegments(`refs/${made}/1.png`)).toHaveLength(3);
        const target = { kind: 'tone', slug: made } as const;
        expect(decodeTarget(encodeTarget(target))).toEqual(target);
        expect(encodeTarget(target).length).toBeLessThanOrEqual(60);
      }),
    );
  });
});

describe('a display name', () => {
  it('is one name in whatever form of Unicode, case and spacing it is typed', () => {
    expect(sameName('미나', '미나'.normalize('NFD'))).toBe(true);
    expect(sameName(' Neon  nights', 'neon Nights')).toBe(true);
    expect(sameName('Mina', 'Mira')).toBe(false);
  });

  it('loses what cannot be seen', () => {
    expect(cleanName('\u202EMi\u200Bna\u0007\n two')).toBe('Mina two');
    expect(cleanName('Min \u200B Ji \u200D')).toBe('Min Ji');
  });

  it('keeps the joiners that scripts and emoji are written with', () => {
    for (const name of ['ශ්\u200Dරී ලංකා', 'نیم\u200Cفاصله', '👩\u200D🚀 Ada']) {
      expect(cleanName(name)).toBe(name.normalize('NFC'));
    }
  });

  it('cleaned is clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        expect(cleanName(cleanName(name))).toBe(cleanName(name));
      }),
    );
  });

  it('is found before a slug is', () => {
    const known = [
      { slug: 'mina', displayName: '민아' },
      { slug: 'x', displayName: 'Mina' },
    ];
    expect(findNamed(known, 'MINA')?.slug).toBe('x');
    expect(findNamed(known.slice(0, 1), 'mina')?.displayName).toBe('민아');
    expect(findNamed(known, 'nobody')).toBeUndefined();
  });

  it('of a new category is what a prompt is matched by', () => {
    expect(categoryTags('Neon  Nights')).toEqual(['neon nights']);
    expect(categoryTags('e(rain,비)')).toEqual(['rain', '비']);
  });

  it('of a category’s folder tells its words', () => {
    expect(folderWords('c(cinematic, contrast)')).toEqual(['cinematic', 'contrast']);
    expect(folderWords('Neon nights')).toEqual([]);
  });
});
