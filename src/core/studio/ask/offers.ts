import { mended } from '../../base/written.ts';
import type { World } from '../base/world.ts';
import type { Card } from '../../chat/card.ts';
import { modelsCard } from '../../cards/models.ts';
import type { ModelWish } from '../../plan/model-choice.ts';
import type { ModelOffer } from '../../plan/model-offer.ts';
import { suggest, type Suggestion } from '../../plan/suggest.ts';
import type { Model } from '../../domain/model.ts';
import type { Caller } from '../../domain/person.ts';
import type { Served } from '../run/served.ts';
import type { Door } from '../base/door.ts';
import type { ProviderWatch } from '../run/provider-watch.ts';

export type OfferParts = Pick<World, 'store'> & {
  readonly door: Door;
  readonly served: Served;
  readonly watch: ProviderWatch;
};

/** An option while a person types it. */
export interface TypedOption {
  readonly option: string;
  readonly typed: string;
  /** The tier and the model chosen so far. */
  readonly wish: ModelWish;
}

/** The models, and the completions of options, that a person can choose from now. */
export class Offers {
  readonly #parts: OfferParts;

  constructor(parts: OfferParts) {
    this.#parts = parts;
  }

  of(caller: Caller): ModelOffer {
    const { store, served } = this.#parts;
    return {
      models: store.models.list(),
      plan: store.models.planOf(caller),
      served: served.providers,
    };
  }

  /** Completions of an option, best first. None for people who may not use the bot: their command is refused. */
  suggest(caller: Caller, { option, typed, wish }: TypedOption): readonly Suggestion[] {
    const { store, door } = this.#parts;
    if (!door.admits(caller)) return [];
    const { locale } = caller;
    return suggest(option, mended(typed), {
      offer: this.of(caller),
      pool: store.pool,
      wish,
      locale,
    });
  }

  /** The private list of models. Throws a `UserError` when the caller may not use the bot. */
  card(caller: Caller): Card {
    const { door, watch } = this.#parts;
    door.enter(caller);
    const resting = ({ provider, id }: Model) => watch.held(provider, id) !== null;
    return modelsCard(this.of(caller), resting, caller.locale);
  }
}
