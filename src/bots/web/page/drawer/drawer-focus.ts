import type { State } from '../model.ts';
import { shownPage } from './drawer.ts';

/** Opens the drawer's element, and keeps the focus where a person who sees nothing would look for it. */
export class DrawerFocus {
  #shown: number | undefined;
  /** What was pressed before the drawer opened. */
  #opener: Element | null = null;
  /** What had the focus on a page when another came over it. */
  readonly #held = new Map<number, Element>();
  #wasInside = false;
  #wasOnToast = false;

  /** Before the page is drawn: what has the focus now may go. */
  before(state: State): void {
    const active = document.activeElement;
    const page = active?.closest('.drawer-page');
    this.#wasOnToast = active?.closest('.toast') != null;
    this.#wasInside = active?.closest('.drawer') != null;
    const next = shownPage(state.drawer)?.key;
    if (next === this.#shown || active === null) return;
    if (page instanceof HTMLElement) this.#held.set(Number(page.dataset.page), active);
    else if (active !== document.body && !this.#wasInside) this.#opener = active;
  }

  after(state: State): void {
    const dialog = document.querySelector<HTMLDialogElement>('dialog.drawer');
    if (dialog !== null) openAs(dialog, state.narrow);
    const shown = shownPage(state.drawer)?.key;
    if (shown === this.#shown) {
      if (this.#wasOnToast && document.activeElement === document.body) this.#afterToast(dialog);
      return;
    }
    this.#shown = shown;
    if (shown === undefined) return this.#leave();
    const held = this.#held.get(shown);
    const isBack = held?.isConnected === true;
    const page = dialog?.querySelector(`[data-page="${shown}"]`);
    // On a phone the first field would bring a keyboard over what it asks.
    const field = state.narrow ? null : page?.querySelector('form :is(input, textarea, select)');
    focusOn(isBack ? held : (field ?? page?.querySelector('h2')));
    for (const key of this.#held.keys()) {
      if (!state.drawer.pages.some((one) => one.key === key)) this.#held.delete(key);
    }
  }

  /** It was dismissed, with the button that had the focus. */
  #afterToast(dialog: HTMLDialogElement | null): void {
    const title = dialog?.matches(':modal') === true ? `#drawer-${this.#shown}` : '#composer';
    focusOn(document.querySelector(title));
  }

  #leave(): void {
    this.#held.clear();
    if (this.#wasInside) focusOn(this.#found());
    this.#opener = null;
  }

  /** The button that was pressed, or what stands for it since: the menu that it was in, the composer. */
  #found(): Element | null {
    const opener = this.#opener;
    if (opener?.isConnected !== true) return document.querySelector('#composer');
    if (opener.checkVisibility()) return opener;
    return opener.closest('details')?.querySelector('summary') ?? null;
  }
}

/** Beside the chat, which stays in use, or as a sheet over it. */
function openAs(dialog: HTMLDialogElement, isModal: boolean): void {
  if (dialog.open && dialog.matches(':modal') === isModal) return;
  const active = document.activeElement;
  if (dialog.open) dialog.close();
  if (isModal) dialog.showModal();
  else dialog.show();
  if (dialog.contains(active)) focusOn(active);
}

function focusOn(element: Element | null | undefined): void {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true });
}
