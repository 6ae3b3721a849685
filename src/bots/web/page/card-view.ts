import { html, nothing, type TemplateResult } from 'lit-html';
import { lineView } from './line-view.ts';
import type { Card, CardButton, CardImage, CardSelect } from './model.ts';
import { say } from './words.ts';

export interface CardActs {
  readonly press: (id: string) => void;
  readonly enlarge: (image: CardImage) => void;
}

/** A card: the same data as on every surface. */
export function cardView(card: Card, acts: CardActs): TemplateResult {
  return html`
    ${card.heading === '' ? nothing : html`<h2>${card.heading} ${card.badges.map(badgeView)}</h2>`}
    ${card.image === undefined ? nothing : imageView(card.image, acts)}
    ${pictureView(card)} ${card.lines.map(lineView)} ${thumbnailsView(card)}
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
function pictureView({ picture }: Card): TemplateResult | typeof nothing {
  if (picture === undefined) return nothing;
  return html`<img class="subject" src=${picture.url} alt=${picture.label} />`;
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

function imageView(image: CardImage, { enlarge }: CardActs): TemplateResult {
  return html`<button class="picture" aria-label=${say.enlarge(image.alt)} @click=${() => enlarge(image)}>
    <img src=${image.url} alt=${image.alt} width=${image.width} height=${image.height} />
  </button>`;
}

function thumbnailsView({ thumbnails = [] }: Card): TemplateResult | typeof nothing {
  if (thumbnails.length === 0) return nothing;
  return html`<ul class="thumbnails">
    ${thumbnails.map(
      ({ url, label }) =>
        html`<li>
          <img src=${url} alt=${label} title=${label} width="72" height="72" loading="lazy" />
        </li>`,
    )}
  </ul>`;
}

function buttonView({ id, label, style }: CardButton, { press }: CardActs): TemplateResult {
  return html`<button class=${style} data-id=${id} @click=${() => press(id)}>${label}</button>`;
}
