import { html, nothing, type TemplateResult } from 'lit-html';
import type { Card, CardButton, CardImage, Line } from './model.ts';
import { say } from './words.ts';

export interface CardActs {
  readonly press: (id: string) => void;
  readonly enlarge: (image: CardImage) => void;
}

/** A card: the same data as on every surface. */
export function cardView(card: Card, acts: CardActs): TemplateResult {
  return html`
    ${card.heading === '' ? nothing : html`<h2>${card.heading}</h2>`}
    ${card.image === undefined ? nothing : imageView(card.image, acts)}
    ${card.lines.map(lineView)} ${thumbnailsView(card)}
    ${card.rows.map(
      (row) => html`<div class="buttons">${row.map((one) => buttonView(one, acts))}</div>`,
    )}
  `;
}

function imageView(image: CardImage, { enlarge }: CardActs): TemplateResult {
  return html`<button class="picture" aria-label=${say.enlarge(image.alt)} @click=${() => enlarge(image)}>
    <img src=${image.url} alt=${image.alt} width=${image.width} height=${image.height} />
  </button>`;
}

function lineView(line: Line): TemplateResult {
  const text = line.quote === true ? html`<q>${line.text}</q>` : line.text;
  const since =
    line.since === undefined
      ? nothing
      : html` · <span class="since" data-since=${line.since}></span>`;
  return line.link === undefined
    ? html`<p>${text}${since}</p>`
    : html`<p><a href=${line.link}>${text}</a>${since}</p>`;
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
