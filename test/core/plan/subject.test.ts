import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasScenery, subjectOf } from '../../../src/core/plan/subject.ts';

describe('a picture without people is', () => {
  it.each([
    // The first phrase with a noun says it, by its last noun.
    ['a cat on a street', 'animal'],
    ['a street with a cat', 'scenery'],
    ['street tacos', 'object'],
    ['coffee house interior', 'scenery'],
    ['a kitchen table', 'object'],
    ['a dog park', 'scenery'],
    ['a bowl of ramen in a diner', 'object'],
    ['a field of tulips', 'scenery'],
    ['close-up of a rose', 'object'],
    ['portrait of a golden retriever', 'animal'],
    ['misty mountains', 'scenery'],
    ['wolves in the snow', 'animals'],
    ['loaves of bread', 'object'],
    ['knives on slate', 'object'],
    ['cherries in a bowl', 'object'],
    ['mice in a barn', 'animals'],
    // Until a verb or another article.
    ['a robot watering roses', 'animal'],
    ['a dog chases a ball', 'animal'],
    ['a horse’s head', 'animal'],
    // Several animals.
    ['three puppies in a basket', 'animals'],
    ['a flock of sheep', 'animals'],
    ['a pair of shoes', 'object'],
    ['a cat and a dog', 'animals'],
    ['a cat and a lamp', 'animal'],
    ['5 goldfish', 'animals'],
    ['1 goldfish', 'animal'],
    ['two windows and a cat', 'animal'],
    // What is not there.
    ['no cars, an empty street', 'scenery'],
    ['no street, a chair', 'object'],
    // What nobody knows can be counted, or not.
    ['a zither in a meadow', 'object'],
    ['an ocarina', 'object'],
    ['a shot of the ocean', 'scenery'],
    ['a calm mood, the ocean', 'scenery'],
    ['germanium', null],
    ['a', null],
    ['', null],
  ])('“%s”: %s', (text, subject) => {
    expect(subjectOf(text)).toBe(subject);
  });

  it.each([
    // The last noun of the first clause that has one.
    ['창가에서 자는 고양이', 'animal'],
    ['고양이 카페', 'scenery'],
    ['나무 책상 위의 카메라, 골목', 'object'],
    ['따뜻하게, 골목', 'scenery'],
    ['바위 위의 등대', 'scenery'],
    // Compounds end with what they are; one syllable is believed in long words only.
    ['길고양이', 'animal'],
    ['유리병', 'object'],
    ['들판의 유채꽃', 'object'],
    ['오래된 돌담길', 'scenery'],
    ['성인', null],
    ['이끼 낀 냄새나는', null],
    // A last word that nobody knows is a thing.
    ['정원의 해시계', 'object'],
    ['해시계, 정원', 'object'],
    ['우리 강아지 뭉치', 'animal'],
    ['바다 느낌', 'scenery'],
    ['바다 위', 'scenery'],
    ['바다 위의 눈금자', 'object'],
    ['바다를 배경으로', 'scenery'],
    ['조용하게, 바다', 'scenery'],
    ['새 신발', 'object'],
    // Two that are joined: the first.
    ['해변과 우산', 'scenery'],
    ['우산과 해변', 'object'],
    ['고양이와 강아지', 'animals'],
    ['고양이와 의자', 'animal'],
    // Of whom a sentence says something.
    ['고양이가 창가에서 잔다', 'animal'],
    ['고양이가 창가에서 자는 모습', 'animal'],
    ['고양이가 자는 창가와 골목', 'scenery'],
    ['고양이가 걷는 바다', 'scenery'],
    // Counted.
    ['강아지 세 마리', 'animals'],
    ['바구니 속 청개구리 한 마리', 'animal'],
    ['칵테일 한 잔', 'object'],
    ['알로에 두 개', 'object'],
    ['바다 위 두 개의 섬', 'scenery'],
    ['바다 위 두 마리의 해우', 'animals'],
    ['두 개', null],
    ['짠 냄새', 'object'],
    ['앵무새들', 'animals'],
    ['의자 없는 방', 'scenery'],
    ['고양이 없는 창가의 의자', 'object'],
    ['비건 burger 접시', 'object'],
    ['해변'.normalize('NFD'), 'scenery'],
    ['ㅋㅋ', null],
  ])('“%s”: %s', (text, subject) => {
    expect(subjectOf(text)).toBe(subject);
  });

  it.each([
    ['a chair in a garden', true],
    ['정원의 의자', true],
    ['a chair', false],
    ['의자', false],
  ])('“%s” names scenery: %s', (text, is) => {
    expect(hasScenery(text)).toBe(is);
  });
});

it('any text has a subject or none', () => {
  const subjects = ['animal', 'animals', 'object', 'scenery', null];
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  fc.assert(fc.property(text, (one) => subjects.includes(subjectOf(one))));
});
