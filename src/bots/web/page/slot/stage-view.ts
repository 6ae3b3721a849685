import { html, nothing, type TemplateResult } from 'lit-html';
import type { Card, State } from '../model.ts';
import type { PairActs } from '../pair/pair-acts.ts';
import { imageOf, type Slot } from '../pair/pairs.ts';
import { durationText } from '../pair/time-view.ts';
import { lineView } from '../line-view.ts';
import { say } from '../words.ts';

/** What a side has to show: its picture, why there is none, or what goes on. A picture stays until the next is there. */
export function stageView(slot: Slot, state: State, acts: PairActs): TemplateResult {
  const { facts, shown, pair } = slot;
  const { live } = facts;
  if (state.leaving.has(shown?.facts.generation ?? '')) return leavingView(slot, acts);
  const image = imageOf(slot);
  if (image !== undefined) return html`${pictureView(slot, acts)}${live && workView(slot, true)}`;
  if (live !== null) return workView(slot, false);
  if (shown?.message?.card) return endingView(shown.message.card);
  if (pair.state === 'planning') return workView(slot, false);
  if (pair.refusal !== null)
    return html`<div class="why"><p class="title">${pair.refusal}</p></div>`;
  return html`<p class="quiet-end">${facts.text}</p>`;
}

function pictureView(slot: Slot, { compare }: PairActs): TemplateResult {
  const image = imageOf(slot);
  if (image === undefined) return html``;
  // With async decoding the stage would be blank until the next picture is decoded.
  return html`<button
    class="picture"
    aria-label=${`${say.compare(slot.side)}: ${image.alt}`}
    @click=${() => compare(slot.pair, slot.side)}
  >
    <img src=${image.url} alt="" width=${image.width} height=${image.height} decoding="sync" />
  </button>`;
}

/** What goes on: over the picture before, or in the empty place. */
function workView({ facts, pair }: Slot, over: boolean): TemplateResult {
  const { live, usual_ms: usual } = facts;
  const runs = live?.state === 'running';
  const since = live?.since ?? pair.at;
  return html`<div class=${over ? 'work over' : 'work'}>
    <p class="what">${live?.text ?? facts.text}</p>
    <p class="clock">
      <span class="since" data-since=${since}></span>
      ${runs && usual !== null ? html`<span class="usual">${say.usually(durationText(usual))}</span>` : nothing}
    </p>
    ${runs && usual !== null ? html`<progress class="pace" max=${usual} value="0" data-began=${since} aria-hidden="true"></progress>` : nothing}
  </div>`;
}

/** Why there is no picture. */
function endingView({ heading, lines }: Card): TemplateResult {
  return html`<div class="why" tabindex="0" role="group" aria-label=${heading}>
    <p class="title">${heading}</p>
    ${lines.map(lineView)}
  </div>`;
}

function leavingView({ side, shown }: Slot, { keep }: PairActs): TemplateResult {
  const generation = shown?.facts.generation ?? '';
  return html`<div class="work leaving">
    <p class="what" role="status">${say.delete_soon(side, 10)}</p>
    <button class="undo" @click=${() => keep(generation)}>${say.undo()}</button>
  </div>`;
}
