import { expect, it } from 'vitest';
import { similarName } from '../../../src/core/base/nearest.ts';

const OPTIONS = ['prompt', 'tier', 'model', 'size', 'angle', 'count'];

it.each([
  // As far from "tier", which comes first.
  ['siez', 'size'],
  ['SIEZ', 'size'],
  ['coutn', 'count'],
  ['sise', 'size'],
  ['models', 'model'],
  ['ti', undefined],
  ['ratio', undefined],
])('%j was meant to be %j', (typed, name) => {
  expect(similarName(typed, OPTIONS)).toBe(name);
});
