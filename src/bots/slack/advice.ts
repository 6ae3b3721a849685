import type { Advice } from '../../core/ports/surface.ts';
import { words } from '../../core/words/words.ts';
import {
  ARCHIVED_CODES,
  meaningOf,
  SHARE_LIMIT_CODES,
  THREADLESS_CODES,
  TOKEN_CODES,
  UNINVITED,
} from './error-codes.ts';

/** The sentence for the asker when Slack refuses a post with this code; undefined when there is nothing to be done. */
export function placeAdvice(code: string, scope: string | undefined): Advice | undefined {
  if (UNINVITED.has(code)) return (locale) => words(locale).slack_place_uninvited();
  if (ARCHIVED_CODES.has(code)) return (locale) => words(locale).slack_place_archived();
  if (code.startsWith('restricted_action')) {
    return (locale) => words(locale).slack_place_restricted();
  }
  if (SHARE_LIMIT_CODES.has(code)) {
    return (locale) => words(locale).slack_place_share_limit(code);
  }
  if (THREADLESS_CODES.has(code)) return (locale) => words(locale).slack_place_threadless();
  if (scope !== undefined) return (locale) => words(locale).slack_place_scope(scope);
  const isForbidden = TOKEN_CODES.has(code) || meaningOf(code)?.kind === 'forbidden';
  return isForbidden ? (locale) => words(locale).slack_place_refused(code) : undefined;
}
