import { html, nothing, type TemplateResult } from 'lit-html';
import type { Chat } from './chat.ts';
import { complete } from './composer.ts';
import { fieldOf, formView, lightboxView } from './dialog-view.ts';
import { messagesView } from './message-view.ts';
import type { State } from './model.ts';
import type { PageStore } from './store.ts';
import { say } from './words.ts';

/** The whole page. */
export function appView(state: State, chat: Chat, store: PageStore): TemplateResult {
  const acts = {
    press: (id: string, from?: number) => void chat.press(id, from),
    enlarge: (enlarged: State['enlarged']) => store.set({ enlarged }),
    react: (...args: Parameters<Chat['react']>) => void chat.react(...args),
    dismiss: (key: number) => store.set({ asides: state.asides.filter((one) => one.key !== key) }),
    older: () => void chat.older(),
  };
  return html`
    <header class="bar">
      <h1>${say.title()}</h1>
      ${state.connected ? nothing : html`<p class="lost" role="alert">${say.lost()}</p>`}
      ${whoView(state, chat)}
    </header>
    <main>
      ${state.signIn ? signInView(chat) : nothing}
      <section class="messages" aria-label=${say.messages()}>${messagesView(state, acts)}</section>
    </main>
    ${composerView(state, chat, store)}
    <p class="announced" role="status" aria-live="polite">${state.announced}</p>
    ${
      state.form === null
        ? nothing
        : formView(state.form, {
            submit: (values) => void chat.submit(values),
            close: () => store.set({ form: null, formOf: null }),
          })
    }
    ${
      state.enlarged === null
        ? nothing
        : lightboxView(state.enlarged, () => store.set({ enlarged: null }))
    }
  `;
}

/** Who is asking: on loopback one may be anybody, to try the rights of others. */
function whoView({ me, signIn }: State, chat: Chat): TemplateResult | typeof nothing {
  if (me === null || signIn) return nothing;
  if (me.people.length === 0) {
    return html`<button @click=${() => void chat.signOut()}>${say.sign_out()}</button>`;
  }
  return html`<label>
    ${say.asking()}
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

function composerView(state: State, chat: Chat, store: PageStore): TemplateResult {
  const jump = () => {
    store.set({ unread: null });
    scrollToNewest('smooth');
  };
  const send = async (box: HTMLTextAreaElement) => {
    const line = box.value;
    if (line.trim() === '' || store.state.busy) return;
    if (await chat.send(line)) {
      // What was typed meanwhile stays.
      if (box.value.startsWith(line)) box.value = box.value.slice(line.length);
      jump();
    }
    store.set({ suggestions: [] });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const box = document.querySelector<HTMLTextAreaElement>('#composer');
    if (box !== null) void send(box);
  };
  const typed = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLTextAreaElement)) return;
    const { value, selectionStart } = event.currentTarget;
    void chat.suggest(value.slice(0, selectionStart));
  };
  const key = (event: KeyboardEvent) => {
    const box = event.currentTarget;
    if (!(box instanceof HTMLTextAreaElement) || event.isComposing) return;
    const [first] = store.state.suggestions;
    if (event.key === 'Escape') store.set({ suggestions: [] });
    if (event.key === 'Tab' && !event.shiftKey && first !== undefined) {
      event.preventDefault();
      take(box, first.insert, chat);
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send(box);
    }
  };
  return html`<section aria-label=${say.send()}><form class="composer" @submit=${submit}>
    <button type="button" class="newest" hidden @click=${jump}>${say.newest()}</button>
    ${suggestionsView(state, chat)}
    <ul class="attachments">
      ${state.attachments.map(
        ({ file, preview }) =>
          html`<li>
            <button type="button" aria-label=${say.attached(file.name)} @click=${() => chat.detach(preview)}>
              <img src=${preview} alt=${file.name} width="56" height="56" />
            </button>
          </li>`,
      )}
    </ul>
    <div class="row">
      <label class="attach button">
        <span aria-hidden="true">+</span>
        <input
          type="file"
          accept="image/png,image/jpeg,image/webp"
          multiple
          aria-label=${say.attach()}
          @change=${(event: Event) => pickFiles(event, chat)}
        />
      </label>
      <textarea
        id="composer"
        rows="1"
        maxlength="12000"
        aria-label=${say.composer()}
        placeholder=${say.composer()}
        @input=${typed}
        @keydown=${key}
        @paste=${(event: ClipboardEvent) => chat.attach(event.clipboardData?.files ?? [])}
      ></textarea>
      <button class="primary" ?disabled=${state.busy}>${say.send()}</button>
    </div>
  </form></section>`;
}

function suggestionsView({ suggestions }: State, chat: Chat): TemplateResult | typeof nothing {
  if (suggestions.length === 0) return nothing;
  const choose = (insert: string) => {
    const box = document.querySelector<HTMLTextAreaElement>('#composer');
    if (box !== null) take(box, insert, chat);
  };
  return html`<ul class="suggestions" aria-label=${say.suggestions()}>
    ${suggestions.map(
      ({ insert, label }) =>
        html`<li><button type="button" @click=${() => choose(insert)}>${label}</button></li>`,
    )}
  </ul>`;
}

function take(box: HTMLTextAreaElement, insert: string, chat: Chat): void {
  box.value = complete(box.value, { insert, label: '' });
  box.focus();
  void chat.suggest(box.value);
}

function pickFiles(event: Event, chat: Chat): void {
  if (!(event.currentTarget instanceof HTMLInputElement)) return;
  void chat.attach(event.currentTarget.files ?? []);
  event.currentTarget.value = '';
}

export function scrollToNewest(behavior: ScrollBehavior): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scrollTo({ top: document.documentElement.scrollHeight, behavior: calm ? 'auto' : behavior });
}
