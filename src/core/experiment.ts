import type { ExperimentName, Recipe } from './spec.ts';

const RECIPES: Readonly<Record<ExperimentName, readonly [Recipe, Recipe]>> = {
  tones: [
    { side: 'A', tones: 3, angle: 'text' },
    { side: 'B', tones: 5, angle: 'text' },
  ],
  angles: [
    { side: 'A', tones: 3, angle: 'text' },
    { side: 'B', tones: 3, angle: 'reference' },
  ],
};

/** The two recipes of an experiment, A's first. */
export function recipesOf(experiment: ExperimentName): readonly [Recipe, Recipe] {
  return RECIPES[experiment];
}
