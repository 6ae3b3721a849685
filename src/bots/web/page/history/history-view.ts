import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { isTouched } from '../composer/box.ts';
import { SIDES } from '../pair/pairs.ts';
import { say } from '../words.ts';
import type { HistoryActs } from './history.ts';
import { type Day, daysOf, type History, type HistoryEntry } from './state.ts';
import { sayHistory } from './words.ts';

const DAY_MS = 86_400_000;
/** Canadians write days as ISO 8601 does: "2026-11-25". */
const ISO_DAY = new Intl.DateTimeFormat('en-CA');
const DAY = new Intl.DateTimeFormat(navigator.language, { dateStyle: 'full' });

/** One's own pairs as small pictures, by days, with a search. */
export function historyView(
  history: History | null,
  acts: HistoryActs,
): TemplateResult | typeof nothing {
  if (history === null) return nothing;
  const cancel = (event: Event) => {
    event.preventDefault();
    acts.close();
  };
  return html`<dialog class="history" aria-labelledby="history-title" tabindex="-1" @cancel=${cancel}>
    <header>
      <h2 id="history-title">${sayHistory.title()}</h2>
      ${searchView(history, acts)}
      <button class="quiet close" aria-label=${`${say.close()} (Esc)`} title=${`${say.close()} (Esc)`} @click=${() => acts.close()}>×</button>
    </header>
    <div class="history-body" tabindex="-1">
      ${daysOf(history.entries).map((day) => dayView(day, acts))} ${endView(history, acts)}
    </div>
  </dialog>`;
}

function searchView({ words }: History, acts: HistoryActs): TemplateResult {
  const typed = ({ currentTarget: field }: Event) => {
    if (field instanceof HTMLInputElement) void acts.typed(field.value);
  };
  return html`<search>
    <input
      type="search"
      dir="auto"
      maxlength="200"
      aria-label=${sayHistory.search()}
      placeholder=${sayHistory.search()}
      .value=${words}
      ?autofocus=${!isTouched()}
      @input=${typed}
    />
  </search>`;
}

function dayView({ at, entries }: Day<HistoryEntry>, acts: HistoryActs): TemplateResult {
  return html`<section aria-label=${dayName(at)}>
    <h3><time datetime=${ISO_DAY.format(at)}>${dayName(at)}</time></h3>
    <ul>
      ${repeat(
        entries,
        ({ batch_id: id }) => id,
        (entry) => html`<li>${entryView(entry, acts)}</li>`,
      )}
    </ul>
  </section>`;
}

function entryView(entry: HistoryEntry, acts: HistoryActs): TemplateResult {
  const { message_id: message, prompt } = entry;
  const pictures = html`<span class="history-pictures">${SIDES.map((side) => pictureView(entry, side))}</span>
    <span class="history-prompt" dir="auto">${prompt}</span>`;
  if (message === null) return html`<div class="history-entry" title=${prompt}>${pictures}</div>`;
  // With a key held the browser opens the link by itself.
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    acts.show(message);
  };
  return html`<a class="history-entry" href=${`#m-${message}`} title=${prompt} @click=${open}>${pictures}</a>`;
}

function pictureView({ sides }: HistoryEntry, side: 'A' | 'B'): TemplateResult {
  const { image, error } = sides[side];
  if (image === null) {
    const why = error === null ? sayHistory.no_picture(side) : `${side}: ${error.sentence}`;
    return html`<span class="history-none" role="img" aria-label=${sayHistory.no_picture(side)} title=${why}>${side}</span>`;
  }
  return html`<img src=${image.thumb_url} alt=${side} loading="lazy" width="160" height="160" />`;
}

/** What there is to say below the entries: that it looks, what it has found, and how it goes on. */
function endView(
  { entries, words, next, loading, refusal }: History,
  acts: HistoryActs,
): TemplateResult {
  const empty = words.trim() === '' ? sayHistory.none() : sayHistory.none_found(words.trim());
  const found =
    entries.length === 0 && next === null ? empty : sayHistory.found(entries.length, next !== null);
  return html`<p class="soft" role="status">${loading ? sayHistory.loading() : (refusal ?? found)}</p>
    ${
      next === null && refusal === null
        ? nothing
        : html`<button
            class="history-older"
            aria-disabled=${loading ? 'true' : 'false'}
            @click=${() => acts.goOn()}
          >${refusal === null ? sayHistory.older() : sayHistory.again()}</button>`
    }`;
}

function dayName(at: number): string {
  const today = new Date().setHours(0, 0, 0, 0);
  if (at === today) return sayHistory.today();
  // Days of 23 and 25 hours are days, too.
  if (at === new Date(today - DAY_MS / 2).setHours(0, 0, 0, 0)) return sayHistory.yesterday();
  return DAY.format(at);
}
