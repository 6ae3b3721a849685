import { html, nothing, type TemplateResult } from 'lit-html';
import type { State } from '../model.ts';
import type { PairActs } from '../pair/pair-acts.ts';
import { imageOf, type Slot } from '../pair/pairs.ts';
import { say } from '../words.ts';
import { actionOf, whyNot } from './slot-buttons.ts';

export interface SlotParts {
  readonly slot: Slot;
  readonly state: State;
  readonly acts: PairActs;
}

/** A button of a card. What this person may not press is shown as such, and says why. */
export function actView(
  { slot, state, acts }: SlotParts,
  { id, label }: { readonly id: string; readonly label: string },
): TemplateResult {
  const action = actionOf(id);
  const why = whyNot(slot, state, action);
  const press = () => (why === null ? acts.press(id) : acts.refuse(why));
  return html`<button
    class=${`act ${action}`}
    data-id=${id}
    aria-disabled=${why === null ? nothing : 'true'}
    title=${why ?? label}
    @click=${press}
  ><span class="icon" aria-hidden="true"></span><span class="label">${label}</span></button>`;
}

export function downloadView(slot: Slot): TemplateResult | typeof nothing {
  const image = imageOf(slot);
  if (image === undefined) return nothing;
  return html`<a class="act download button" href=${image.download_url} download title=${say.download()}
    ><span class="icon" aria-hidden="true"></span><span class="label">${say.download()}</span></a
  >`;
}
