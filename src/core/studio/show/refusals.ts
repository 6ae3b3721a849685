import type { World } from '../base/world.ts';
import type { Pair, Refusal } from '../../domain/pair.ts';
import type { PrivateAnswer } from '../../ports/surface.ts';
import { words } from '../../words/words.ts';
import type { Transitions } from '../run/transitions.ts';
import type { Notices } from './notices.ts';

export type RefusalParts = Pick<World, 'store' | 'clock'> & {
  readonly transitions: Transitions;
  readonly notices: Notices;
};

/** What follows when a chat's own filter refuses a message for good: the hub stores the reason and tells a person. */
export class Refusals {
  readonly #parts: RefusalParts;

  constructor(parts: RefusalParts) {
    this.#parts = parts;
  }

  /**
   * The pair's header: nothing more is made for the pair, and what runs already is finished. The asker is told through
   * `answer`, the command's private answer, while there is one. Throws what the database throws.
   */
  async header(pair: Pair, refusal: Refusal, answer: PrivateAnswer | null): Promise<void> {
    const { store, transitions, notices } = this.#parts;
    const text = words(pair.locale).filtered_prompt(refusal.said);
    store.transaction(() => {
      this.#refuse(pair, pair.id, refusal);
      store.pairs.refused(pair.id, text);
    });
    transitions.signalChange(pair.id);
    this.#cancelWaiting(pair.id);
    await notices.tell(pair, pair.asker, text, answer);
  }

  /** The message of an ended generation: the hub tells the person who started it. */
  async message(pair: Pair, id: string, refusal: Refusal): Promise<void> {
    const { store, transitions, notices } = this.#parts;
    store.transaction(() => this.#refuse(pair, id, refusal));
    transitions.signalChange(pair.id);
    const generation = store.generations.get(id);
    if (generation?.image == null) return;
    await notices.tell(pair, generation.by, words(pair.locale).filtered_message(refusal));
  }

  /** An edit of a posted message: the hub tells the asker of the first one. */
  async edit(pair: Pair, id: string, refusal: Refusal): Promise<void> {
    const { store, notices } = this.#parts;
    const isKnown = store.posts.get(id)?.refusal != null;
    store.posts.setRefusal(id, refusal);
    if (!isKnown) {
      await notices.tell(pair, pair.asker, words(pair.locale).filtered_edit(refusal.said));
    }
  }

  /** Joins the caller's transaction. */
  #refuse(pair: Pair, id: string, refusal: Refusal): void {
    const { posts, pairs } = this.#parts.store;
    posts.mark(id, 'refused');
    posts.setRefusal(id, refusal);
    pairs.touch(pair.id);
  }

  #cancelWaiting(pairId: string): void {
    const { store, transitions, clock } = this.#parts;
    for (const { id, state } of store.pairs.view(pairId)?.generations ?? []) {
      if (state === 'waiting') transitions.apply({ type: 'cancel', id, at: clock.now() });
    }
  }
}
