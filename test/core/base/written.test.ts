import { describe, expect, it } from 'vitest';
import { charactersOf, mended, tidied, withTexts } from '../../../src/core/base/written.ts';

describe('a text that people wrote', () => {
  it.each([
    ['a syllable taken apart', '\u1109\u1165\u110b\u116e\u11af', '\uc11c\uc6b8'],
    ['an accent apart from its letter', 'Jose\u0301', 'Jos\u00e9'],
    ['half an emoji', 'a cat \ud83d on a mat', 'a cat  on a mat'],
    ['the other half', 'a cat\ude00', 'a cat'],
    ['a whole emoji', 'a cat \u{1f600}', 'a cat \u{1f600}'],
    ['line ends of Windows', 'one\r\n\r\ntwo\rthree', 'one\n\ntwo\nthree'],
    ['line and paragraph separators', 'one\u2028two\u2029three\u0085four', 'one\ntwo\nthree\nfour'],
    ['control characters', 'a\u0000b\u0007c\u001bd\u007fe\u009ff', 'abcdef'],
    ['a tab', 'a\tb', 'a\tb'],
    ['no character at all', 'a\uffff\ufdd0b', 'ab'],
    ['a joiner in an emoji', '\u{1f469}\u200d\u{1f4bb}', '\u{1f469}\u200d\u{1f4bb}'],
    ['a mark that joins only without what was between', 'e\u0000\u0301', '\u00e9'],
  ])('with %s is mended', (_what, text, expected) => {
    expect(mended(text)).toBe(expected);
  });

  it.each([
    ['zero-width spaces', '\u200b\u200b'],
    ['Hangul fillers', '\u3164\u3164'],
    ['half-width and conjoining fillers', '\uffa0\u115f\u1160'],
    ['Braille blanks', '\u2800'],
    ['Braille blanks under marks', '\u0301\u2800\u0301'],
    ['soft hyphens', '\u00ad'],
    ['what turns the direction', '\u202e\u2066\u2069\u200f'],
    ['variation selectors', '\ufe0f\u{e0100}'],
    ['joiners', '\u200d\u200c\u2060'],
    ['marks alone', '\u0301\u0e34'],
    ['a byte order mark', '\ufeff'],
    ['tags', '\u{e0041}'],
    ['half an emoji', '\ud83d'],
    ['control characters', '\u0000\u0001'],
    ['blanks', ' \t\n\u00a0\u3000'],
    ['nothing', ''],
  ])('of %s alone is empty', (_what, text) => {
    expect(tidied(text)).toBe('');
  });

  it.each([
    ['  a cat\n', 'a cat'],
    ['\u200b/generate a cat\u200b', '/generate a cat'],
    ['\ufeffa cat', 'a cat'],
    ['\u3164a cat\u2800', 'a cat'],
    ['\u2764\ufe0f', '\u2764\ufe0f'],
    ['.', '.'],
    ['\u{1f1f0}\u{1f1f7}', '\u{1f1f0}\u{1f1f7}'],
    ['one\n\ntwo', 'one\n\ntwo'],
  ])('%j is kept as %j', (text, expected) => {
    expect(tidied(text)).toBe(expected);
  });

  it.each<[string, string, number]>([
    ['letters', 'a cat', 5],
    ['Hangul', '\uc11c\uc6b8', 2],
    ['an emoji', '\u{1f600}', 1],
    ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}', 1],
    [
      'a flag of a part of a country',
      '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
      1,
    ],
    ['Hindi', '\u0928\u0947\u0939\u093e', 2],
    ['Thai', '\u0e01\u0e34\u0e48\u0e07', 2],
    ['a letter under 31 marks', `a${'\u0301'.repeat(31)}`, 2],
  ])('has the characters of %s', (_what, text, count) => {
    expect(charactersOf(text, 2_500)).toBe(count);
  });

  it('of ten megabytes is not taken apart: its units are counted', () => {
    expect(charactersOf('\u{1f600}'.repeat(5_000_000), 2_500)).toBe(10_000_000);
    expect(charactersOf(`a${'\u0301'.repeat(100_000)}`, 2_500)).toBe(100_001);
  });

  it('in a form is mended in each of its values', () => {
    const values = { text: 'Jose\u0301', rating: 5, none: null };
    expect(withTexts(values, mended)).toEqual({ text: 'Jos\u00e9', rating: 5, none: null });
    expect(withTexts(undefined, mended)).toBeUndefined();
    expect(withTexts([1], mended)).toEqual([1]);
  });

  it('of many blanks between two letters is trimmed at once', () => {
    const wide = `a${' '.repeat(200_000)}b`;
    expect(tidied(` ${wide} `)).toBe(wide);
  });
});
