import { describe, expect, it } from 'vitest';
import { costOf } from '../../../src/core/domain/price.ts';

const tokens = { textIn: 5, imageIn: 8, textOut: 10, imageOut: 30 };
const used = { textIn: 100, imageIn: 1_000, textOut: 0, imageOut: 4_000 };

describe('what a call cost', () => {
  it('is the vendor’s own count where there is one, even zero', () => {
    expect(costOf({ image: 1, tokens }, { reportedUsd: 0, tokens: used, images: 1 })).toBe(0);
  });

  it('else its tokens at their price, with an image or without', () => {
    const price = { image: null, tokens };
    expect(costOf(price, { tokens: used, images: 0 })).toBeCloseTo(0.1285, 10);
  });

  it.each([
    ['textIn', 5],
    ['imageIn', 8],
    ['textOut', 10],
    ['imageOut', 30],
  ] as const)('a million of %s alone at its own price: %i dollars', (kind, usd) => {
    const none = { textIn: 0, imageIn: 0, textOut: 0, imageOut: 0 };
    const million = { ...none, [kind]: 1_000_000 };
    expect(costOf({ image: 1, tokens }, { tokens: million, images: 1 })).toBe(usd);
  });

  it('no tokens cost nothing, and what nobody counted is not counted', () => {
    const none = { textIn: 0, imageIn: 0, textOut: 0, imageOut: 0 };
    expect(costOf({ image: 1, tokens }, { tokens: none, images: 1 })).toBe(0);
    expect(costOf({ image: 0.04, tokens }, { tokens: null, images: 1 })).toBe(0.04);
    expect(costOf({ image: null, tokens }, { reportedUsd: null, images: 1 })).toBeNull();
    expect(costOf({ image: 0, tokens: null }, { images: 3 })).toBe(0);
  });

  it('else the price of its images', () => {
    expect(costOf({ image: 0.04, tokens }, { images: 2 })).toBe(0.08);
  });

  it('is unknown, never zero, for a call without an image or without a price', () => {
    expect(costOf({ image: 0.04, tokens: null }, { images: 0 })).toBeNull();
    expect(costOf({ image: null, tokens: null }, { tokens: used, images: 1 })).toBeNull();
    expect(costOf(undefined, { images: 1 })).toBeNull();
  });
});
