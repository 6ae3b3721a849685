import { type DetailParts, detailsCard, pairDetailsCard } from '../../cards/details.ts';
import type { Generation, PairView } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import type { Store } from '../../ports/store.ts';
import { cardContext, type ContextParts } from '../show/card-context.ts';
import type { PressReply } from '../base/reply.ts';

/** Details, for whoever asks, in their own language. */
export class PrivateCards {
  readonly #parts: ContextParts;

  constructor(parts: ContextParts) {
    this.#parts = parts;
  }

  ofPair(caller: Caller, view: PairView): PressReply {
    const context = cardContext(this.#parts, caller.locale);
    return { type: 'card', card: pairDetailsCard(view, context) };
  }

  ofGeneration(caller: Caller, view: PairView, generation: Generation): PressReply {
    const context = cardContext(this.#parts, caller.locale);
    return {
      type: 'card',
      card: detailsCard(view, generation, this.#more(generation), context),
    };
  }

  #more({ id, spec }: Generation): DetailParts {
    const { calls, feedback, reactions, pool }: Store = this.#parts.store;
    const used = [...new Set(spec.references.flatMap((one) => one.id ?? []))];
    return {
      calls: calls.of(id),
      feedback: feedback.of(id),
      likes: reactions.count(id),
      pool: used.flatMap((one) => pool.entry(one) ?? []),
    };
  }
}
