import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import { type ModelOffer, usableModels, usableTiers } from '../../core/model-choice.ts';
import { sizeName } from '../../core/models.ts';
import type { Locale } from '../../core/person.ts';
import { ANGLES, LENSES, type Preset, searchPresets } from '../../core/presets.ts';
import type { Store } from '../../core/repositories.ts';
import { encodeTarget } from '../../core/shelf.ts';
import { words } from '../../core/words.ts';
import { cut } from '../../core/text.ts';
import { SHELF } from './commands.ts';
import { LIMITS } from './limits.ts';

type Choice = ApplicationCommandOptionChoiceData<string>;

/** What fits what somebody has typed so far of an option, best first. */
export function suggest(
  interaction: AutocompleteInteraction,
  asked: Omit<Asked, 'tier'>,
): readonly Choice[] {
  const { name, value } = interaction.options.getFocused(true);
  const tier = interaction.options.getString('tier');
  return choicesFor(name, value, { ...asked, tier })
    .slice(0, LIMITS.choices)
    .map((one) => ({ ...one, name: cut(one.name, LIMITS.choiceName) }));
}

/** What suggestions are drawn from. */
export interface Asked {
  readonly locale: Locale;
  readonly store: Store;
  readonly offer: ModelOffer;
  /** The tier that was chosen before. */
  readonly tier: string | null;
}

function choicesFor(
  name: string,
  typed: string,
  { locale, store, offer, tier }: Asked,
): readonly Choice[] {
  switch (name) {
    case 'angle':
      return presets(ANGLES, typed, locale);
    case 'lens':
      return presets(LENSES, typed, locale);
    case 'tier':
      return matching(tiers(offer), typed);
    case 'size':
      return matching(sizes(locale, offer, tier), typed);
    case 'versus':
      return matching(versus(offer, tier), typed);
    case 'persona':
      return matching(personas(store), typed);
    case 'category': {
      const all = store.pool.categories();
      return matching(
        all.map((one) => ({ name: one.displayName, value: one.slug })),
        typed,
      );
    }
    case SHELF:
      return matching(shelves(locale, store), typed);
    default:
      return [];
  }
}

function presets(all: readonly Preset[], typed: string, locale: Locale): readonly Choice[] {
  return searchPresets(all, typed).map(({ id, label }) => ({ name: label[locale], value: id }));
}

function tiers(offer: ModelOffer): readonly Choice[] {
  const usable = usableModels(offer);
  return usableTiers(offer).map((tier) => {
    const names = usable.filter((one) => one.tier === tier).map((one) => one.displayName);
    return { name: `${tier} · ${names.join(', ')}`, value: tier };
  });
}

/** Models to compare with: all but what side A is made with. */
function versus(offer: ModelOffer, tierA: string | null): readonly Choice[] {
  const usable = usableModels(offer);
  const own = usable.find((one) => (tierA === null ? one.isDefault : one.tier === tierA));
  return usable
    .filter((one) => one.id !== own?.id)
    .map(({ id, displayName, tier }) => ({ name: `${displayName} · ${tier}`, value: id }));
}

/** Names, then exact sizes: of the tier's model, or of the default one. */
function sizes(locale: Locale, offer: ModelOffer, tier: string | null): readonly Choice[] {
  const usable = usableModels(offer);
  const model = usable.find((one) => one.tier === tier) ?? usable[0];
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

/** People of the pool that have a picture, by the names that people know them by. */
function personas(store: Store): readonly Choice[] {
  const pictured = new Set(store.pool.available('model').map((one) => one.persona));
  return store.pool
    .personas()
    .filter(({ slug }) => pictured.has(slug))
    .map(({ slug, displayName }) => ({ name: displayName, value: slug }));
}

/** Everything of the pool that has a name, the most promoted to first. */
function shelves(locale: Locale, store: Store): readonly Choice[] {
  return store.pool.targets().map((target) => ({
    name: words(locale).target_choice(target.kind, target.displayName),
    // A person and a category may have one name.
    value: encodeTarget(target),
  }));
}

function matching(choices: readonly Choice[], typed: string): readonly Choice[] {
  const wanted = typed.trim().toLowerCase();
  return choices.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(wanted));
}
