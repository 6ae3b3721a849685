import { html, nothing, type TemplateResult } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import type { Chat } from './chat.ts';
import type { Picture } from './compare/state.ts';
import { composerView } from './composer/composer-view.ts';
import type { Values } from './drawer/drafts.ts';
import { drawerView } from './drawer/drawer-view.ts';
import { noticesView } from './drawer/notices-view.ts';
import { type Pressed, shownPage } from './drawer/drawer.ts';
import { type FeedActs, feedView } from './feed/feed-view.ts';
import { fieldOf } from './field.ts';
import type { State } from './model.ts';
import { pairActs } from './pair/pair-deeds.ts';
import { sayHistory } from './history/words.ts';
import type { Leaving } from './pair/leaving.ts';
import type { PageStore } from './store.ts';
import { say } from './words.ts';

export interface AppParts {
  readonly chat: Chat;
  readonly store: PageStore;
  readonly leaving: Leaving;
  /** Scrolls to the end of the chat. */
  readonly toNewest: () => Promise<void>;
}

/** The whole page. */
export function appView(
  state: State,
  { chat, store, leaving, toNewest }: AppParts,
): TemplateResult {
  const acts = {
    ...pairActs({ chat, store, leaving }),
    press: (id: string, pressed: Pressed | null = null) => void chat.press(id, pressed),
    enlarge: (picture: Picture) => chat.comparing.alone(picture),
    older: () => void chat.older(),
    newer: () => void chat.newer(),
  };
  const drawerActs = {
    press: acts.press,
    enlarge: acts.enlarge,
    submit: (page: number, values: object) => void chat.answers.submit(page, values),
    typed: (formId: string, values: Values) => chat.answers.drafts.keep(formId, values),
    cancel: (formId: string) => chat.answers.cancel(formId),
    back: () => chat.answers.back(),
    close: () => chat.answers.close(),
    dismiss: () => store.set({ toast: null }),
  };
  const isCovered =
    state.compare !== null || (state.narrow && shownPage(state.drawer) !== undefined);
  const jump = () => {
    store.set({ unread: null, fresh: 0 });
    void toNewest();
  };
  return html`
    <a class="skip" href="#composer">${say.skip()}</a>
    <header class="bar">
      <h1>${say.title()}</h1>
      ${state.connected ? nothing : html`<p class="lost" role="alert">${say.lost()}</p>`}
      ${historyButton(state, chat)} ${whoView(state, chat)}
    </header>
    <main>
      ${state.signIn ? signInView(chat) : nothing}
      <section class="messages" aria-label=${say.messages()}>${feedOf(state, acts)}</section>
    </main>
    ${composerView(state, chat.composer, jump, newestView(state, jump))}
    ${drawerView(state, drawerActs)} ${isCovered ? nothing : noticesView(state, drawerActs)}
  `;
}

/** Drawn again only when something in it has changed: not for each key in the composer. */
function feedOf(state: State, acts: FeedActs) {
  const { me, messages, order, pairs, shown, leaving, more, newer, unread } = state;
  const seen = [me, messages, order, pairs, shown, leaving, more, newer, unread];
  return guard(seen, () => feedView(state, acts));
}

function newestView(state: State, jump: () => void): TemplateResult {
  const { fresh } = state;
  return html`<button type="button" class="newest" hidden @click=${jump}>
    ${fresh === 0 ? say.newest() : say.fresh(fresh)}
  </button>`;
}

function historyButton({ me, signIn }: State, chat: Chat): TemplateResult | typeof nothing {
  if (me === null || signIn) return nothing;
  return html`<button class="quiet open-history" @click=${() => chat.history.open()}>${sayHistory.open()}</button>`;
}

/** Who is asking: on loopback one may be anybody, to try the rights of others. */
function whoView({ me, signIn }: State, chat: Chat): TemplateResult | typeof nothing {
  if (me === null || signIn) return nothing;
  if (me.people.length === 0) {
    return html`<button @click=${() => void chat.signOut()}>${say.sign_out()}</button>`;
  }
  return html`<label>
    <span class="asking">${say.asking()}</span>
    <select @change=${chooseWho}>
      ${me.people.map(
        ({ name, admin }) =>
          html`<option value=${name} ?selected=${name === me.name}>
            ${admin ? say.admin(name) : name}
          </option>`,
      )}
    </select>
  </label>`;
}

function chooseWho(event: Event): void {
  if (!(event.currentTarget instanceof HTMLSelectElement)) return;
  const name = encodeURIComponent(event.currentTarget.value);
  document.cookie = `X-Diptych-User=${name}; path=/; SameSite=Strict`;
  location.reload();
}

function signInView(chat: Chat): TemplateResult {
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.currentTarget instanceof HTMLFormElement)) return;
    void chat.signIn(fieldOf(event.currentTarget, 'token'));
  };
  return html`<form class="sign-in" @submit=${submit}>
    <p>${say.sign_in()}</p>
    <label>${say.token()} <input name="token" type="password" autocomplete="current-password" required /></label>
    <button class="primary">${say.sign_in_button()}</button>
  </form>`;
}
