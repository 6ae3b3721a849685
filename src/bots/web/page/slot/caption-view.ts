import { html, nothing, type TemplateResult } from 'lit-html';
import { pictureOf } from '../emoji.ts';
import { lineView } from '../line-view.ts';
import type { PairActs } from '../pair/pair-acts.ts';
import { imageOf, type Slot } from '../pair/pairs.ts';
import { say } from '../words.ts';

/** Under the picture: what it is, and who liked it. Always as high. */
export function captionView(slot: Slot, acts: PairActs): TemplateResult {
  const card = imageOf(slot) === undefined ? null : (slot.shown?.message?.card ?? null);
  return html`<div class="caption">
    <div class="about">
      ${card === null ? nothing : html`<p><span class="heading">${card.heading}</span>${card.badges.map((one) => html` <span class="badge">${one}</span>`)}</p>`}
      ${(card?.lines ?? []).map(lineView)}
    </div>
    ${reactionsView(slot, acts)}
  </div>`;
}

function reactionsView({ shown }: Slot, { react }: PairActs): TemplateResult {
  const message = shown?.message ?? null;
  if (message === null) return html`<div class="reactions"></div>`;
  return html`<div class="reactions">
    ${message.reactions.map(
      ({ emoji, count, mine, people }) =>
        html`<button
          class="reaction"
          aria-pressed=${mine ? 'true' : 'false'}
          aria-label=${say.reaction(emoji, count)}
          title=${say.reactors(pictureOf(emoji), people.join(', '))}
          @click=${() => react(message, emoji, !mine)}
        >${pictureOf(emoji)} ${count}</button>`,
    )}
  </div>`;
}
