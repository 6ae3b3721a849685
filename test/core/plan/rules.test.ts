import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasWord } from '../../../src/core/plan/lexicon.ts';
import { placeIn, placeName } from '../../../src/core/plan/places.ts';
import { classifyByRules, mentionsSeveral } from '../../../src/core/plan/rules.ts';
import { RATIOS, SCENES } from '../../../src/core/domain/spec.ts';
import { STARTER_CATEGORIES } from '../../../src/providers/sample/starter.ts';

const classify = (prompt: string) => classifyByRules(prompt, STARTER_CATEGORIES);

type Row = [prompt: string, scene: string, person: boolean, place: string | null];

describe('the rules read who and where', () => {
  const table: Row[] = [
    ['a woman walking in Seoul', 'single-subject', true, 'seoul'],
    ['서울을 걷는 여자', 'single-subject', true, 'seoul'],
    ['서울의 밤거리', 'scene', false, 'seoul'],
    ['서울에서 책 읽는 남자', 'single-subject', true, 'seoul'],
    ['two women laughing in a cafe', 'group', false, null],
    ['카페에서 웃는 친구들', 'group', false, null],
    ['한강을 달리는 사람들', 'group', false, null],
    ['a crowded market in Busan', 'group', false, 'busan'],
    ['부산 해변의 가족', 'group', false, 'busan'],
    ['a perfume bottle on a stone', 'object', false, null],
    ['돌 위의 향수 병', 'object', false, null],
    ['a mandarin on a table', 'object', false, null],
    ['a cat sleeping on a windowsill', 'single-subject', false, null],
    ['창가에서 자는 고양이', 'single-subject', false, null],
    ['misty mountains at dawn', 'scene', false, null],
    ['안개 낀 산', 'scene', false, null],
    ['an empty street, no people', 'scene', false, null],
    ['사람이 없는 골목', 'scene', false, null],
    ['a beach without any people in Jeju', 'scene', false, 'jeju'],
    ['제주도 바다', 'scene', false, 'jeju'],
    ['New York skyline at night', 'scene', false, 'new-york'],
    ['뉴욕의 지하철', 'scene', false, 'new-york'],
    ['portrait of a grandmother', 'single-subject', true, null],
    ['할머니의 초상', 'single-subject', true, null],
    ['a chef in Tokyo', 'single-subject', true, 'tokyo'],
    ['a couple dancing in Paris', 'group', false, 'paris'],
    ['germanium crystal', 'scene', false, null],
    ['서울대공원', 'scene', false, null],
  ];
  it.each(table)('%s', (prompt, scene, intentPerson, location) => {
    expect(classify(prompt)).toMatchObject({ scene, intentPerson, location });
  });
});

describe('the rules choose the category', () => {
  it.each([
    ['a forest on kodak film', 'a(natural,film)'],
    ['따뜻한 필름 느낌의 오후', 'a(natural,film)'],
    ['vivid fruit on a colorful table', 'b(vivid,colorful)'],
    ['알록달록한 시장', 'b(vivid,colorful)'],
    ['a cinematic chase, high contrast', 'c(cinematic,contrast)'],
    ['네온 골목의 시네마틱 장면', 'c(cinematic,contrast)'],
    ['beauty portrait with soft light', 'd(beauty)'],
    ['뷰티 인물 화보', 'd(beauty)'],
    ['something else entirely', 'a(natural,film)'],
  ])('%s', (prompt, category) => {
    expect(classify(prompt).category).toBe(category);
  });

  it('the first by name among equals, in whatever order they are listed', () => {
    const categories = ['c', 'b', 'd'].map((slug) => ({ slug, tags: ['cat'] }));
    for (const listed of [categories, categories.toReversed()]) {
      expect(classifyByRules('a cat', listed).category).toBe('b');
      expect(classifyByRules('a dog', listed).category).toBe('b');
    }
  });

  it('the one of which most words are said', () => {
    const categories = [
      { slug: 'a', tags: ['rain'] },
      { slug: 'b', tags: ['rain', 'night', 'sun'] },
    ];
    expect(classifyByRules('rain at night', categories).category).toBe('b');
  });

  it('needs a category to choose from', () => {
    expect(() => classifyByRules('a cat', [])).toThrow('no category');
  });
});

describe('the rules say how much is left open', () => {
  it.each([
    ['a woman in the style of Wong Kar-wai', 25],
    ['수채화로 그린 산', 25],
    ['moody dark cinematic street', 25],
    ['a cinematic street', 50],
    ['a moody cinematic street', 50],
    ['a cat in Paris', 75],
    ['몽환적인 숲', 50],
    ['a street in the rain', 75],
    ['비 오는 거리', 75],
    ['a cat', 100],
    ['고양이', 100],
  ])('of the tone: %s is %i', (prompt, ratio) => {
    expect(classify(prompt).toneRatio).toBe(ratio);
  });

  it.each([
    ['overhead shot of a table', 25],
    ['클로즈업 얼굴', 25],
    ['full body of a dancer', 50],
    ['바다를 보는 뒷모습', 50],
    ['a man running', 75],
    ['춤추는 사람', 75],
    ['a chair', 100],
  ])('of the angle: %s is %i', (prompt, ratio) => {
    expect(classify(prompt).angleRatio).toBe(ratio);
  });
});

describe('a word', () => {
  it.each([
    ['mandarin', 'man', false],
    ['A MAN.', 'man', true],
    ['서울의', '서울', true],
    ['서울대공원', '서울', false],
    ['친구들과', '친구들', true],
    ['c++ poster', 'c++', true],
    ['c+ poster', 'c++', false],
    ['man의', 'man', false],
    ['a flat   lay', 'flat lay', true],
    ['flatlay', 'flat lay', false],
    ['wong kar', 'kar wong', false],
    ['a.c', 'abc', false],
    ['man2', 'man', false],
    ['', 'man', false],
  ])('in %j: %j is %s', (text, word, is) => {
    expect(hasWord(text, word)).toBe(is);
  });

  it('is a place by its name in either language, and only a whole one', () => {
    expect([placeIn('홍콩의 밤'), placeIn('HONG  KONG'), placeIn('parisian')]).toEqual([
      'hong-kong',
      'hong-kong',
      null,
    ]);
    const names = (place: string) => [placeName(place, 'en'), placeName(place, 'ko')];
    expect(names('new-york')).toEqual(['New York', '뉴욕']);
    expect(names('old town')).toEqual(['Old Town', 'Old Town']);
  });

  it('for people who are not there does not count as people', () => {
    expect(mentionsSeveral('a street with no people')).toBe(false);
    expect(mentionsSeveral('a street full of people')).toBe(true);
  });
});

it('any text at all gets a plan', () => {
  const slugs = STARTER_CATEGORIES.map(({ slug }) => slug);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (prompt) => {
      const plan = classify(prompt);
      expect(slugs).toContain(plan.category);
      expect(SCENES).toContain(plan.scene);
      expect(RATIOS).toContain(plan.toneRatio);
      expect(RATIOS).toContain(plan.angleRatio);
    }),
  );
});
