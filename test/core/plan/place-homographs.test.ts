import { describe, expect, it } from 'vitest';
import { placeIn, placeName, placeSlug } from '../../../src/core/plan/places.ts';

describe('the name of a place is not said of one', () => {
  it.each([
    // Of a dish.
    'new york cheesecake on a plate',
    'a London fog tea latte',
    'a slice of New York pizza',
    'a manhattan cocktail',
    '뉴욕 치즈케이크와 딸기',
    '맨해튼 칵테일 한 잔',
    '나폴리 피자',
    'brussels sprouts in a cast iron skillet',
    'new york strip steak',
    'Jeju mandarins on a plate',
    '전주 콩나물국밥',
    // Of what it is printed on.
    'a venice beach towel',
    'a Paris t-shirt, folded',
    'three Tokyo postcards',
    '파리 엽서 한 장',
    '서울 지도를 든 손',
    // Of an animal or somebody.
    'my dog Paris in a raincoat',
    'a cat named Berlin',
    'a girl called Vienna',
    '우리 강아지 서울이',
    // Another word.
    '자동차 경주',
    '사과 위의 파리 한 마리',
    '파리 떼',
    // Inside another word.
    '서울우유',
    '부산한 아침',
    '먼 곳을 동경하는 눈빛',
  ])('in “%s”', (text) => {
    expect(placeIn(text)).toBeNull();
  });

  it.each([
    ['New York pizza shop', 'new-york'],
    ['eating cheesecake in New York', 'new-york'],
    ['in New York pizza is everywhere', 'new-york'],
    ['Seoul, coffee on a table', 'seoul'],
    ['Paris drinking coffee', 'paris'],
    ['Venice beach at dawn', 'venice'],
    ['a Brussels street with sprouts', 'brussels'],
    ['a London phone booth', 'london'],
    ['a Paris poster shop', 'paris'],
    ['a towel on a beach in Venice', 'venice'],
    ['서울의 지도', 'seoul'],
    ['London fog', 'london'],
    ['a dog in Paris', 'paris'],
    ['a dog, Paris', 'paris'],
    ['a dog Paris street', 'paris'],
    ['뉴욕 피자 가게', 'new-york'],
    ['뉴욕의 치즈케이크', 'new-york'],
    ['서울에서 커피 한 잔', 'seoul'],
    ['강아지와 서울', 'seoul'],
    ['자동차, 경주', 'gyeongju'],
    ['경주의 자동차', 'gyeongju'],
    ['파리 두 연인', 'paris'],
    // The next one that is.
    ['new york cheesecake in Rome', 'rome'],
  ])('but in “%s” it is: %s', (text, place) => {
    expect(placeIn(text)).toBe(place);
  });
});

describe('a quarter or a sight', () => {
  it.each([
    ['Shibuya crossing', 'tokyo'],
    ['해운대 바다', 'busan'],
    ['에펠탑', 'paris'],
    ['times square at night', 'new-york'],
  ])('says its city: “%s”', (text, place) => {
    expect(placeIn(text)).toBe(place);
  });

  it('is a place of its own where the pool has it', () => {
    expect(placeIn('강남의 밤', ['강남'])).toBe('강남');
    expect(placeIn('강남의 밤')).toBe('seoul');
    expect(placeIn('서울의 밤', ['강남'])).toBe('seoul');
  });

  it('is not how the city is called', () => {
    expect([placeName('tokyo', 'en'), placeName('tokyo', 'ko')]).toEqual(['Tokyo', '도쿄']);
    expect([placeName('ho-chi-minh-city', 'en'), placeName('jeonju', 'ko')]).toEqual([
      'Ho Chi Minh City',
      '전주',
    ]);
    expect(['하노이', 'hanoi', 'atlantis'].map(placeSlug)).toEqual(['hanoi', 'hanoi', 'atlantis']);
  });
});
