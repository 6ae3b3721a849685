import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { type CardActs, cardView } from '../card-view.ts';
import type { Message, State } from '../model.ts';
import type { PairActs } from '../pair/pair-acts.ts';
import { type Entry, entriesOf } from '../pair/pairs.ts';
import { pairView } from '../pair/pair-view.ts';
import { say } from '../words.ts';

export type FeedActs = PairActs &
  Pick<CardActs, 'enlarge'> & {
    readonly older: () => void;
    readonly newer: () => void;
  };

/** The chat: pairs, and the messages that belong to none. */
export function feedView(state: State, acts: FeedActs): TemplateResult {
  return html`
    ${state.more ? html`<button class="older" @click=${acts.older}>${say.older()}</button>` : nothing}
    ${repeat(
      entriesOf(state),
      (entry) => entry.id,
      (entry) => html`
        ${state.unread === entry.id ? html`<p class="unread">${say.unread()}</p>` : nothing}
        ${entryView(entry, state, acts)}
      `,
    )}
    ${state.newer ? html`<button class="newer" @click=${acts.newer}>${say.newer()}</button>` : nothing}
  `;
}

function entryView(entry: Entry, state: State, acts: FeedActs): TemplateResult {
  if (entry.type === 'pair') return pairView(entry.pair, state, acts);
  return messageView(entry.message, acts);
}

function messageView({ id, card }: Message, acts: FeedActs): TemplateResult {
  if (card === null) return html``;
  return html`<article class=${`message ${card.kind}`} id=${`m-${id}`} tabindex="-1">
    ${cardView(card, acts)}
  </article>`;
}
