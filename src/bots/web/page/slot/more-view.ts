import { html, nothing, type TemplateResult } from 'lit-html';
import { fieldOf } from '../field.ts';
import type { PairActs } from '../pair/pair-acts.ts';
import { imageOf, type Slot } from '../pair/pairs.ts';
import { say } from '../words.ts';
import { actView, downloadView, type SlotParts } from './act-view.ts';
import { closeMenu, placeMenu } from './menu-place.ts';
import { segmentsView } from './segments-view.ts';
import type { SlotButton } from './slot-buttons.ts';

const EMOJI = ['👍', '❤️', '😍', '🔥', '🎉', '👎'] as const;

/** The rest of a side's buttons, behind "⋯". */
export function moreView(
  { slot, state, acts: outside }: SlotParts,
  buttons: ReadonlyMap<string, SlotButton>,
): TemplateResult {
  const generation = slot.shown?.facts.generation ?? '';
  const menu = `more-${generation}`;
  const acts = closing(menu, outside);
  const parts = { slot, state, acts };
  const act = (action: string, run?: () => void) => {
    const found = buttons.get(action);
    return found === undefined ? nothing : actView(parts, found, run);
  };
  return html`<button
      class="act dots"
      popovertarget=${menu}
      aria-label=${say.more(slot.side)}
      title=${say.more(slot.side)}
    ><span class="icon" aria-hidden="true"></span></button>
    <div class="menu" id=${menu} popover @beforetoggle=${placeMenu}>
      <div class="narrow">
        ${act('edit')} ${act('regenerate')} ${downloadView(slot)} ${segmentsView(parts, 'tone')}
        ${segmentsView(parts, 'angle')}
      </div>
      ${act('details')} ${act('feedback')} ${act('promote')}
      ${act('delete', () => acts.remove(generation))}
      ${imageOf(slot) === undefined ? nothing : emojiView(slot, acts)}
    </div>`;
}

/** What a menu's buttons do: the menu closes first. */
function closing(menu: string, acts: PairActs): PairActs {
  const after =
    <A extends readonly unknown[]>(act: (...args: A) => void) =>
    (...args: A) => {
      closeMenu(menu);
      act(...args);
    };
  return {
    ...acts,
    press: after(acts.press),
    refuse: after(acts.refuse),
    remove: after(acts.remove),
    react: after(acts.react),
  };
}

function emojiView({ shown }: Slot, acts: PairActs): TemplateResult {
  const message = shown?.message;
  if (message === undefined || message === null) return html``;
  const react = (emoji: string) => acts.react(message, emoji, true);
  const own = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const emoji = fieldOf(form, 'emoji').trim();
    form.reset();
    if (emoji !== '') react(emoji);
  };
  return html`<div class="emoji" role="group" aria-label=${say.more_emoji()}>
      ${EMOJI.map(
        (emoji) =>
          html`<button aria-label=${say.react_with(emoji)} @click=${() => react(emoji)}>${emoji}</button>`,
      )}
    </div>
    <form class="own-emoji" @submit=${own}>
      <input name="emoji" aria-label=${say.own_emoji()} placeholder=${say.own_emoji()} />
    </form>`;
}
