import type { Caller } from '../../domain/person.ts';
import type { ModelWish } from '../../plan/model-choice.ts';
import { suggest, type Suggestion } from '../../plan/suggest.ts';
import type { Store } from '../../ports/store.ts';
import type { Door } from '../base/door.ts';
import type { Offers } from './offers.ts';

export interface SuggestionParts {
  readonly store: Store;
  readonly door: Door;
  readonly offers: Offers;
}

/** An option as somebody types it. */
export interface TypedOption {
  readonly option: string;
  readonly typed: string;
  /** The tier and the model that were chosen before. */
  readonly wish: ModelWish;
}

/** What an option could become while somebody types it. */
export class Suggestions {
  readonly #parts: SuggestionParts;

  constructor(parts: SuggestionParts) {
    this.#parts = parts;
  }

  /** Best first. Never throws: people whom the door refuses are told when they send their line. */
  of(caller: Caller, { option, typed, wish }: TypedOption): readonly Suggestion[] {
    const { store, door, offers } = this.#parts;
    if (!door.letsIn(caller)) return [];
    const { locale } = caller;
    return suggest(option, typed, { offer: offers.of(caller), pool: store.pool, wish, locale });
  }
}
