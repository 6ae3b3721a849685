import { WORD_OPTIONS } from '../chat/command.ts';
import { encodeTarget } from '../chat/shelf.ts';
import { DEFAULT_DAYS, MAX_DAYS } from '../domain/cost-report.ts';
import { MAX_COUNT } from '../domain/limits.ts';
import { type Model, namedSizes, sizeName } from '../domain/model.ts';
import type { Locale } from '../domain/person.ts';
import type { Target } from '../domain/pool.ts';
import { EXPERIMENTS, RATIOS } from '../domain/spec.ts';
import type { Pool } from '../ports/pool-store.ts';
import { words } from '../words/words.ts';
import { modelFor, type ModelWish } from './model-choice.ts';
import {
  byTier,
  isOfTier,
  type ModelOffer,
  tierModels,
  usableModels,
  usableTiers,
} from './model-offer.ts';
import { hasQuotationMark, withoutOpening } from '../chat/typed-value.ts';
import { ANGLES, LENSES, type Preset, searchPresets } from './presets.ts';

/** A possible value of an option. */
export interface Suggestion {
  readonly value: string;
  readonly label: string;
  /** How people type it in a line, in quotation marks if necessary. */
  readonly typed: string;
}

/** The sources of suggestions. */
export interface SuggestFrom {
  readonly offer: ModelOffer;
  readonly pool: Pick<Pool, 'targets'>;
  /** The tier and the model that are chosen already. */
  readonly wish: ModelWish;
  readonly locale: Locale;
}

/** Values of an option that match the typed text, best first; none for an unknown option. */
export function suggest(option: string, typed: string, from: SuggestFrom): readonly Suggestion[] {
  switch (option) {
    case 'angle':
      return presets(ANGLES, typed, from.locale);
    case 'lens':
      return presets(LENSES, typed, from.locale);
    default:
      return fitting(allOf(option, from), typed);
  }
}

function presets(all: readonly Preset[], typed: string, locale: Locale): readonly Suggestion[] {
  return searchPresets(all, typed).map(({ id, label }) => plain(id, label[locale]));
}

/** Those that contain the text; those that begin with it come first. */
function fitting(all: readonly Suggestion[], typed: string): readonly Suggestion[] {
  // A name of several words is typed in quotation marks.
  const wanted = withoutOpening(typed.trim()).toLowerCase();
  const begins = ({ label, value }: Suggestion) =>
    [label, value].some((text) => text.toLowerCase().startsWith(wanted));
  return all
    .filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(wanted))
    .toSorted((a, b) => Number(begins(b)) - Number(begins(a)));
}

function allOf(option: string, { offer, pool, wish, locale }: SuggestFrom): readonly Suggestion[] {
  const say = words(locale);
  const targets = (kind: Target['kind']) => pool.targets().filter((one) => one.kind === kind);
  switch (option) {
    case 'tier':
      return tiers(offer);
    case 'model':
      return byTier(usableModels(offer))
        .filter((one) => isOfTier(one, wish.tier))
        .map(ofModel);
    case 'versus':
      return versus(offer, wish);
    case 'size':
      return sizes(offer, wish, locale);
    case 'persona':
      return targets('model')
        .filter((one) => one.references > 0)
        .map(ofTarget);
    case 'category':
      return targets('tone').map(ofTarget);
    case 'tone_ratio':
    case 'angle_ratio':
      return RATIOS.map((one) => plain(String(one), `${one} %`));
    case 'experiment':
      return EXPERIMENTS.map((one) => plain(one, say.experiment_name(one)));
    case 'count':
      return Array.from({ length: MAX_COUNT }, (_, index) => plain(String(index + 1)));
    case WORD_OPTIONS.pool:
      return pool.targets().map((one) => ({
        // A person and a category may have the same name.
        value: encodeTarget(one),
        label: say.target_choice(one.kind, one.displayName),
        // The rest of the line, which needs no quotation marks.
        typed: one.displayName,
      }));
    case WORD_OPTIONS.costs:
      return [7, DEFAULT_DAYS, 90, MAX_DAYS].map((one) => plain(String(one)));
    default:
      return [];
  }
}

/** The tiers that can be chosen, each with its models. */
function tiers(offer: ModelOffer): readonly Suggestion[] {
  return usableTiers(offer).map((tier) => {
    const models = tierModels(offer).filter((one) => one.tier === tier);
    const label = `${tier} · ${models.map((one) => one.displayName).join(', ')}`;
    return { value: tier, label, typed: typedAs(tier, tier) };
  });
}

/** Models to compare with: all but the chosen one. */
function versus(offer: ModelOffer, wish: ModelWish): readonly Suggestion[] {
  const own = modelFor(wish, offer);
  return byTier(usableModels(offer))
    .filter((one) => one.id !== own?.id)
    .map(ofModel);
}

/** Names, then exact sizes, of the chosen model or of the default one. */
function sizes(offer: ModelOffer, wish: ModelWish, locale: Locale): readonly Suggestion[] {
  const model = modelFor(wish, offer) ?? usableModels(offer)[0];
  if (model === undefined) return [];
  const named = Object.entries(namedSizes(model)).map(([name, size]) =>
    plain(name, `${words(locale).size_name(name)} · ${sizeName(size)}`),
  );
  return [...named, ...model.validSizes.map((size) => plain(sizeName(size)))];
}

function ofModel({ id, displayName, tier }: Model): Suggestion {
  return { value: id, label: `${displayName} · ${tier}`, typed: typedAs(displayName, id) };
}

function ofTarget({ slug, displayName }: Target): Suggestion {
  return { value: slug, label: displayName, typed: typedAs(displayName, slug) };
}

function plain(value: string, label = value): Suggestion {
  return { value, label, typed: value };
}

/** The name in quotation marks if necessary; the id when the name has one. */
function typedAs(name: string, id: string): string {
  if (hasQuotationMark(name)) return id;
  return /[\s/]|^['‘’]|[,;.、。]$/.test(name) ? `"${name}"` : name;
}
