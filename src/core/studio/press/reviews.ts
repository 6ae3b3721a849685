import { reviewCard } from '../../cards/review.ts';
import type { Card } from '../../chat/card.ts';
import type { Caller } from '../../domain/person.ts';
import { type Door, requireAdmin } from '../base/door.ts';
import { cardContext, type ContextParts, roomAt } from '../show/card-context.ts';

type ReviewParts = ContextParts & { readonly door: Door };

/** `/diptych review`: what safety systems refused in a workspace, for its admins. */
export class Reviews {
  readonly #parts: ReviewParts;

  constructor(parts: ReviewParts) {
    this.#parts = parts;
  }

  /** Newest first; `before` is the last generation of the page before. Throws a `UserError` for callers who are no admins. */
  page(somebody: Caller, before: string | null): { readonly card: Card } {
    const { store, surfaces, door } = this.#parts;
    const { place, locale } = requireAdmin(door.enter(somebody));
    const { gallery: size } = roomAt(surfaces, place);
    const found = store.rewrites.blocked(place, before, size + 1);
    const entries = found.slice(0, size).flatMap((id) => {
      const view = store.pairs.view(store.generations.get(id)?.pairId ?? '');
      const generation = view?.generations.find((one) => one.id === id);
      return view === undefined || generation === undefined ? [] : [{ view, generation }];
    });
    const last = found[size - 1];
    const next = found.length > size && last !== undefined ? last : null;
    return { card: reviewCard(entries, next, cardContext(this.#parts, locale)) };
  }
}
