import { expect, it } from 'vitest';
import { hasWords, searchWords } from '../../../src/core/domain/prompt-search.ts';

it.each([
  ['a cat in Seoul', 'seoul CAT', true],
  ['a cat in Seoul', 'cat dog', false],
  ['고양이가 서울에서', '서울 고양이', true],
  ['고양이가 서울에서'.normalize('NFD'), '서울', true],
  ['a 100% wool_coat', '100% wool_coat', true],
  ['a 1000 wool coat', '100%', false],
  ['ＣＡＦÉ at night', 'café', true],
  ['anything', '', true],
  ['a \\ and a "quote"', '\\ "quote"', true],
])('“%s” is found by “%s”: %s', (prompt, text, isFound) => {
  expect(hasWords(prompt, searchWords(text))).toBe(isFound);
});

it('a search has ten words at most, each once', () => {
  expect(searchWords(' b a  b ')).toEqual(['b', 'a']);
  expect(searchWords(Array.from({ length: 50 }, (_, n) => `w${n}`).join(' '))).toHaveLength(10);
});
