import { html, nothing, type TemplateResult } from 'lit-html';
import type { State } from '../model.ts';
import type { PairActs } from '../pair/pair-acts.ts';
import { imageOf, type Slot } from '../pair/pairs.ts';
import { say } from '../words.ts';
import { type SlotButton, whyNot } from './slot-buttons.ts';

export interface SlotParts {
  readonly slot: Slot;
  readonly state: State;
  readonly acts: PairActs;
}

/** A button of a side. What this person may not press looks disabled, and says why. */
export function actView(
  { slot, state, acts }: SlotParts,
  { action, id, label }: SlotButton,
  run: () => void = () => acts.press(id),
): TemplateResult {
  const why = whyNot(slot, state, action);
  return html`<button
    class=${`act ${action}`}
    data-id=${id}
    aria-disabled=${why === null ? nothing : 'true'}
    title=${why ?? label}
    @click=${() => (why === null ? run() : acts.refuse(why))}
  ><span class="icon" aria-hidden="true"></span><span class="label">${label}</span></button>`;
}

export function downloadView(slot: Slot): TemplateResult | typeof nothing {
  const image = imageOf(slot);
  if (image === undefined) return nothing;
  return html`<a class="act download button" href=${image.download_url} download title=${say.download()}
    ><span class="icon" aria-hidden="true"></span><span class="label">${say.download()}</span></a
  >`;
}
