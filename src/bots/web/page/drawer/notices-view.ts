import { html, nothing, type TemplateResult } from 'lit-html';
import { withLocalTimes } from '../local-times.ts';
import type { State } from '../model.ts';
import { say } from '../words.ts';
import type { Toast } from './drawer.ts';

/**
 * The toast, and what else is said to screen readers. Their regions are there before they say anything: what comes
 * together with its region is often not read.
 */
export function noticesView(
  { toast, announced }: Pick<State, 'toast' | 'announced'>,
  { dismiss }: { readonly dismiss: () => void },
): TemplateResult {
  return html`
    <div class="toast" ?data-shown=${toast !== null}>
      <p role="status">${toast === null ? nothing : spokenView(toast)}</p>
      ${
        toast === null
          ? nothing
          : html`<button class="quiet" aria-label=${say.dismiss()} title=${say.dismiss()} @click=${dismiss}>×</button>`
      }
    </div>
    <p class="announced" role="status">${announced}</p>
  `;
}

/** The same sentence in another element is read again. */
function spokenView({ key, text }: Toast): TemplateResult {
  const words = withLocalTimes(text);
  return key % 2 === 0 ? html`<span>${words}</span>` : html`<span class="again">${words}</span>`;
}
