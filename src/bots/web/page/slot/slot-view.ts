import { html, nothing, type TemplateResult } from 'lit-html';
import type { State } from '../model.ts';
import type { PairActs } from '../pair/pair-acts.ts';
import type { Slot } from '../pair/pairs.ts';
import { say } from '../words.ts';
import { captionView } from './caption-view.ts';
import { railView } from './rail-view.ts';
import { stageView } from './stage-view.ts';

/** One side of a pair, in its place from the first moment: whatever becomes of it is told and done here. */
export function slotView(slot: Slot, state: State, acts: PairActs): TemplateResult {
  const { side, facts, shown } = slot;
  const message = shown?.message ?? null;
  const kind = message?.card?.kind ?? 'none';
  return html`<div
    role="group"
    class=${`slot message ${kind}`}
    id=${message === null ? nothing : `m-${message.id}`}
    data-side=${side}
    data-generation=${shown?.facts.generation ?? nothing}
    aria-label=${facts.text}
    tabindex="-1"
    .style=${`--w:${facts.width};--h:${facts.height}`}
  >
    ${barView(slot, acts)}
    <div class="stage">${stageView(slot, state, acts)}</div>
    ${captionView(slot, acts)}
    ${railView({ slot, state, acts })}
  </div>`;
}

/** Which side it is, how it differs, and the steps through its attempts. */
function barView(slot: Slot, { step }: PairActs): TemplateResult {
  const { side, facts, attempts, shown } = slot;
  const at = shown === undefined ? 0 : attempts.indexOf(shown) + 1;
  return html`<div class="slot-bar">
    <h3><span class="letter">${side}</span> <span class="recipe">${facts.recipe}</span></h3>
    <div class="steps" ?hidden=${attempts.length < 2}>
      <button
        class="quiet"
        aria-label=${say.earlier_attempt(side)}
        ?disabled=${at <= 1}
        @click=${() => step(slot, -1)}
      >‹</button>
      <span class="count">${say.attempt_of(at, attempts.length)}</span>
      <button
        class="quiet"
        aria-label=${say.later_attempt(side)}
        ?disabled=${at >= attempts.length}
        @click=${() => step(slot, 1)}
      >›</button>
    </div>
  </div>`;
}
