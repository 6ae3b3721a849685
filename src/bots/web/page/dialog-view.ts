import { html, type TemplateResult } from 'lit-html';
import type { CardImage } from './model.ts';
import { say } from './words.ts';

/** One image in full, to zoom into and to keep. */
export function lightboxView(image: CardImage, close: () => void): TemplateResult {
  return html`<dialog class="lightbox" aria-label=${image.alt} @close=${close}>
    <div class="buttons">
      <a class="button" href=${image.download_url} download>${say.download()}</a>
      <button @click=${close}>${say.close()}</button>
    </div>
    <button class="full" aria-label=${say.zoom()} @click=${zoom}>
      <img src=${image.url} alt=${image.alt} width=${image.width} height=${image.height} />
    </button>
  </dialog>`;
}

function zoom(event: Event): void {
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.classList.toggle('zoomed');
}

/** The text in a form's field; empty when there is none. */
export function fieldOf(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}
