import type { ModelChoice, PairRequest } from './pair.ts';
import type { SideName } from './side.ts';
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
  models: [
    { side: 'A', tones: 3, angle: 'text' },
    { side: 'B', tones: 3, angle: 'text' },
  ],
};

/** The two recipes of an experiment, A's first. */
export function recipesOf(experiment: ExperimentName): readonly [Recipe, Recipe] {
  return RECIPES[experiment];
}

/** The model of a side, and the size it makes there. */
export function choiceOf(request: PairRequest, side: SideName): ModelChoice {
  return side === 'B' ? (request.versus ?? request) : request;
}
