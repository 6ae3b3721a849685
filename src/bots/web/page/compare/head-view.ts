import { html, type TemplateResult } from 'lit-html';
import { sayCompare } from './compare-words.ts';
import type { Comparing } from './comparing.ts';
import type { Shown } from './sides.ts';
import type { Compared } from './state.ts';

/** Which side it is, its attempts, and its file. */
export function headView(shown: Shown, { focused }: Compared, acts: Comparing): TemplateResult {
  const { side, recipe, at, all, image } = shown;
  const step = (by: -1 | 1, name: string, sign: string) =>
    html`<button
      class="quiet"
      aria-label=${name}
      title=${name}
      aria-disabled=${all[at + by] === undefined ? 'true' : 'false'}
      @click=${() => acts.step(by, side)}
    >${sign}</button>`;
  return html`<div class="compare-head" data-side=${side}>
    <button
      class="compare-side"
      aria-pressed=${side === focused ? 'true' : 'false'}
      title=${sayCompare.side(side, recipe)}
      @click=${() => acts.focus(side)}
    ><b>${side}</b> <span>${recipe}</span></button>
    <div class="compare-steps" ?data-single=${all.length < 2}>
      ${step(-1, sayCompare.earlier(side), '‹')}
      <span>${sayCompare.attempt(at + 1, all.length)}</span>
      ${step(1, sayCompare.later(side), '›')}
    </div>
    <a
      class="button quiet"
      data-download=${side}
      href=${image.download_url}
      download
      aria-label=${sayCompare.download(side)}
      title=${sayCompare.download(side)}
    >↓</a>
  </div>`;
}
