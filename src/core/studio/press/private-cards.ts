import { detailsCard, pairDetailsCard } from '../../cards/details.ts';
import type { PairView } from '../../domain/pair.ts';
import { cardContext, type ContextParts } from '../show/card-context.ts';
import type { Admitted, OnGeneration } from '../base/door.ts';
import type { PressReply } from '../base/reply.ts';

/** The cards of the Details buttons, in the reader's own language. */
export class PrivateCards {
  readonly #parts: ContextParts;

  constructor(parts: ContextParts) {
    this.#parts = parts;
  }

  ofPair({ locale, person }: Admitted, view: PairView): PressReply {
    const { calls } = this.#parts.store;
    const own = calls.ofPair(view.pair.id).filter(({ generationId }) => generationId === null);
    const context = cardContext(this.#parts, locale);
    return {
      type: 'card',
      card: pairDetailsCard(view, { calls: own, readerId: person.id }, context),
    };
  }

  ofGeneration({ caller, view, generation }: OnGeneration): PressReply {
    const context = cardContext(this.#parts, caller.locale);
    const { calls, feedback, reactions, pool } = this.#parts.store;
    const { id, spec } = generation;
    const used = [...new Set(spec.references.flatMap((one) => one.id ?? []))];
    const more = {
      calls: calls.of(id),
      feedback: feedback.of(id),
      likes: reactions.count(id),
      pool: used.flatMap((one) => pool.entry(one) ?? []),
    };
    return { type: 'card', card: detailsCard(view, generation, more, context) };
  }
}
