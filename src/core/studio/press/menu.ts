import { similarName } from '../../base/nearest.ts';
import { cut } from '../../base/text.ts';
import { tidied } from '../../base/written.ts';
import { DIPTYCH_WORDS } from '../../chat/command.ts';
import { unquoted } from '../../chat/typed-value.ts';
import type { Card } from '../../chat/card.ts';
import type { Caller } from '../../domain/person.ts';
import { settingKey } from '../../ports/settings.ts';
import { UserError } from '../../words/user-error.ts';
import { words } from '../../words/words.ts';
import type { Offers } from '../ask/offers.ts';
import { requireAdmin, type Door } from '../base/door.ts';
import type { PressReply } from '../base/reply.ts';
import type { World } from '../base/world.ts';
import type { PoolBrowser } from '../pool/pool-browser.ts';
import type { CostReports } from './costs.ts';
import type { WorkspaceSettingCards } from './workspace-settings.ts';
import type { Galleries } from './galleries.ts';
import type { Reviews } from './reviews.ts';

/** Characters of an unknown word that are shown. */
const MAX_SHOWN = 40;

export type MenuParts = Pick<World, 'store' | 'surfaces'> & {
  readonly door: Door;
  readonly galleries: Galleries;
  readonly offers: Offers;
  readonly pool: PoolBrowser;
  readonly reviews: Reviews;
  readonly costs: CostReports;
  readonly settings: WorkspaceSettingCards;
};

/** Answers `/diptych <word>` privately. */
export class Menu {
  readonly #parts: MenuParts;

  constructor(parts: MenuParts) {
    this.#parts = parts;
  }

  /** `rest` is the text behind the word; no word is help. Rejects with a `UserError`, or as `Store.durable` does. */
  async open(caller: Caller, word: string, rest: string): Promise<PressReply> {
    const reply = this.#reply(caller, word, unquoted(tidied(rest)));
    await this.#parts.store.durable();
    return reply;
  }

  #reply(caller: Caller, word: string, text: string): PressReply {
    if (word === 'settings' && text !== '') return this.#spoiler(caller, text);
    return { type: 'card', card: this.#card(caller, word, text) };
  }

  #card(caller: Caller, word: string, rest: string): Card {
    const { galleries, offers, pool, reviews, costs, settings } = this.#parts;
    const known = DIPTYCH_WORDS.find((one) => one === (word || 'help'));
    switch (known) {
      case undefined:
        this.#parts.door.enter(caller);
        throw unknownWord(word);
      case 'help':
        return galleries.help(caller);
      case 'credits':
        return galleries.credits(caller).card;
      case 'history':
        return galleries.history(caller, null).card;
      case 'likes':
        return galleries.likes(caller, null).card;
      case 'models':
        return offers.card(caller);
      case 'pool':
        return pool.named(caller, rest, 0).card;
      case 'review':
        return reviews.page(caller, null).card;
      case 'costs':
        return costs.of(caller, rest).card;
      case 'settings':
        return settings.card(this.#parts.door.enter(caller));
    }
  }

  /** Admins set whether new images in a channel are spoilers, where a chat has them. */
  #spoiler(somebody: Caller, text: string): PressReply {
    const { door, store, surfaces } = this.#parts;
    const caller = door.enter(somebody);
    const say = words(caller.locale);
    const isPossible = surfaces.get(caller.place.surface)?.hidesPictures === true;
    if (!isPossible) return { type: 'said', text: say.no_spoilers() };
    const on = readSwitch(text);
    requireAdmin(caller);
    store.settings.put(settingKey.spoiler(caller.place), on ? 'on' : 'off');
    return { type: 'said', text: say.spoiler_now(on) };
  }
}

/** The refusal of a word that there is not, with the one it was meant for. */
function unknownWord(word: string): UserError {
  const nearest = similarName(word, DIPTYCH_WORDS);
  return new UserError('word_unknown', cut(word, MAX_SHOWN), DIPTYCH_WORDS.join(', '), nearest);
}

/** Throws a `UserError` for what is neither on nor off. */
function readSwitch(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new UserError('option_invalid', text, 'on, off');
}
