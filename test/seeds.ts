import { drawRecipes } from '../src/core/domain/experiment.ts';

/**
 * Seeds from 1 on, without those whose coin puts the second recipe on A: so that a test may say what A is.
 * Tests of the coin itself use other seeds.
 */
export function usualSeeds(): () => number {
  let seed = 0;
  return () => {
    do seed += 1;
    while (drawRecipes('tones', seed).A !== 'three_tones');
    return seed;
  };
}
