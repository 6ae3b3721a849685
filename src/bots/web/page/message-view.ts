import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { type CardActs, cardView } from './card-view.ts';
import { fieldOf } from './dialog-view.ts';
import { pictureOf } from './emoji.ts';
import type { Message, State } from './model.ts';
import { say } from './words.ts';

export const COMMON = ['👍', '❤️', '😍', '🔥', '🎉', '👎'] as const;
export interface MessageActs extends CardActs {
  readonly react: (message: Message, emoji: string, present: boolean) => void;
  readonly older: () => void;
}

/** The chat: messages, two images of a pair side by side. */
export function messagesView(state: State, acts: MessageActs): TemplateResult {
  const groups = grouped(state);
  return html`
    ${state.more ? html`<button class="older" @click=${acts.older}>${say.older()}</button>` : nothing}
    ${repeat(
      groups,
      (group) => group[0]?.id ?? '',
      (group) =>
        group.length === 1
          ? group.map((one) => messageView(one, state, acts))
          : pairView(group, state, acts),
    )}
  `;
}

/** Messages in their order; an image joins the image of the other side of its pair. */
function grouped({ order, messages }: State): readonly (readonly Message[])[] {
  const shown = order.flatMap((id) => messages.get(id) ?? []).filter((one) => one.card !== null);
  const groups: Message[][] = [];
  for (const message of shown) {
    const twin = groups.findLast(
      ([first, ...others]) =>
        first !== undefined && others.length === 0 && areTwins(first, message),
    );
    if (twin === undefined) groups.push([message]);
    else twin.push(message);
  }
  return groups;
}

function areTwins(a: Message, b: Message): boolean {
  const images = a.card?.image !== undefined && b.card?.image !== undefined;
  return images && a.reply_to === b.reply_to && a.card?.side !== b.card?.side;
}

/** Side by side where there is room, else one at a time with a toggle. */
function pairView(group: readonly Message[], state: State, acts: MessageActs): TemplateResult {
  const sorted = group.toSorted((a, b) => ((a.card?.side ?? '') < (b.card?.side ?? '') ? -1 : 1));
  const name = `side-${group[0]?.id ?? ''}`;
  return html`<div class="pair">
    ${sorted.map(
      (one, index) => html`
        <input
          type="radio"
          class="toggle"
          name=${name}
          id=${`${name}-${index}`}
          ?checked=${index === 0}
        />
        <label class="toggle" for=${`${name}-${index}`}>${say.show_side(one.card?.side ?? '')}</label>
      `,
    )}
    <div class="sides">${sorted.map((one) => messageView(one, state, acts))}</div>
  </div>`;
}

function messageView(message: Message, state: State, acts: MessageActs): TemplateResult {
  const { card } = message;
  if (card === null) return html``;
  return html`
    ${state.unread === message.id ? html`<p class="unread">${say.unread()}</p>` : nothing}
    <article
      class=${`message ${card.kind}`}
      id=${`m-${message.id}`}
      data-side=${card.side ?? nothing}
      tabindex="-1"
    >
      ${cardView(card, acts)}
      ${card.kind === 'image' ? reactionsView(message, acts) : nothing}
    </article>
  `;
}

function reactionsView(message: Message, { react }: MessageActs): TemplateResult {
  const own = (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!(form instanceof HTMLFormElement)) return;
    const emoji = fieldOf(form, 'emoji').trim();
    if (emoji !== '') react(message, emoji, true);
    form.reset();
  };
  return html`<div class="reactions">
    ${message.reactions.map(
      ({ emoji, count, mine }) =>
        html`<button
          class="reaction"
          aria-pressed=${mine ? 'true' : 'false'}
          aria-label=${say.reaction(emoji, count)}
          @click=${() => react(message, emoji, !mine)}
        >
          ${pictureOf(emoji)} ${count}
        </button>`,
    )}
    <details class="picker">
      <summary aria-label=${say.react()}>☺</summary>
      <div class="choices">
        ${COMMON.map(
          (emoji) =>
            html`<button aria-label=${say.react_with(emoji)} @click=${() => react(message, emoji, true)}>
              ${emoji}
            </button>`,
        )}
        <form @submit=${own}>
          <input name="emoji" aria-label=${say.own_emoji()} placeholder=${say.own_emoji()} />
        </form>
      </div>
    </details>
  </div>`;
}
