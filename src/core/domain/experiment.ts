import { randomFrom } from '../base/random.ts';
import type { ModelChoice, Pair } from './pair.ts';
import type { SideName } from './side.ts';
import type { ExperimentName, RecipeName, SideRecipes } from './spec.ts';

/** How a side differs from the other one. */
export interface Recipe {
  /** Tone references. */
  readonly tones: number;
  readonly angle: 'text' | 'reference';
  /** The first or the second model of a request; both sides use the first where there is no second. */
  readonly model: 'own' | 'versus';
}

const RECIPES: Readonly<Record<RecipeName, Recipe>> = {
  three_tones: { tones: 3, angle: 'text', model: 'own' },
  five_tones: { tones: 5, angle: 'text', model: 'own' },
  angle_in_words: { tones: 3, angle: 'text', model: 'own' },
  angle_from_image: { tones: 3, angle: 'reference', model: 'own' },
  first_model: { tones: 3, angle: 'text', model: 'own' },
  second_model: { tones: 3, angle: 'text', model: 'versus' },
};

const RECIPES_OF: Readonly<Record<ExperimentName, readonly [RecipeName, RecipeName]>> = {
  tones: ['three_tones', 'five_tones'],
  angles: ['angle_in_words', 'angle_from_image'],
  models: ['first_model', 'second_model'],
};

/**
 * The recipe of each side, by a coin drawn from the pair's seed: people prefer what they see first, so a recipe that
 * is always A would seem better than it is.
 */
export function drawRecipes(experiment: ExperimentName, seed: number): SideRecipes {
  const [one, other] = RECIPES_OF[experiment];
  // Mixed with a constant, because references are drawn with the seed itself.
  return randomFrom(seed ^ COIN)() < 0.5 ? { A: one, B: other } : { A: other, B: one };
}
const COIN = 0x636f696e;

/** The recipe of a side. */
export function recipeOf({ recipes }: Pick<Pair, 'recipes'>, side: SideName): Recipe {
  return RECIPES[recipes[side]];
}

/** The model and size of a side. */
export function choiceOf(
  { request, recipes }: Pick<Pair, 'request' | 'recipes'>,
  side: SideName,
): ModelChoice {
  return RECIPES[recipes[side]].model === 'versus' ? (request.versus ?? request) : request;
}
