import { html, type TemplateResult } from 'lit-html';
import { say } from '../words.ts';

const TIME = new Intl.DateTimeFormat(navigator.language, { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(navigator.language, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const WHOLE = new Intl.DateTimeFormat(navigator.language, {
  dateStyle: 'full',
  timeStyle: 'medium',
});

/** A time as clocks here show it; with its day when it was on another one. */
export function timeView(at: number): TemplateResult {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const text = (isToday ? TIME : DAY).format(date);
  return html`<time datetime=${date.toISOString()} title=${WHOLE.format(date)}>${text}</time>`;
}

/** How long something takes, in whole seconds or minutes. `ms`: milliseconds. */
export function durationText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 120 ? say.seconds(seconds) : say.minutes(Math.round(seconds / 60));
}
