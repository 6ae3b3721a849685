import type { ApplicationCommandOptionChoiceData } from 'discord.js';
import { modelFor, type ModelWish } from '../../core/plan/model-choice.ts';
import {
  byTier,
  isOfTier,
  type ModelOffer,
  tierModels,
  usableModels,
  usableTiers,
} from '../../core/plan/model-offer.ts';
import { type Model, sizeName } from '../../core/domain/model.ts';
import type { Locale } from '../../core/domain/person.ts';
import { words } from '../../core/words/words.ts';

type Choice = ApplicationCommandOptionChoiceData<string>;

/** The tiers that one may use, each with the models it may stand for. */
export function tierChoices(offer: ModelOffer): readonly Choice[] {
  const models = tierModels(offer);
  return usableTiers(offer).map((tier) => {
    const names = models.filter((one) => one.tier === tier).map((one) => one.displayName);
    return { name: `${tier} · ${names.join(', ')}`, value: tier };
  });
}

/** The models that one may use: of a tier that was chosen before, those of it. */
export function modelChoices(offer: ModelOffer, { tier }: ModelWish): readonly Choice[] {
  const usable = byTier(usableModels(offer));
  return usable.filter((one) => isOfTier(one, tier)).map(choiceOf);
}

/** Models to compare with: all but what side A is made with. */
export function versusChoices(offer: ModelOffer, wish: ModelWish): readonly Choice[] {
  const own = modelFor(wish, offer);
  return byTier(usableModels(offer))
    .filter((one) => one.id !== own?.id)
    .map(choiceOf);
}

function choiceOf({ id, displayName, tier }: Model): Choice {
  return { name: `${displayName} · ${tier}`, value: id };
}

/** Names, then exact sizes: of the model that was chosen before, or of the default one. */
export function sizeChoices(locale: Locale, offer: ModelOffer, wish: ModelWish): readonly Choice[] {
  const model = modelFor(wish, offer) ?? usableModels(offer)[0];
  if (model === undefined) return [];
  const named = [
    ['square', model.squareSize],
    ['landscape', model.landscapeSize],
    ['portrait', model.portraitSize],
  ] as const;
  return [
    ...named.map(([value, size]) => {
      return { name: `${words(locale).size_name(value)} · ${sizeName(size)}`, value };
    }),
    ...model.validSizes.map(sizeName).map((value) => ({ name: value, value })),
  ];
}
