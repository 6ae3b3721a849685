import type { World } from '../base/world.ts';
import { button } from '../../cards/parts.ts';
import type { Pair, Refusal } from '../../domain/pair.ts';
import type { Texts } from '../../domain/person.ts';
import { type ClosedWhy, FilteredError, type PrivateAnswer } from '../../ports/surface.ts';
import { inAllLanguages, words } from '../../words/words.ts';
import type { Transitions } from '../run/transitions.ts';
import type { Notices } from './notices.ts';
import type { HeaderRefusal } from './posting.ts';

export type RefusalParts = Pick<World, 'store' | 'clock'> & {
  readonly transitions: Transitions;
  readonly notices: Notices;
};

/** What follows when a chat refuses a message for good: the hub stores the reason and tells a person. */
export class Refusals {
  readonly #parts: RefusalParts;
  /** Private answers of commands whose header is not decided, by pair. */
  readonly #answers = new Map<string, PrivateAnswer>();

  constructor(parts: RefusalParts) {
    this.#parts = parts;
  }

  /** Keeps the private answer of a command until its header is decided: a busy chat may refuse it later. */
  keepAnswer(pairId: string, answer: PrivateAnswer): void {
    this.#answers.set(pairId, answer);
  }

  keepsAnswer(pairId: string): boolean {
    return this.#answers.has(pairId);
  }

  /** Call when a header is posted, refused or given up. */
  decided(pairId: string): void {
    this.#answers.delete(pairId);
  }

  /**
   * Stores that the chat refuses the pair's header, and tells the asker, by the private answer to the command while there is one. Nothing
   * more is made for the pair; images that are being made are finished. Throws what the database throws.
   */
  async header(pair: Pair, cause: HeaderRefusal): Promise<void> {
    const say = words(pair.locale);
    const answer = this.#answers.get(pair.id) ?? null;
    if (cause instanceof FilteredError) {
      const why = inAllLanguages((all) => all.filtered_prompt(cause.refusal.said));
      this.#end(pair, why, cause.refusal);
      return this.#parts.notices.tell(pair, pair.asker, why[pair.locale], { answer });
    }
    const { why, scope } = cause;
    this.closed(pair, why);
    // Where nothing can change, a button would only refuse once more.
    const isFinal = why === 'direct' || why === 'gone';
    const again = askAgain(say.ask_again(), pair.id);
    const text = (next: 'press' | 'ask') =>
      say.closed(why, pair.request.prompt, { scope, again: isFinal ? null : next });
    await this.#parts.notices.tell(pair, pair.asker, text('press'), {
      answer,
      rows: isFinal ? [] : [[again]],
      plain: text('ask'),
    });
  }

  /** Ends a pair in a channel that takes no message of the bot, so that its request can be made again. */
  closed(pair: Pair, why: ClosedWhy): void {
    this.#end(
      pair,
      inAllLanguages((all) => all.closed_reason(why)),
      null,
    );
  }

  #end(pair: Pair, why: Texts, refusal: Refusal | null): void {
    const { store, transitions } = this.#parts;
    this.decided(pair.id);
    store.transaction(() => {
      this.#refuse(pair, pair.id, refusal);
      store.pairs.refused(pair.id, why, { keepsAttachments: refusal === null });
    });
    transitions.signalChange(pair.id);
    this.#cancelWaiting(pair.id);
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
  #refuse(pair: Pair, id: string, refusal: Refusal | null): void {
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

function askAgain(label: string, pairId: string) {
  return button(label, { type: 'ask_again', pair: pairId }, 'primary');
}
