import { html, nothing, type TemplateResult } from 'lit-html';
import { lineView } from './line-view.ts';
import type { Picture } from './compare/state.ts';
import type { Card, CardButton, CardImage, CardSelect, Line } from './model.ts';
import { say } from './words.ts';

type Small = NonNullable<Card['picture']>;

export interface CardActs {
  readonly press: (id: string) => void;
  readonly enlarge: (picture: Picture) => void;
}

/** A card: the same data as on every surface. */
export function cardView(card: Card, acts: CardActs): TemplateResult {
  return html`
    ${card.heading === '' ? nothing : html`<h2>${card.heading} ${card.badges.map(badgeView)}</h2>`}
    ${card.image === undefined ? nothing : imageView(card.image, acts)}
    ${pictureView(card, acts)} ${card.lines.map((line) => lineOf(line, acts))}
    ${thumbnailsView(card, acts)}
    ${(card.selects ?? []).map((one) => selectView(one, acts))}
    ${card.rows.map(
      (row) => html`<div class="buttons">${row.map((one) => buttonView(one, acts))}</div>`,
    )}
  `;
}

function badgeView(badge: string): TemplateResult {
  return html`<span class="badge">${badge}</span>`;
}

/** The one picture a private card is about. */
function pictureView({ picture }: Card, acts: CardActs): TemplateResult | typeof nothing {
  if (picture === undefined) return nothing;
  const { url, label } = picture;
  return html`<button class="picture subject" aria-label=${say.enlarge(label)} @click=${() => enlarge(picture, acts)}>
    <img src=${url} alt=${label} />
  </button>`;
}

/** Only images that were made here have a file to keep. */
function enlarge({ url, label }: Small, acts: CardActs): void {
  const download = url.startsWith('/images/') ? `${url}/download` : null;
  acts.enlarge({ url, label, download });
}

function smallView(small: Small, acts: CardActs): TemplateResult {
  const { url, label } = small;
  return html`<button class="picture small" title=${label} aria-label=${say.enlarge(label)} @click=${() => enlarge(small, acts)}>
    <img src=${url} alt=${label} width="72" height="72" loading="lazy" />
  </button>`;
}

function lineOf({ picture, ...line }: Line, acts: CardActs): TemplateResult {
  if (picture === undefined) return lineView(line);
  return html`<div class="pictured">${smallView(picture, acts)} ${lineView(line)}</div>`;
}

/** A choice is a press. The list then shows its name again. */
function selectView({ label, options }: CardSelect, { press }: CardActs): TemplateResult {
  const choose = (event: Event) => {
    if (!(event.currentTarget instanceof HTMLSelectElement)) return;
    const id = event.currentTarget.value;
    event.currentTarget.value = '';
    if (id !== '') press(id);
  };
  return html`<select class="choose" aria-label=${label} @change=${choose}>
    <option value="">${label}</option>
    ${options.map(
      ({ id, label: name, hint, chosen }) =>
        html`<option value=${id}>
          ${chosen === true ? '✓ ' : ''}${hint === undefined ? name : `${name} · ${hint}`}
        </option>`,
    )}
  </select>`;
}

function imageView(image: CardImage, acts: CardActs): TemplateResult {
  const { url, alt: label, download_url: download } = image;
  const open = () => acts.enlarge({ url, label, download });
  return html`<button class="picture" aria-label=${say.enlarge(label)} @click=${open}>
    <img src=${image.url} alt=${image.alt} width=${image.width} height=${image.height} />
  </button>`;
}

function thumbnailsView(
  { thumbnails = [] }: Card,
  acts: CardActs,
): TemplateResult | typeof nothing {
  if (thumbnails.length === 0) return nothing;
  return html`<ul class="thumbnails">
    ${thumbnails.map((one) => html`<li>${smallView(one, acts)}</li>`)}
  </ul>`;
}

function buttonView({ id, label, style }: CardButton, { press }: CardActs): TemplateResult {
  return html`<button class=${style} data-id=${id} @click=${() => press(id)}>${label}</button>`;
}
