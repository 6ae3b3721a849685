import { boxOf } from './box.ts';
import { stepped } from './keys.ts';
import { showMarked, type Slice } from './slice.ts';
import type { Suggestion } from './state.ts';
import { complete, suggest } from './suggestions.ts';
import { say } from './words.ts';

/** What the word before the cursor could become. */
export class Completion {
  readonly #slice: Slice;
  /** Whether the hub is there to be asked. */
  readonly #connected: () => boolean;
  /** Rises with every key: an answer to an earlier one is of no interest. */
  #turn = 0;

  constructor(slice: Slice, connected: () => boolean) {
    this.#slice = slice;
    this.#connected = connected;
  }

  /** The text before the cursor is now this. A hub that does not answer completes nothing, and nobody is told. */
  async typed(before: string): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const found = this.#connected()
      ? await suggest(before, this.#slice.state.chosen).catch(() => [])
      : [];
    if (turn === this.#turn) this.#show(found);
  }

  step(by: 1 | -1): void {
    const { active, suggestions } = this.#slice.state;
    this.#slice.set({ active: stepped(active, by, suggestions.length) });
    showMarked('.suggestions [aria-selected=true]');
  }

  /** Takes one, or the marked one, or the first. */
  take(index: number): void {
    const box = boxOf();
    const one = this.#slice.state.suggestions[Math.max(0, index)];
    if (box === null || one === undefined) return;
    const before = complete(box.value.slice(0, box.selectionStart), one);
    const after = box.value.slice(box.selectionStart);
    this.#slice.write(before + after, before.length);
    box.focus({ preventScroll: true });
    void this.typed(before);
  }

  close(): void {
    this.#turn += 1;
    this.#show([]);
  }

  #show(suggestions: readonly Suggestion[]): void {
    const { state } = this.#slice;
    if (suggestions.length === 0 && state.suggestions.length === 0) return;
    this.#slice.set({ suggestions, active: -1 });
    if (suggestions.length !== state.suggestions.length && suggestions.length > 0) {
      this.#slice.announce(say.suggested(suggestions.length));
    }
  }
}
