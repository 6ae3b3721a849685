import { html, nothing, type TemplateResult } from 'lit-html';
import { noticesView } from '../drawer/notices-view.ts';
import type { State } from '../model.ts';
import { say } from '../words.ts';
import { sayCompare } from './compare-words.ts';
import type { Comparing } from './comparing.ts';
import { differenceView } from './difference-view.ts';
import type { Hands } from './hands.ts';
import { headView } from './head-view.ts';
import { shownOf } from './sides.ts';
import { stageView } from './stage-view.ts';
import { type Compared, MODES, SIDES } from './state.ts';
import { votesView } from './votes-view.ts';

export interface CompareParts {
  readonly acts: Comparing;
  readonly hands: Hands;
  readonly dismiss: () => void;
}

/** Pictures in full: both sides of a pair, or the one there is. */
export function compareView(state: State, parts: CompareParts): TemplateResult | typeof nothing {
  const { compare } = state;
  if (compare === null) return nothing;
  const { acts, hands } = parts;
  const shown = SIDES.flatMap((side) => shownOf(state, compare, side) ?? []);
  const prompt = state.pairs.get(compare.pair ?? '')?.prompt ?? '';
  const label = compare.alone?.label ?? sayCompare.title(prompt);
  const cancel = (event: Event) => {
    event.preventDefault();
    acts.close();
  };
  return html`<dialog class="compare" aria-label=${label} tabindex="-1" @cancel=${cancel}>
    ${barView(compare, shown.length, acts)}
    <div class="compare-heads">${shown.map((one) => headView(one, compare, acts))}</div>
    ${stageView(shown, compare, { acts, hands })}
    <footer class="compare-foot">
      ${shown.length < 2 ? nothing : html`${votesView(state, compare, acts)} ${differenceView(shown, compare)}`}
    </footer>
    ${noticesView(state, parts)}
  </dialog>`;
}

function barView(compare: Compared, sides: number, acts: Comparing): TemplateResult {
  const { view, alone } = compare;
  const per = `${Math.round(view.zoom * 100)} %`;
  return html`<header class="compare-bar">
    ${
      sides < 2
        ? html`<p class="compare-title" dir="auto">${alone?.label ?? nothing}</p>`
        : html`<div class="compare-modes" role="group" aria-label=${sayCompare.modes()}>
            ${MODES.map(
              (mode) =>
                html`<button
                  aria-pressed=${mode === compare.mode ? 'true' : 'false'}
                  title=${sayCompare.mode_hint(mode)}
                  @click=${() => acts.mode(mode)}
                >${sayCompare[`mode_${mode}`]()}</button>`,
            )}
          </div>`
    }
    ${
      alone?.download == null
        ? nothing
        : html`<a
            class="button"
            data-download="alone"
            href=${alone.download}
            download
            title=${sayCompare.download_one()}
          >${say.download()}</a>`
    }
    <div class="compare-zoom">
      <button aria-label=${sayCompare.zoom_out()} title=${sayCompare.zoom_out()} @click=${() => acts.zoom(1 / 1.5)}>−</button>
      <button class="percent" aria-label=${`${sayCompare.whole()}, ${per}`} title=${sayCompare.whole()} @click=${() => acts.whole()}>${per}</button>
      <button aria-label=${sayCompare.zoom_in()} title=${sayCompare.zoom_in()} @click=${() => acts.zoom(1.5)}>+</button>
    </div>
    <button class="quiet close" aria-label=${`${say.close()} (Esc)`} title=${`${say.close()} (Esc)`} @click=${() => acts.close()}>×</button>
  </header>`;
}
