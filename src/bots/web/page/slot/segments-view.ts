import { html, type TemplateResult } from 'lit-html';
import { say } from '../words.ts';
import type { SlotParts } from './act-view.ts';
import { whyNot } from './slot-buttons.ts';

/** A ratio as four segments; the pressed one is staged. Only its place where the ratio changes nothing. */
export function segmentsView(
  { slot, state, acts }: SlotParts,
  name: 'tone' | 'angle',
): TemplateResult {
  const ratio = slot.facts.live === null ? slot.shown?.facts[name] : null;
  if (ratio === null || ratio === undefined) return html`<div class=${`place ${name}`}></div>`;
  const why = whyNot(slot, state, name);
  const label = say[name]();
  return html`<div class=${`place segments ${name}`} role="group" aria-label=${label}>
    <span class="name" aria-hidden="true">${label}</span>
    ${ratio.choices.map(
      (choice) =>
        html`<button
          data-id=${choice.id}
          aria-label=${say.ratio(label, choice.ratio)}
          aria-pressed=${choice.ratio === ratio.staged ? 'true' : 'false'}
          aria-disabled=${why === null ? 'false' : 'true'}
          title=${why ?? say.ratio(label, choice.ratio)}
          @click=${() => (why === null ? acts.press(choice.id) : acts.refuse(why))}
        >${choice.ratio}</button>`,
    )}
  </div>`;
}
