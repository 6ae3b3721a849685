import type { Card } from '../card.ts';
import { type ModelOffer, servedModels, usableTiers } from '../model-choice.ts';
import { type Model, sizeName } from '../models.ts';
import type { Locale } from '../person.ts';
import { words } from '../words.ts';

/** Models on the card: what the narrowest surface has room for. */
const MAX_MODELS = 20;

/** What a person can choose: their plan, then each model that works here, those of their plan first. */
export function modelsCard(
  offer: ModelOffer,
  resting: (provider: string) => boolean,
  locale: Locale,
): Card {
  const say = words(locale);
  const { plan } = offer;
  const served = servedModels(offer).toSorted(
    (a, b) => Number(plan.tiers.includes(b.tier)) - Number(plan.tiers.includes(a.tier)),
  );
  const shown = served.slice(0, MAX_MODELS);
  const tiers = usableTiers(offer).join(', ');
  const more = served.length - shown.length;
  return {
    kind: 'private',
    heading: say.models_heading(),
    lines: [
      { text: tiers === '' ? say.models_none() : say.models_plan(tiers, plan.dailyQuota) },
      ...shown.map((model) => ({ text: lineOf(model, offer, resting, locale) })),
      ...(more > 0 ? [{ text: say.models_more(more) }] : []),
    ],
    badges: [],
    rows: [],
  };
}

function lineOf(
  model: Model,
  { plan }: ModelOffer,
  resting: (provider: string) => boolean,
  locale: Locale,
): string {
  const say = words(locale);
  const named = [model.squareSize, model.landscapeSize, model.portraitSize].map(sizeName);
  const others = model.validSizes.length - new Set(named).size;
  const parts = [
    say.models_line(model.displayName, model.tier),
    say.models_sizes([...new Set(named)].join(', '), others),
    model.maxReferences === 0 ? say.models_no_references() : null,
    model.isDefault ? say.models_default() : null,
    plan.tiers.includes(model.tier) ? null : say.models_not_in_plan(),
    resting(model.provider) ? say.models_resting() : null,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
