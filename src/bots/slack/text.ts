import type { MrkdwnElement, PlainTextElement } from '@slack/types';
import { cut, withoutTurns } from '../../core/base/text.ts';
import { LIMITS } from './limits.ts';

/** Stands where Slack takes no empty text. */
const NOTHING = '–';

/** A text without markup, of at most `max` UTF-16 units. A name such as `:wave:` in it stays as it is written. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: shownText(text, max), emoji: false };
}

/** The text as people see it: never empty, of at most `max` UTF-16 units, cut by whole characters. */
export function shownText(text: string, max: number): string {
  const seen = withoutTurns(text);
  return cut(seen.trim() === '' ? NOTHING : seen, max);
}

/** A link, the only markup we write: `label` is of our own words, never of a person's. */
export function linkText(url: string, label: string): MrkdwnElement {
  const safe = url.replace(/[<>|\s]/g, encodeURIComponent);
  return { type: 'mrkdwn', text: `<${safe}|${escapeText(label)}>`, verbatim: true };
}

/** The text with Slack's three special characters escaped, so that no mention or link arises from it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What notifications and screen readers say of a message: escaped, at most `LIMITS.fallback` units, never empty. */
export function fallbackText(...texts: readonly string[]): string {
  const whole = texts.filter((text) => text !== '').join('\n');
  // An escaped character is up to five times as long.
  for (let max: number = LIMITS.fallback; max > 0; max -= 20) {
    const escaped = escapeText(shownText(whole, max));
    if (escaped.length <= LIMITS.fallback) return escaped;
  }
  return NOTHING;
}

/** The text in pieces of at most `max` UTF-16 units, never inside a character that is shorter than that. */
export function inPieces(text: string, max: number): readonly string[] {
  if (text.length <= max) return text === '' ? [] : [text];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (piece !== '' && piece.length + segment.length > max) {
      pieces.push(piece);
      piece = '';
    }
    piece += segment;
  }
  if (piece !== '') pieces.push(piece);
  return pieces;
}
