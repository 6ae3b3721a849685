import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { PairFacts, State } from '../model.ts';
import { slotView } from '../slot/slot-view.ts';
import { say } from '../words.ts';
import type { PairActs } from './pair-acts.ts';
import { headView } from './head-view.ts';
import { imageOf, SIDES, slotOf } from './pairs.ts';
import { votesView } from './votes-view.ts';

/** A pair: what was asked, its two sides in two fixed places, and the votes. Drawn again only when it has changed. */
export function pairView(pair: PairFacts, state: State, acts: PairActs): TemplateResult {
  const slots = SIDES.map((side) => slotOf(pair, side, state));
  const messages = slots.flatMap((slot) => slot.attempts.map((one) => one.message));
  const shown = slots.map((slot) => slot.shown?.facts.generation);
  const leaving = shown.map((generation) => state.leaving.has(generation ?? ''));
  const images = slots.flatMap((slot) => imageOf(slot) ?? []);
  const view = () => html`
    <article
      class="pair message header"
      id=${pair.message_id === null ? nothing : `m-${pair.message_id}`}
      data-pair=${pair.batch_id}
      aria-label=${say.pair_of(pair.asker.mine ? say.you() : pair.asker.name, pair.prompt)}
      tabindex="-1"
    >
      ${headView(pair, images, acts)}
      <div class="slots">${slots.map((slot) => slotView(slot, state, acts))}</div>
      ${votesView(pair, acts)}
      <p class="notes" tabindex=${pair.notes.length === 0 ? nothing : '0'}>${pair.notes.join(' ')}</p>
    </article>
  `;
  return html`${guard([pair, state.me, ...messages, ...shown, ...leaving], view)}`;
}
