import type { PlainTextElement } from '@slack/types';
import { cut } from '../../core/base/text.ts';
import { LIMITS } from './limits.ts';

/** Stands where Slack takes no empty text. */
const NOTHING = '–';

/** A text without markup, of at most `max` UTF-16 units; what looks like an emoji's name stays as it is written. */
export function plain(text: string, max: number): PlainTextElement {
  return { type: 'plain_text', text: cut(text === '' ? NOTHING : text, max), emoji: false };
}

/** The text with Slack's three special characters escaped, so that no mention or link arises from it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What notifications and screen readers say of a message: escaped, and never empty. */
export function fallbackText(...texts: readonly string[]): string {
  const whole = texts.filter((text) => text !== '').join('\n');
  for (let max: number = LIMITS.fallback; max > 0; max -= 20) {
    const escaped = escapeText(cut(whole === '' ? NOTHING : whole, max));
    if (escaped.length <= LIMITS.fallback) return escaped;
  }
  return NOTHING;
}
