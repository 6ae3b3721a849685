import type { Card } from '../card.ts';
import { modelsCard } from '../cards/models.ts';
import type { ModelOffer } from '../model-offer.ts';
import type { Caller } from '../person.ts';
import type { Store } from '../repositories.ts';
import type { Dispatcher } from './dispatcher.ts';
import type { Door } from './door.ts';
import type { ProviderWatch } from './provider-watch.ts';

export interface OfferParts {
  readonly store: Store;
  readonly door: Door;
  readonly dispatcher: Dispatcher;
  readonly watch: ProviderWatch;
}

/** What a person can choose from now. */
export class Offers {
  readonly #parts: OfferParts;

  constructor(parts: OfferParts) {
    this.#parts = parts;
  }

  /** For suggestions and lists: by the workers as they were last seen. */
  of(caller: Caller): ModelOffer {
    const { store, dispatcher } = this.#parts;
    return {
      models: store.models.list(),
      plan: store.models.planOf(caller),
      served: dispatcher.lastServed,
    };
  }

  /** Throws a `UserError` at the door. */
  card(caller: Caller): Card {
    const { door, watch, dispatcher } = this.#parts;
    door.enter(caller);
    const served = dispatcher.lastServed;
    const resting = (provider: string) => watch.held(provider, served) !== null;
    return modelsCard(this.of(caller), resting, caller.locale);
  }
}
