import { DIPTYCH_WORDS, SETTINGS } from '../../chat/command.ts';
import type { Card } from '../../chat/card.ts';
import type { Caller } from '../../domain/person.ts';
import { UserError } from '../../words/user-error.ts';
import type { Offers } from '../ask/offers.ts';
import type { PressReply } from '../base/reply.ts';
import type { PoolBrowser } from '../pool/pool-browser.ts';
import type { ChannelSettings } from './channel-settings.ts';
import type { CostReports } from './costs.ts';
import type { Galleries } from './galleries.ts';

export interface MenuParts {
  readonly galleries: Galleries;
  readonly offers: Offers;
  readonly pool: PoolBrowser;
  readonly costs: CostReports;
  readonly channels: ChannelSettings;
}

/** `/diptych <word>`: everything that people look up by a command, answered privately. */
export class Menu {
  readonly #parts: MenuParts;

  constructor(parts: MenuParts) {
    this.#parts = parts;
  }

  /** `rest` is what stands behind the word; a word that is none is help. Throws a `UserError`. */
  open(caller: Caller, word: string, rest: string): PressReply {
    if (word === SETTINGS) return this.#parts.channels.spoiler(caller, readSwitch(rest));
    return { type: 'card', card: this.#card(caller, word, rest) };
  }

  #card(caller: Caller, word: string, rest: string): Card {
    const { galleries, offers, pool, costs } = this.#parts;
    switch (DIPTYCH_WORDS.find((one) => one === word) ?? 'help') {
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
      case 'costs':
        return costs.of(caller, rest).card;
    }
  }
}

/** Null for nothing. Throws a `UserError` for what is neither on nor off. */
function readSwitch(text: string): boolean | null {
  if (text === '') return null;
  if (text === 'on' || text === 'off') return text === 'on';
  throw new UserError('option_invalid', text, 'on, off');
}
