import type { ApplicationCommandOptionChoiceData, AutocompleteInteraction } from 'discord.js';
import type { ModelWish } from '../../core/plan/model-choice.ts';
import type { ModelOffer } from '../../core/plan/model-offer.ts';
import type { Locale } from '../../core/domain/person.ts';
import { ANGLES, LENSES, type Preset, searchPresets } from '../../core/plan/presets.ts';
import type { Store } from '../../core/ports/store.ts';
import { encodeTarget } from '../../core/chat/shelf.ts';
import { words } from '../../core/words/words.ts';
import { cut } from '../../core/base/text.ts';
import { SHELF } from './commands.ts';
import { LIMITS } from './limits.ts';
import { modelChoices, sizeChoices, tierChoices, versusChoices } from './model-choices.ts';

type Choice = ApplicationCommandOptionChoiceData<string>;

/** What fits what somebody has typed so far of an option, best first. */
export function suggest(
  interaction: AutocompleteInteraction,
  asked: Omit<Asked, 'wish'>,
): readonly Choice[] {
  const { name, value } = interaction.options.getFocused(true);
  const wish = {
    tier: interaction.options.getString('tier') ?? undefined,
    model: interaction.options.getString('model') ?? undefined,
  };
  return choicesFor(name, value, { ...asked, wish })
    .slice(0, LIMITS.choices)
    .map((one) => ({ ...one, name: cut(one.name, LIMITS.choiceName) }));
}

/** What suggestions are drawn from. */
export interface Asked {
  readonly locale: Locale;
  readonly store: Store;
  readonly offer: ModelOffer;
  /** The tier and the model that were chosen before. */
  readonly wish: ModelWish;
}

function choicesFor(
  name: string,
  typed: string,
  { locale, store, offer, wish }: Asked,
): readonly Choice[] {
  switch (name) {
    case 'angle':
      return presets(ANGLES, typed, locale);
    case 'lens':
      return presets(LENSES, typed, locale);
    case 'tier':
      return matching(tierChoices(offer), typed);
    case 'model':
      return matching(modelChoices(offer, wish), typed);
    case 'size':
      return matching(sizeChoices(locale, offer, wish), typed);
    case 'versus':
      return matching(versusChoices(offer, wish), typed);
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
