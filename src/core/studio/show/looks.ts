import type { World } from '../base/world.ts';
import type { CardContext } from '../../cards/context.ts';
import type { Card } from '../../chat/card.ts';
import type { Post, ShownPair } from '../../domain/pair.ts';
import type { Locale } from '../../domain/person.ts';
import { cardContext, type ContextParts } from './card-context.ts';
import { cardOf } from './messages.ts';

/** A pair as it is now, and what is shown of its surroundings, in one language. */
export interface Look {
  readonly view: ShownPair;
  readonly context: CardContext;
  /** Milliseconds that a model usually takes; null while nobody knows. */
  readonly usualMs: (modelId: string) => number | null;
}

/** Milliseconds after which a model's usual time is read again. */
const USUAL_MS = 10_000;

/** Reads pairs anew for chats that put them into words for whoever looks. Checks nobody: call it for people whom the door let in. */
export class Looks {
  readonly #parts: ContextParts & Pick<World, 'clock'>;
  /** By model: as many as the database has rows of models. */
  readonly #usual = new Map<string, { readonly ms: number | null; readonly at: number }>();

  constructor(parts: ContextParts & Pick<World, 'clock'>) {
    this.#parts = parts;
  }

  /** The post behind a message: which pair and generation it shows. Undefined for a message that shows none. */
  post(id: string): Post | undefined {
    return this.#parts.store.posts.get(id);
  }

  /** The pair of a generation; undefined for one that is gone. */
  pairOf(generationId: string): string | undefined {
    return this.#parts.store.generations.get(generationId)?.pairId;
  }

  /** Undefined for a pair that is gone. */
  view(pairId: string): ShownPair | undefined {
    return this.#parts.store.pairs.view(pairId);
  }

  look(view: ShownPair, locale: Locale): Look {
    const context = cardContext(this.#parts, locale, view);
    return { view, context, usualMs: (modelId) => this.#usualMs(modelId) };
  }

  /** What the message of a post shows now; undefined when it is to be removed. */
  card({ view, context }: Look, postId: string): Card | undefined {
    return cardOf(view, postId, context);
  }

  #usualMs(modelId: string): number | null {
    const { store, clock } = this.#parts;
    const known = this.#usual.get(modelId);
    const now = clock.now();
    if (known !== undefined && Math.abs(now - known.at) < USUAL_MS) return known.ms;
    const ms = store.line.typicalMs(modelId) ?? store.models.get(modelId)?.typicalMs ?? null;
    this.#usual.set(modelId, { ms, at: now });
    return ms;
  }
}
