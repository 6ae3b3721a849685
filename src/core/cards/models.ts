import type { Card } from '../chat/card.ts';
import { modelFor } from '../plan/model-choice.ts';
import {
  listedModels,
  type ModelOffer,
  typedName,
  usableModels,
  usableTiers,
} from '../plan/model-offer.ts';
import { BUILT_IN, type Model, namedSizes, sizeName } from '../domain/model.ts';
import type { Locale } from '../domain/person.ts';
import { words } from '../words/words.ts';
import { privateCard, textLines } from './parts.ts';

/** Models on the card: no surface has room for more. */
const MAX_MODELS = 20;

/** A person's plan, how to choose a model, and each model that works here, tier by tier. */
export function modelsCard(
  offer: ModelOffer,
  resting: (model: Model) => boolean,
  locale: Locale,
): Card {
  const say = words(locale);
  const listed = listedModels(offer);
  const shown = listed.slice(0, MAX_MODELS);
  const more = listed.length - shown.length;
  const lines = textLines(
    ...planLines(offer, locale),
    ...shown.map((model) => lineOf(model, offer, resting, locale)),
    more > 0 ? say.models_more(more) : null,
  );
  return privateCard(say.models_heading(), lines);
}

function planLines(offer: ModelOffer, locale: Locale): readonly string[] {
  const say = words(locale);
  const tiers = usableTiers(offer);
  const usable = usableModels(offer);
  // The example of a choice is no default: a model that only its name chooses, and the last tier.
  const model = usable.find((one) => !isItsTiers(one, offer)) ?? usable.at(-1);
  const tier = tiers.at(-1);
  if (model === undefined) return [say.models_none()];
  if (tier === undefined) return [say.models_samples_only(`model:${typedName(model)}`)];
  return [
    say.models_plan(tiers.join(', '), offer.plan.dailyQuota),
    say.models_choose(typedName(model), tier),
  ];
}

/** Whether a request that names only the tier gets this model. */
function isItsTiers(model: Model, offer: ModelOffer): boolean {
  return modelFor({ tier: model.tier }, offer)?.id === model.id;
}

function lineOf(
  model: Model,
  offer: ModelOffer,
  resting: (model: Model) => boolean,
  locale: Locale,
): string {
  const say = words(locale);
  const named = Object.values(namedSizes(model)).map(sizeName);
  const others = model.validSizes.length - new Set(named).size;
  const parts = [
    say.models_line(model.displayName, model.tier),
    model.isDefault ? say.models_default() : null,
    isItsTiers(model, offer) ? say.models_of_tier(model.tier) : null,
    model.provider === BUILT_IN ? say.models_sample() : null,
    offer.plan.tiers.includes(model.tier) ? null : say.models_not_in_plan(),
    say.models_sizes([...new Set(named)].join(', '), others),
    model.maxReferences === 0 ? say.models_no_references() : null,
    resting(model) ? say.models_resting() : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
