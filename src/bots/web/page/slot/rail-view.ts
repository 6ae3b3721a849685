import { html, nothing, type TemplateResult } from 'lit-html';
import type { PairActs } from '../pair/pair-acts.ts';
import { imageOf, type Slot } from '../pair/pairs.ts';
import { say } from '../words.ts';
import { actView, downloadView, type SlotParts } from './act-view.ts';
import { isLiked } from './likes.ts';
import { moreView } from './more-view.ts';
import { segmentsView } from './segments-view.ts';
import { buttonsOf } from './slot-buttons.ts';

/** Places of the rail. Each is one button's alone, so that none changes into another under the pointer. */
const PLACES = ['cancel', 'retry', 'rewrite', 'repost', 'reroll', 'edit', 'regenerate'] as const;

/** The few buttons of a side, each in its own place, whether it is there at the moment or not. */
export function railView(parts: SlotParts): TemplateResult {
  const { slot, acts } = parts;
  const { facts, side, shown } = slot;
  const buttons = buttonsOf(slot);
  const { live } = facts;
  // What a setting is about to do by itself is cancelled in the same place.
  const cancel =
    live === null ? buttons.get('act_cancel') : { id: live.cancel, label: say.cancel_side(side) };
  const own = new Map([
    ['cancel', cancel],
    ['repost', facts.repost === null ? null : { id: facts.repost, label: say.repost() }],
  ]);
  return html`<div class="rail">
    ${PLACES.map((place) => {
      const found = own.get(place) ?? buttons.get(place);
      return html`<div class=${`place ${place}`}>
        ${found === undefined ? nothing : actView(parts, found)}
      </div>`;
    })}
    <div class="place download">${downloadView(slot)}</div>
    <div class="place like">${likeView(slot, acts)}</div>
    ${segmentsView(parts, 'tone')} ${segmentsView(parts, 'angle')}
    <div class="place more">${shown?.message ? moreView(parts, buttons) : nothing}</div>
  </div>`;
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
