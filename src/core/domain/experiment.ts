import { randomFrom } from '../base/random.ts';
import type { ModelChoice, Pair } from './pair.ts';
import type { SideName } from './side.ts';
import type { ExperimentName, RecipeName, SideRecipes } from './spec.ts';

/** What makes a side differ from its twin. */
export interface Recipe {
  /** Tone references. */
  readonly tones: number;
  readonly angle: 'text' | 'reference';
  /** Which of the two models of a request it is made with; without a second one both are the first. */
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

const EXPERIMENTS: Readonly<Record<ExperimentName, readonly [RecipeName, RecipeName]>> = {
  tones: ['three_tones', 'five_tones'],
  angles: ['angle_in_words', 'angle_from_image'],
  models: ['first_model', 'second_model'],
};

/**
 * Which recipe each side gets: a coin decides, drawn from the pair's seed, because people prefer what they
 * see first, and a recipe that is always A would seem to be the better one.
 */
export function drawRecipes(experiment: ExperimentName, seed: number): SideRecipes {
  const [one, other] = EXPERIMENTS[experiment];
  // A number of its own: references are drawn with the seed itself.
  return randomFrom(seed ^ COIN)() < 0.5 ? { A: one, B: other } : { A: other, B: one };
}
const COIN = 0x636f696e;

/** What a side of the pair is made by. */
export function recipeOf({ recipes }: Pick<Pair, 'recipes'>, side: SideName): Recipe {
  return RECIPES[recipes[side]];
}

/** The model of a side, and the size it makes there. */
export function choiceOf(
  { request, recipes }: Pick<Pair, 'request' | 'recipes'>,
  side: SideName,
): ModelChoice {
  return RECIPES[recipes[side]].model === 'versus' ? (request.versus ?? request) : request;
}
