import { html, nothing, type TemplateResult } from 'lit-html';
import type { PairActs } from '../pair/pair-acts.ts';
import { imageOf, type Slot } from '../pair/pairs.ts';
import { say } from '../words.ts';
import { actView, downloadView, type SlotParts } from './act-view.ts';
import { isLiked } from './likes.ts';
import { moreView } from './more-view.ts';
import { segmentsView } from './segments-view.ts';
import { buttonsOf, type SlotButton } from './slot-buttons.ts';

/**
 * The few buttons of a side. Each has a place of its own, also while it is absent, so that none changes into another under the
 * pointer.
 */
export function railView(parts: SlotParts): TemplateResult {
  const { slot, acts } = parts;
  const buttons = buttonsOf(slot);
  const place = (name: string, button: SlotButton | undefined = buttons.get(name)) =>
    html`<div class=${`place ${name}`}>${button === undefined ? nothing : actView(parts, button)}</div>`;
  return html`<div class="rail">
    ${place('reroll')} ${place('edit')}
    <div class="place download">${downloadView(slot)}</div>
    <div class="place like">${likeView(slot, acts)}</div>
    <div class="place more">${slot.shown?.message ? moreView(parts, buttons) : nothing}</div>
    ${segmentsView(parts, 'tone')} ${segmentsView(parts, 'angle')} ${place('regenerate')}
    ${place('cancel', cancelOf(slot) ?? buttons.get('act_cancel'))} ${place('retry')}
    ${place('rewrite')} ${place('repost', repostOf(slot))}
  </div>`;
}

/** Cancel of the attempt that runs or waits. */
function cancelOf({ facts: { live }, side }: Slot): SlotButton | undefined {
  if (live === null) return undefined;
  return { action: 'cancel', id: live.cancel, label: say.cancel_side(side) };
}

function repostOf({ facts: { repost } }: Slot): SlotButton | undefined {
  return repost === null ? undefined : { action: 'repost', id: repost, label: say.repost() };
}

function likeView(slot: Slot, { react }: PairActs): TemplateResult | typeof nothing {
  const message = slot.shown?.message ?? null;
  if (message === null || imageOf(slot) === undefined) return nothing;
  const liked = isLiked(message);
  return html`<button
    class="act like"
    aria-pressed=${liked ? 'true' : 'false'}
    title=${say.like()}
    @click=${() => react(message, '❤️', !liked)}
  ><span class="icon" aria-hidden="true"></span><span class="label">${say.like()}</span></button>`;
}
