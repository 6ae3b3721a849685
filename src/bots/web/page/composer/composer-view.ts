import { html, nothing, type TemplateResult } from 'lit-html';
import { MAX_LINE } from '../../../../core/chat/command.ts';
import type { Chat } from '../chat.ts';
import { complete } from './suggestions.ts';
import type { State } from '../model.ts';
import { scrollToNewest } from '../scroll.ts';
import type { PageStore } from '../store.ts';
import { say } from '../words.ts';

/** The box for a line, with the attached pictures and what the word at its end could become. */
export function composerView(state: State, chat: Chat, store: PageStore): TemplateResult {
  const jump = () => {
    store.set({ unread: null });
    scrollToNewest('smooth');
  };
  const send = async (box: HTMLTextAreaElement) => {
    const line = box.value;
    if (line.trim() === '' || store.state.composer.busy) return;
    if (await chat.composer.send(line)) {
      // What was typed meanwhile stays.
      if (box.value.startsWith(line)) box.value = box.value.slice(line.length);
      jump();
    }
    chat.composer.set({ suggestions: [] });
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const box = document.querySelector<HTMLTextAreaElement>('#composer');
    if (box !== null) void send(box);
  };
  const typed = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLTextAreaElement)) return;
    const { value, selectionStart } = event.currentTarget;
    void chat.composer.suggest(value.slice(0, selectionStart));
  };
  const key = keysOf(chat, store, (box) => void send(box));
  return html`<section aria-label=${say.send()}><form class="composer" @submit=${submit}>
    <button type="button" class="newest" hidden @click=${jump}>${say.newest()}</button>
    ${suggestionsView(state, chat)}
    ${attachmentsView(state, chat)}
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
        maxlength=${MAX_LINE}
        aria-label=${say.composer()}
        placeholder=${say.composer()}
        @input=${typed}
        @keydown=${key}
        @paste=${(event: ClipboardEvent) => chat.composer.attach(event.clipboardData?.files ?? [])}
      ></textarea>
      <button class="primary" ?disabled=${state.composer.busy}>${say.send()}</button>
    </div>
  </form></section>`;
}

/** What the keys do: Enter sends, Tab takes the first suggestion, Escape closes them. */
function keysOf(chat: Chat, store: PageStore, send: (box: HTMLTextAreaElement) => void) {
  return (event: KeyboardEvent) => {
    const box = event.currentTarget;
    if (!(box instanceof HTMLTextAreaElement) || event.isComposing) return;
    const [first] = store.state.composer.suggestions;
    if (event.key === 'Escape') chat.composer.set({ suggestions: [] });
    if (event.key === 'Tab' && !event.shiftKey && first !== undefined) {
      event.preventDefault();
      take(box, first.insert, chat);
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send(box);
    }
  };
}

function attachmentsView({ composer: { attachments } }: State, chat: Chat): TemplateResult {
  return html`<ul class="attachments">
    ${attachments.map(
      ({ file, preview }) =>
        html`<li>
          <button type="button" aria-label=${say.attached(file.name)} @click=${() => chat.composer.detach(preview)}>
            <img src=${preview} alt=${file.name} width="56" height="56" />
          </button>
        </li>`,
    )}
  </ul>`;
}

function suggestionsView(
  { composer: { suggestions } }: State,
  chat: Chat,
): TemplateResult | typeof nothing {
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
  void chat.composer.suggest(box.value);
}

function pickFiles(event: Event, chat: Chat): void {
  if (!(event.currentTarget instanceof HTMLInputElement)) return;
  void chat.composer.attach(event.currentTarget.files ?? []);
  event.currentTarget.value = '';
}
