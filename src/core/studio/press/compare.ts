import { compareTexts } from '../../cards/compare.ts';
import { referencePictures } from '../../cards/references.ts';
import type { CardThumbnail } from '../../chat/card.ts';
import type { Generation } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import { UserError } from '../../words/user-error.ts';
import type { Door } from '../base/door.ts';
import { cardContext, type ContextParts } from '../show/card-context.ts';

/** What differs between two generations of a pair, in the reader's language. */
export interface Comparison {
  readonly texts: readonly string[];
  /** The references that each was made with. */
  readonly a: readonly CardThumbnail[];
  readonly b: readonly CardThumbnail[];
}

/** Tells two generations of a pair from each other. */
export class Compare {
  readonly #parts: ContextParts & { readonly door: Door };

  constructor(parts: ContextParts & { readonly door: Door }) {
    this.#parts = parts;
  }

  /** Throws a `UserError` for generations that are not there, or of two pairs. */
  of(somebody: Caller, idA: string, idB: string): Comparison {
    const { door, store } = this.#parts;
    const caller = door.enter(somebody);
    const { view, generation: a } = door.generation(caller, idA);
    const b = view.generations.find(({ id }) => id === idB);
    if (b === undefined) {
      door.generation(caller, idB);
      throw new UserError('compare_pairs');
    }
    const context = cardContext(this.#parts, caller.locale);
    const used = [a, b].flatMap(({ spec }) => spec.references.flatMap(({ id }) => id ?? []));
    const pool = [...new Set(used)].flatMap((id) => store.pool.entry(id) ?? []);
    const pictures = ({ spec }: Generation) => referencePictures(spec.references, pool, context);
    return { texts: compareTexts(a, b, context), a: pictures(a), b: pictures(b) };
  }
}
