import { OPTION_NAMES, type OptionName } from '../chat/command.ts';
import { MISSING } from '../chat/typed-options.ts';
import { MAX_COUNT } from '../domain/limits.ts';
import { namedSizes, sizeName } from '../domain/model.ts';
import type { PoolSnapshot } from '../domain/pool.ts';
import { EXPERIMENTS, RATIOS } from '../domain/spec.ts';
import { UserError } from '../words/user-error.ts';
import { picturedPersonas } from './choose-references.ts';
import { modelFor, type ModelWish } from './model-choice.ts';
import { byTier, type ModelOffer, usableModels, usableTiers } from './model-offer.ts';
import { listOf } from './model-refusals.ts';
import { ANGLES, LENSES } from './presets.ts';

type Valued = Exclude<OptionName, 'prompt'>;
type Given = ModelWish & Readonly<Partial<Record<OptionName, string | number | undefined>>>;
type From = ModelOffer & { readonly pool: PoolSnapshot };

/** What an option takes, as people type it. */
const VALUES: Readonly<Record<Valued, (given: ModelWish, from: From) => readonly string[]>> = {
  tier: (_, offer) => usableTiers(offer),
  model: (_, offer) => [listOf(byTier(usableModels(offer)))],
  versus: (given, offer) => {
    const own = modelFor(given, offer);
    return [listOf(byTier(usableModels(offer)).filter(({ id }) => id !== own?.id))];
  },
  size: (given, offer) => {
    const model = modelFor(given, offer) ?? usableModels(offer)[0];
    if (model === undefined) return [];
    return [...Object.keys(namedSizes(model)), ...model.validSizes.map(sizeName)];
  },
  angle: () => ANGLES.map(({ id }) => id),
  lens: () => LENSES.map(({ id }) => id),
  persona: (_, { pool }) => picturedPersonas(pool).map(({ displayName }) => displayName),
  category: (_, { pool }) => pool.categories.map(({ displayName }) => displayName),
  tone_ratio: () => RATIOS.map(String),
  angle_ratio: () => RATIOS.map(String),
  experiment: () => EXPERIMENTS,
  count: () => Array.from({ length: MAX_COUNT }, (_, index) => String(index + 1)),
};

/** Throws a `UserError` for an option that was named without a value; it says which values there are. */
export function requireValues(given: Given, from: From): void {
  for (const name of OPTION_NAMES) {
    if (name === 'prompt' || given[name] !== MISSING) continue;
    throw new UserError('option_without_value', name, VALUES[name](given, from).join(', '));
  }
}
