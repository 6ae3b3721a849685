import type { api } from '../api.ts';
import type { PageStore } from '../store.ts';
import type { History } from './state.ts';

/** Milliseconds without a key before the words are searched for. */
const PAUSE_MS = 250;
/** A search that finds little is asked to go on as often, by itself. */
const MORE_TURNS = 4;
/** Entries that fill a screen. */
const ENOUGH = 12;

export interface HistoryParts {
  readonly store: PageStore;
  readonly look: (typeof api)['history'];
  readonly later: (ms: number) => Promise<void>;
  /** Shows a message in the chat. */
  readonly show: (message: string) => void;
  /** What went wrong, in words. */
  readonly sentence: (error: unknown) => string;
}

/** What people do while they look through their own pairs. */
export class HistoryActs {
  readonly #parts: HistoryParts;
  /** Rises with every new question: answers to earlier ones are then of no interest. */
  #turn = 0;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  get #now(): History | null {
    return this.#parts.store.state.history;
  }

  #set(change: Partial<History>): void {
    const now = this.#now;
    if (now !== null) this.#parts.store.set({ history: { ...now, ...change } });
  }

  /** Opens with all pairs, or with those of these words. */
  open(words = ''): void {
    this.#parts.store.set({
      history: { words, entries: [], next: null, loading: true, refusal: null },
    });
    void this.#begin(words);
  }

  close(): void {
    this.#turn += 1;
    this.#parts.store.set({ history: null });
  }

  /** The words in the field are now such: they are searched for once nobody types. */
  async typed(words: string): Promise<void> {
    if (words === this.#now?.words) return;
    this.#set({ words, loading: true });
    this.#turn += 1;
    const turn = this.#turn;
    await this.#parts.later(PAUSE_MS);
    if (turn === this.#turn) await this.#begin(words);
  }

  /** Goes on with older ones; asks again after a refusal. */
  goOn(): void {
    const now = this.#now;
    if (now === null || now.loading || (now.next === null && now.refusal === null)) return;
    void this.#read(this.#turn, now.words, now.next, now.entries);
  }

  /** Leaves for the pair's place in the chat. */
  show(message: string): void {
    this.close();
    this.#parts.show(message);
  }

  #begin(words: string): Promise<void> {
    this.#turn += 1;
    return this.#read(this.#turn, words, null, []);
  }

  async #read(
    turn: number,
    words: string,
    from: string | null,
    before: History['entries'],
  ): Promise<void> {
    this.#set({ loading: true, refusal: null });
    try {
      let [entries, next] = [before, from];
      for (let round = 0; round <= MORE_TURNS; round += 1) {
        const page = await this.#parts.look(words.trim(), next);
        if (turn !== this.#turn) return;
        [entries, next] = [[...entries, ...page.pairs], page.next];
        this.#set({ entries, next });
        if (next === null || entries.length - before.length >= ENOUGH) break;
      }
      this.#set({ loading: false });
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#set({ loading: false, refusal: this.#parts.sentence(error) });
    }
  }
}
