import type { Card } from '../../chat/card.ts';
import { creditsCard, helpCard, historyCard, likesCard } from '../../cards/galleries.ts';
import { healthTexts } from '../../cards/health.ts';
import type { HubHealth } from '../../domain/hub-health.ts';
import type { Generation, PairView } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import type { CreditsNow } from '../../domain/limits.ts';
import type { Budget } from '../run/budget.ts';
import { cardContext, type ContextParts, roomAt } from '../show/card-context.ts';
import type { Door } from '../base/door.ts';

/** One page of a gallery, with where the next one begins (null at the end). */
export interface Page<T> {
  readonly entries: readonly T[];
  readonly next: string | null;
  readonly card: Card;
}
export interface LikedImage {
  readonly view: PairView;
  readonly generation: Generation;
}

type GalleryParts = ContextParts & {
  readonly door: Door;
  readonly budget: Budget;
  readonly health: () => HubHealth;
};

/** Private lists of a person's own pairs and likes, their credits, and help. Every member throws a `UserError` at the door. */
export class Galleries {
  readonly #parts: GalleryParts;

  constructor(parts: GalleryParts) {
    this.#parts = parts;
  }

  /** The caller's pairs in this workspace, newest first. */
  history(caller: Caller, before: string | null): Page<PairView> {
    this.#parts.door.enter(caller);
    const { pairs } = this.#parts.store;
    const { gallery: size } = roomAt(this.#parts.surfaces, caller.place);
    const found = pairs.history(caller.person.id, caller.place.workspace, before, size + 1);
    const { entries, next } = cut(found, size, (view) => view.pair.id);
    return {
      entries,
      next,
      card: historyCard(entries, next, cardContext(this.#parts, caller.locale)),
    };
  }

  /** Images that the caller likes, newest like first. */
  likes(caller: Caller, before: string | null): Page<LikedImage> {
    this.#parts.door.enter(caller);
    const { reactions, pairs } = this.#parts.store;
    const { gallery: size } = roomAt(this.#parts.surfaces, caller.place);
    const found = reactions.liked(caller.person.id, caller.place.workspace, before, size + 1);
    const page = cut(found, size, (generation) => generation.id);
    const entries = page.entries.flatMap((generation) => {
      const view = pairs.view(generation.pairId);
      return view === undefined ? [] : [{ view, generation }];
    });
    return {
      entries,
      next: page.next,
      card: likesCard(entries, page.next, cardContext(this.#parts, caller.locale)),
    };
  }

  credits(caller: Caller): { readonly credits: CreditsNow; readonly card: Card } {
    this.#parts.door.enter(caller);
    const credits = this.#parts.budget.credits(caller);
    return { credits, card: creditsCard(credits, caller.locale) };
  }

  help(caller: Caller): Card {
    const { door, health } = this.#parts;
    const { admin, locale, place } = door.enter(caller);
    return helpCard(locale, place.surface, admin ? healthTexts(health(), locale) : []);
  }
}

function cut<T>(found: readonly T[], size: number, idOf: (entry: T) => string) {
  const entries = found.slice(0, size);
  const last = entries.at(-1);
  return { entries, next: found.length > size && last !== undefined ? idOf(last) : null };
}
