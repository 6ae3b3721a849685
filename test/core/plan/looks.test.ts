import { describe, expect, it } from 'vitest';
import { lookWords, saysLook } from '../../../src/core/plan/looks.ts';
import { classifyByRules } from '../../../src/core/plan/rules.ts';

describe('a look', () => {
  it('is meant by every word that says the same as a tag', () => {
    const categories = [
      { slug: 'a', tags: ['cat'] },
      { slug: 'b', tags: ['vivid'] },
      { slug: 'c', tags: ['극적인'] },
    ];
    const category = (prompt: string) => classifyByRules(prompt, categories).category;
    expect(
      ['a rainbow', '쨍한 바다', 'deep shadows', '강한 명암', 'a sad cat'].map(category),
    ).toEqual(['b', 'b', 'c', 'c', 'a']);
  });

  it('has its tags alone where no word says the same', () => {
    expect(lookWords(['cat', 'sad', 'cat'])).toEqual(['cat', 'sad']);
    expect(lookWords(['cat', 'pastel'])).toEqual(expect.arrayContaining(['cat', '은은한', 'soft']));
    expect(lookWords(['pastel'])).not.toContain('vivid');
  });

  it.each([
    ['알록달록하게', '알록달록한', true],
    ['알록달록 앵무새', '알록달록한', true],
    ['시네마틱한 밤', '시네마틱한', true],
    ['픽사풍으로', '픽사', false],
    ['픽사풍', '픽사', true],
    ['극적인', '극적인', true],
    ['필름의', '필름', true],
    ['필름통', '필름', false],
    ['vividly', 'vivid', false],
    ['Vivid', 'vivid', true],
  ])('in “%s” says %s: %s', (text, word, is) => {
    expect(saysLook(text, word)).toBe(is);
  });
});
