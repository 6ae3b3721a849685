import { render, type TemplateResult, type nothing } from 'lit-html';

/** A dialog over the whole page, drawn apart from it. What had the focus before gets it back. */
export class DialogLayer {
  readonly #root: HTMLElement;
  #opener: Element | null = null;
  #isOpen = false;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  /** Draws a `<dialog>`; nothing closes it. What opens is shown as modal, and has the focus unless `[autofocus]` in it takes it. */
  draw(view: TemplateResult | typeof nothing, isOpen: boolean): void {
    if (isOpen && !this.#isOpen) this.#opener = document.activeElement;
    render(view, this.#root);
    const dialog = this.dialog;
    if (dialog?.open === false) {
      dialog.showModal();
      (dialog.querySelector<HTMLElement>('[autofocus]') ?? dialog).focus();
    }
    if (!isOpen && this.#isOpen) this.#giveBack();
    this.#isOpen = isOpen;
  }

  get dialog(): HTMLDialogElement | null {
    return this.#root.querySelector('dialog');
  }

  #giveBack(): void {
    const opener = this.#opener?.isConnected === true ? this.#opener : null;
    const target = opener ?? document.querySelector('#composer');
    if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    this.#opener = null;
  }
}
