import { describe, expect, it } from 'vitest';
import {
  capitalized,
  counted,
  cut,
  dayOf,
  dollars,
  minuteOf,
  ordinal,
} from '../../../src/core/base/text.ts';

describe('a text that is cut', () => {
  it.each([
    ['abcde', 5, 'abcde'],
    ['abcdef', 5, 'abcd…'],
    ['abcd efgh', 6, 'abcd…'],
    ['abcdef', 1, '…'],
    ['', 5, ''],
    // Never half of a character.
    ['ab👩‍🎤cd', 6, 'ab…'],
    ['한국어로', 3, '한국…'],
  ])('%j to %i is %j', (text, max, wanted) => {
    expect(cut(text, max)).toBe(wanted);
  });
});

describe('dollars', () => {
  it.each([
    [0, '$0.00'],
    [0.00004, '<$0.0001'],
    [0.00005, '$0.0001'],
    [0.0123, '$0.0123'],
    [0.99994, '$0.9999'],
    [0.99995, '$1.00'],
    [1, '$1.00'],
    [12.345, '$12.35'],
    [1_234.5, '$1,234.50'],
  ])('of %d read %s', (usd, wanted) => {
    expect(dollars(usd)).toBe(wanted);
  });
});

it('a sentence begins with a capital, and a count has its plural', () => {
  expect([capitalized('the end. of it'), capitalized('')]).toEqual(['The end. of it', '']);
  expect([0, 1, 2].map((number) => counted(number, 'call'))).toEqual([
    '0 calls',
    '1 call',
    '2 calls',
  ]);
});

it.each([
  [1, '1st'],
  [2, '2nd'],
  [3, '3rd'],
  [4, '4th'],
  [10, '10th'],
  [11, '11th'],
  [12, '12th'],
  [13, '13th'],
  [21, '21st'],
  [111, '111th'],
  [122, '122nd'],
])('the place %i reads %s', (number, wanted) => {
  expect(ordinal(number)).toBe(wanted);
});

it('a minute is one of UTC', () => {
  expect(minuteOf(Date.UTC(2026, 10, 5, 9, 3, 59, 999))).toBe('2026-11-05 09:03 UTC');
});

it('a day is one of UTC', () => {
  expect(dayOf(Date.UTC(2026, 10, 24, 23, 59, 59, 999))).toBe('2026-11-24');
  expect(dayOf(Date.UTC(2026, 10, 25))).toBe('2026-11-25');
});
