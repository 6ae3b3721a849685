import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { cardView } from '../card-view.ts';
import type { Picture } from '../compare/state.ts';
import type { State } from '../model.ts';
import { say } from '../words.ts';
import type { Values } from './drafts.ts';
import { type CardPage, type DrawerPage, type Pressed, shownPage } from './drawer.ts';
import { formView } from './form-view.ts';
import { noticesView } from './notices-view.ts';

export interface DrawerActs {
  readonly press: (id: string, pressed: Pressed) => void;
  readonly submit: (page: number, values: object) => void;
  readonly typed: (formId: string, values: Values) => void;
  readonly cancel: (formId: string) => void;
  readonly back: () => void;
  readonly close: () => void;
  readonly dismiss: () => void;
  readonly enlarge: (picture: Picture) => void;
}

/** What only this person sees: beside the chat, or over it where there is no room beside. */
export function drawerView(state: State, acts: DrawerActs): TemplateResult | typeof nothing {
  const shown = shownPage(state.drawer);
  if (shown === undefined) return nothing;
  const cancel = (event: Event) => {
    event.preventDefault();
    acts.close();
  };
  return html`<dialog
    class="drawer"
    aria-labelledby=${titleId(shown)}
    data-shown=${shown.key}
    @cancel=${cancel}
    @pointerdown=${(event: Event) => closeOutside(event, shown, acts)}
    @click=${(event: Event) => closeOnLink(event, state.narrow, acts)}
  >
    ${repeat(
      state.drawer.pages,
      ({ key }) => key,
      (page, index) => pageView(page, { isShown: page === shown, isFirst: index === 0 }, acts),
    )}
    ${state.narrow && state.compare === null ? noticesView(state, acts) : nothing}
  </dialog>`;
}

function titleId({ key }: DrawerPage): string {
  return `drawer-${key}`;
}

/** A press beside the sheet closes it, but takes away nothing that was typed. */
function closeOutside(event: Event, { type }: DrawerPage, { close }: DrawerActs): void {
  if (event.target === event.currentTarget && type === 'card') close();
}

/** A sheet lies over the message that a link leads to. */
function closeOnLink({ target }: Event, isOver: boolean, { close }: DrawerActs): void {
  const link = target instanceof Element ? target.closest('a') : null;
  if (isOver && link?.hash.startsWith('#m-') === true) close();
}

/** Pages behind the shown one stay as they are: with what is typed there, and how far it is scrolled. */
function pageView(
  page: DrawerPage,
  { isShown, isFirst }: { readonly isShown: boolean; readonly isFirst: boolean },
  acts: DrawerActs,
): TemplateResult {
  return html`<section class="drawer-page" data-page=${page.key} ?inert=${!isShown}>
    <header>
      ${isFirst ? nothing : html`<button class="quiet back" @click=${acts.back}>${say.drawer_back()}</button>`}
      ${titleView(page)}
      <button class="quiet close" aria-label=${say.close()} title=${say.close()} @click=${acts.close}>×</button>
    </header>
    <div class="drawer-body">
      ${page.type === 'card' ? contentView(page, acts) : formView(page, acts)}
    </div>
  </section>`;
}

function titleView(page: DrawerPage): TemplateResult {
  if (page.type === 'form')
    return html`<h2 id=${titleId(page)} tabindex="-1">${page.form.title}</h2>`;
  const { heading, badges } = page.card;
  return html`<h2 id=${titleId(page)} tabindex="-1">
    ${heading === '' ? say.only_you() : heading}
    ${badges.map((badge) => html`<span class="badge">${badge}</span>`)}
  </h2>`;
}

function contentView({ key, card }: CardPage, { press, enlarge }: DrawerActs): TemplateResult {
  const acts = { enlarge, press: (id: string) => press(id, { id, page: key }) };
  return html`${cardView({ ...card, heading: '', badges: [] }, acts)}
    ${card.heading === '' ? nothing : html`<p class="only">${say.only_you()}</p>`}`;
}
