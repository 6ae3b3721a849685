import { render } from 'lit-html';
import type { State } from '../model.ts';
import type { PageStore } from '../store.ts';
import { pressKey } from './compare-keys.ts';
import { compareView } from './compare-view.ts';
import type { Comparing } from './comparing.ts';
import { Hands } from './hands.ts';

/** Whether the page behind what is compared looks the same. */
export function isSamePage(state: State, before: State): boolean {
  const { compare, ...page } = state;
  const { compare: was, ...old } = before;
  if ((compare === null) !== (was === null)) return false;
  const values = new Map<string, unknown>(Object.entries(old));
  return Object.entries(page).every(([key, value]) => values.get(key) === value);
}

/** Draws what is compared over the page, which is not drawn again for each movement of a finger. */
export class CompareLayer {
  readonly #root: HTMLElement;
  readonly #store: PageStore;
  readonly #acts: Comparing;
  readonly #hands: Hands;
  /** What had the focus before. */
  #opener: Element | null = null;
  #isOpen = false;

  constructor(root: HTMLElement, store: PageStore, acts: Comparing) {
    this.#root = root;
    this.#store = store;
    this.#acts = acts;
    this.#hands = new Hands(acts, () => store.state.compare);
    addEventListener('keydown', (event) => this.#key(event));
  }

  draw(state: State): void {
    const isOpen = state.compare !== null;
    if (isOpen && !this.#isOpen) this.#opener = document.activeElement;
    const dismiss = () => {
      this.#store.set({ toast: null });
      this.#dialog()?.focus();
    };
    render(compareView(state, { acts: this.#acts, hands: this.#hands, dismiss }), this.#root);
    const dialog = this.#dialog();
    if (dialog?.open === false) {
      dialog.showModal();
      dialog.focus();
    }
    if (!isOpen && this.#isOpen) this.#giveBack();
    this.#isOpen = isOpen;
  }

  #dialog(): HTMLDialogElement | null {
    return this.#root.querySelector('dialog');
  }

  #giveBack(): void {
    const opener = this.#opener?.isConnected === true ? this.#opener : null;
    const target = opener ?? document.querySelector('#composer');
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    this.#opener = null;
  }

  #key(event: KeyboardEvent): void {
    const { compare } = this.#store.state;
    if (compare === null || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing) return;
    if (pressKey(event, compare, this.#acts)) event.preventDefault();
  }
}
