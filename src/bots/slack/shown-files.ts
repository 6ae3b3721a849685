import type { Card } from '../../core/chat/card.ts';
import type { Caller } from '../../core/domain/person.ts';
import type { Lookup } from '../../core/studio/press/lookup.ts';
import { fileOfMemo } from './memo.ts';
import { picturesOf } from './body.ts';

/** The files of messages, for forms that show the same pictures. */
export class ShownFiles {
  readonly #lookup: Pick<Lookup, 'shownBy'>;

  constructor(lookup: Pick<Lookup, 'shownBy'>) {
    this.#lookup = lookup;
  }

  /**
   * File ids of a card's pictures by their keys: of those that were posted where the person is, because a file of another
   * channel may not be theirs to see. `everywhere`: the pictures are the person's own, or ones they like.
   */
  of(caller: Caller, card: Card, everywhere = false): ReadonlyMap<string, string> {
    const found = picturesOf(card).flatMap((key) => {
      const post = this.#lookup.shownBy(caller, key);
      if (post === undefined) return [];
      if (!everywhere && post.place.channel !== caller.place.channel) return [];
      const file = fileOfMemo(post.memo);
      return file === null ? [] : [[key, file] as const];
    });
    return new Map(found);
  }
}
