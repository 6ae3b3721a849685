import { DialogLayer } from '../dialog-layer.ts';
import type { State } from '../model.ts';
import type { PageStore } from '../store.ts';
import { pressKey } from './compare-keys.ts';
import { compareView } from './compare-view.ts';
import type { Comparing } from './comparing.ts';
import { Hands } from './hands.ts';

/** Draws what is compared over the page, which is not drawn again for each movement of a finger. */
export class CompareLayer {
  readonly #layer: DialogLayer;
  readonly #store: PageStore;
  readonly #acts: Comparing;
  readonly #hands: Hands;

  constructor(root: HTMLElement, store: PageStore, acts: Comparing) {
    this.#layer = new DialogLayer(root);
    this.#store = store;
    this.#acts = acts;
    this.#hands = new Hands(acts, () => store.state.compare);
    addEventListener('keydown', (event) => this.#key(event));
  }

  draw(state: State): void {
    const dismiss = () => {
      this.#store.set({ toast: null });
      this.#layer.dialog?.focus();
    };
    const view = compareView(state, { acts: this.#acts, hands: this.#hands, dismiss });
    this.#layer.draw(view, state.compare !== null);
  }

  #key(event: KeyboardEvent): void {
    const { compare } = this.#store.state;
    if (compare === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing) return;
    if (pressKey(event, compare, this.#acts)) event.preventDefault();
  }
}
