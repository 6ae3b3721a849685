import { html, nothing, type TemplateResult } from 'lit-html';
import type { Composer } from './composer.ts';
import type { ComposerState } from './state.ts';
import { say } from './words.ts';

export const COMPLETIONS_ID = 'completions';

/** What the word before the cursor could become. The focus stays in the box. */
export function completionsView(
  { suggestions, active }: ComposerState,
  composer: Composer,
): TemplateResult | typeof nothing {
  if (suggestions.length === 0) return nothing;
  return html`<ul class="suggestions listed" id=${COMPLETIONS_ID} role="listbox" tabindex="0" aria-label=${say.suggestions()}>
    ${suggestions.map(
      ({ label }, index) => html`<li
        role="option"
        id="${COMPLETIONS_ID}-${index}"
        aria-selected=${index === active}
        @pointerdown=${(event: Event) => event.preventDefault()}
        @mousedown=${(event: Event) => event.preventDefault()}
        @click=${() => composer.completion.take(index)}
      >${label}</li>`,
    )}
  </ul>`;
}
