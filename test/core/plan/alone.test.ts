import { describe, expect, it } from 'vitest';
import { isAlone } from '../../../src/core/plan/alone.ts';

describe('a clause that there is nobody else', () => {
  it.each([
    'a man and a woman on a bench',
    // By names, in any case where the subject is an animal.
    'Anna and Ben with a dog',
    'anna and ben with a dog',
    'Fred and Emily with a dog',
    'Romeo & Juliet and their cat',
    'Anna, Ben and Carla walk a dog',
    'a girl with a cat, Anna and Ben behind her',
    '철수와 영희와 강아지',
    '민수랑 지수가 개를 산책시킨다',
    '지훈이랑 수아가 고양이를 안고',
    // Where there are people.
    'a wedding with a dog',
    'a dog at a party',
    'a horse race',
    'a cat in a busy market',
    '결혼식에 온 강아지',
    '축제의 호랑이',
    // Words for people.
    'a queen with her servants',
    'a boxer vs. a boxer',
    'football players and a dog',
    '하객과 강아지',
    '오누이와 호랑이',
    '스님과 동자승과 고양이',
    // Too many pairs to look at.
    'cat and dog, '.repeat(21),
  ])('would contradict “%s”', (prompt) => {
    expect(isAlone(prompt)).toBe(false);
  });

  it.each([
    'a man with his dog',
    'A man and his dog',
    'a woman walking in Seoul',
    'a cat',
    'a cat and a dog',
    'a cat sleeping and dreaming',
    'a dog between Seoul and Busan',
    'a white horse, black and white',
    'Black and White portrait of a woman',
    'a woman eating bread and butter',
    'a woman in Rock And Roll clothes',
    'a cat with a lamp and a chair',
    '서울에서 걷는 여자',
    '고양이와 강아지',
    '남자와 개',
    '강아지와 산책하는 여자',
  ])('fits “%s”', (prompt) => {
    expect(isAlone(prompt)).toBe(true);
  });
});
