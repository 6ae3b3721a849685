import type { Card } from '../../chat/card.ts';
import { modelsCard } from '../../cards/models.ts';
import type { ModelOffer } from '../../plan/model-offer.ts';
import type { Caller } from '../../domain/person.ts';
import type { Store } from '../../ports/store.ts';
import type { Dispatcher } from '../run/dispatcher.ts';
import type { Door } from '../base/door.ts';
import type { ProviderWatch } from '../run/provider-watch.ts';

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
