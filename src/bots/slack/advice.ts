import type { Advice } from '../../core/ports/surface.ts';
import { words } from '../../core/words/words.ts';
import { meaningOf, TOKEN_CODES, UNINVITED } from './error-codes.ts';

const ARCHIVED: ReadonlySet<string> = new Set(['is_archived', 'is_inactive']);

/** The sentence for the asker when Slack refuses a post with this code; undefined when no person can help. */
export function placeAdvice(code: string, scope: string | undefined): Advice | undefined {
  if (UNINVITED.has(code)) return (locale) => words(locale).slack_place_uninvited();
  if (ARCHIVED.has(code)) return (locale) => words(locale).slack_place_archived();
  if (code.startsWith('restricted_action')) {
    return (locale) => words(locale).slack_place_restricted();
  }
  if (scope !== undefined) return (locale) => words(locale).slack_place_scope(scope);
  const isForbidden = TOKEN_CODES.has(code) || meaningOf(code)?.kind === 'forbidden';
  return isForbidden ? (locale) => words(locale).slack_place_refused(code) : undefined;
}
