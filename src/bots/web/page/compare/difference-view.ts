import { html, nothing, type TemplateResult } from 'lit-html';
import { sayCompare } from './compare-words.ts';
import type { Shown } from './sides.ts';
import { type Compared, type Difference, SIDES } from './state.ts';

/** What differs between the two pictures, in words and small pictures. */
export function differenceView(shown: readonly Shown[], { difference }: Compared): TemplateResult {
  const [a, b] = shown;
  const known = difference?.a === a?.generation && difference?.b === b?.generation;
  const own = known ? difference : null;
  const lines = own?.lines ?? [sayCompare.recipes(a?.recipe ?? '', b?.recipe ?? '')];
  return html`<section class="compare-differs" aria-label=${sayCompare.differs()} tabindex="0">
    <h2>${sayCompare.differs()}</h2>
    ${lines.map((line) => html`<p>${line}</p>`)}
    ${own === null ? nothing : SIDES.map((side) => smallView(side, own))}
  </section>`;
}

function smallView(side: 'A' | 'B', { pictures }: Difference): TemplateResult | typeof nothing {
  if (pictures[side].length === 0) return nothing;
  return html`<div class="compare-small">
    <b aria-hidden="true">${side}</b>
    <ul aria-label=${sayCompare.references_of(side)}>
      ${pictures[side].map(
        ({ url, label }) =>
          html`<li><img src=${url} alt=${label} title=${label} width="48" height="48" loading="lazy" /></li>`,
      )}
    </ul>
  </div>`;
}
