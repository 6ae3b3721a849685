import { html, nothing, type TemplateResult } from 'lit-html';
import { fieldOf } from '../field.ts';
import type { CardButton } from '../model.ts';
import type { PairActs } from '../pair/pair-acts.ts';
import { imageOf } from '../pair/pairs.ts';
import { say } from '../words.ts';
import { actView, downloadView, type SlotParts } from './act-view.ts';
import { closeMenu, placeMenu } from './menu-place.ts';
import { segmentsView } from './segments-view.ts';
import { whyNot } from './slot-buttons.ts';

const EMOJI = ['👍', '❤️', '😍', '🔥', '🎉', '👎'] as const;
const IN_MENU = ['details', 'feedback', 'promote', 'delete'] as const;

/** What a phone has no room for beside the picture. */
const ON_PHONES = ['edit', 'regenerate'] as const;

/** The rest of a side's buttons, behind "⋯". */
export function moreView(
  parts: SlotParts,
  buttons: ReadonlyMap<string, CardButton>,
): TemplateResult {
  const { slot, state } = parts;
  const menu = `more-${slot.shown?.facts.generation ?? ''}`;
  // What is in the menu is done once the menu has closed.
  const acts: PairActs = {
    ...parts.acts,
    press: (id) => {
      closeMenu(menu);
      parts.acts.press(id);
    },
  };
  return html`<button
      class="act dots"
      popovertarget=${menu}
      aria-label=${say.more(slot.side)}
      title=${say.more(slot.side)}
    ><span class="icon" aria-hidden="true"></span></button>
    <div class="menu" id=${menu} popover @beforetoggle=${placeMenu}>
      <div class="narrow">
        ${ON_PHONES.map((action) => {
          const found = buttons.get(action);
          return found === undefined ? nothing : actView({ slot, state, acts }, found);
        })}
        ${downloadView(slot)} ${segmentsView({ slot, state, acts }, 'tone')}
        ${segmentsView({ slot, state, acts }, 'angle')}
      </div>
      ${IN_MENU.map((action) => {
        const found = buttons.get(action);
        if (found === undefined) return nothing;
        if (action === 'delete') return deleteView({ ...parts, acts }, menu, found);
        return actView({ slot, state, acts }, found);
      })}
      ${imageOf(slot) === undefined ? nothing : emojiView(parts, menu)}
    </div>`;
}

/** Nobody is asked whether they are sure: for ten seconds it can be undone. */
function deleteView(
  { slot, state, acts }: SlotParts,
  menu: string,
  { id, label }: CardButton,
): TemplateResult {
  const why = whyNot(slot, state, 'delete');
  const remove = () => {
    closeMenu(menu);
    if (why !== null) acts.refuse(why);
    else acts.remove(slot.shown?.facts.generation ?? '');
  };
  return html`<button
    class="act delete danger"
    data-id=${id}
    aria-disabled=${why === null ? nothing : 'true'}
    title=${why ?? label}
    @click=${remove}
  ><span class="icon" aria-hidden="true"></span><span class="label">${label}</span></button>`;
}

function emojiView({ slot, acts }: SlotParts, menu: string): TemplateResult {
  const message = slot.shown?.message;
  if (message === undefined || message === null) return html``;
  const react = (emoji: string) => {
    closeMenu(menu);
    acts.react(message, emoji, true);
  };
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
