import { html, nothing, type TemplateResult } from 'lit-html';
import { withLocalTimes } from './local-times.ts';
import type { Line } from './model.ts';

/** A line of a card. */
export function lineView(line: Line): TemplateResult {
  if (line.title === true) return html`<h3>${withLocalTimes(line.text)}</h3>`;
  const text =
    line.quote === true ? html`<q dir="auto">${line.text}</q>` : withLocalTimes(line.text);
  const since =
    line.since === undefined
      ? nothing
      : html` · <span class="since" data-since=${line.since}></span>`;
  const words = line.link === undefined ? text : html`<a href=${line.link}>${text}</a>`;
  return html`<p>${words}${since}</p>`;
}
