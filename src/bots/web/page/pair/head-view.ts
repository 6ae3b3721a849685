import { html, type TemplateResult } from 'lit-html';
import type { CardImage, PairFacts } from '../model.ts';
import { say } from '../words.ts';
import type { PairActs } from './pair-acts.ts';
import { pairMenu } from './pair-menu.ts';
import { timeView } from './time-view.ts';

/** Characters of a prompt that surely fit three lines on a phone. */
const SHORT = 100;

/**
 * One line about the pair: who, when, what with; and the prompt, folded after three lines. What comes later, as its credits and what
 * the plan found, has room from the first moment.
 */
export function headView(
  pair: PairFacts,
  images: readonly CardImage[],
  acts: PairActs,
): TemplateResult {
  const { asker, at, chips, credit, details } = pair;
  return html`<header class="pair-head">
    <div class="pair-line">
      <h2 class="who">${asker.mine ? say.you() : asker.name}</h2>
      ${timeView(at)}
      <ul class="chips" tabindex="0" aria-label=${say.pair_options()}>
        ${chips.map((chip) => html`<li class="chip">${chip}</li>`)}
      </ul>
      <span class="credit">${credit}</span>
      <button class="quiet pair-details" data-id=${details} @click=${() => acts.press(details)}>
        ${say.pair_details()}
      </button>
      ${pairMenu(pair, images, acts)}
    </div>
    ${promptView(pair)}
  </header>`;
}

function promptView({ prompt }: PairFacts): TemplateResult {
  const text = html`<q dir="auto">${prompt}</q>`;
  if (prompt.length <= SHORT && !prompt.includes('\n')) {
    return html`<div class="prompt">${text}</div>`;
  }
  return html`<details class="prompt long">
    <summary>
      ${text}
      <span class="fold unfolded">${say.less_prompt()}</span>
      <span class="fold folded">${say.whole_prompt()}</span>
    </summary>
  </details>`;
}
