import type { Card } from '../../chat/card.ts';
import { creditsCard, helpCard, historyCard, likesCard } from '../../cards/galleries.ts';
import { healthTexts } from '../../cards/health.ts';
import type { HubHealth } from '../../domain/hub-health.ts';
import type { Generation, PairView } from '../../domain/pair.ts';
import type { Caller } from '../../domain/person.ts';
import type { CreditsNow } from '../../domain/limits.ts';
import { hasWords, searchWords } from '../../domain/prompt-search.ts';
import type { World } from '../base/world.ts';
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

/** Pairs whose prompts are read in one turn of the event loop, and turns of one search. */
const READ = 1_000;
const TURNS = 20;

type GalleryParts = ContextParts &
  Pick<World, 'days'> & {
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

  /**
   * The caller's pairs whose prompts have all these words, newest first. A search looks through 20,000 pairs at most: it then
   * ends with fewer entries than a page has, and `next` says where it goes on.
   */
  async search(caller: Caller, text: string, before: string | null): Promise<Page<PairView>> {
    this.#parts.door.enter(caller);
    const { store, surfaces } = this.#parts;
    const { gallery: size } = roomAt(surfaces, caller.place);
    const words = searchWords(text);
    const found: string[] = [];
    let seen = before;
    for (let turn = 0; turn < TURNS; turn += 1) {
      const read = store.pairs.prompts(caller.person.id, caller.place.workspace, seen, READ);
      for (const { id, prompt } of read) {
        if (hasWords(prompt, words) && found.push(id) > size) return this.#found(caller, found);
      }
      seen = read.at(-1)?.id ?? seen;
      if (read.length < READ) return this.#found(caller, found);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { ...this.#found(caller, found), next: seen };
  }

  /** A page of these pairs: one more than it takes says that there are more. */
  #found(caller: Caller, ids: readonly string[]): Page<PairView> {
    const { store, surfaces } = this.#parts;
    const { entries: shown, next } = cut(ids, roomAt(surfaces, caller.place).gallery, (id) => id);
    const entries = shown.flatMap((id) => store.pairs.view(id) ?? []);
    // Without the button for more: it would not search.
    const card = historyCard(entries, null, cardContext(this.#parts, caller.locale));
    return { entries, next, card };
  }

  /** The hub's day that a pair was asked for on: "2026-11-25". */
  dayOf({ pair }: PairView): string {
    return this.#parts.days.dateOf(pair.createdAt);
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
