import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { SurfaceError, type SurfaceFailure } from '../../core/ports/surface.ts';

const { UnknownChannel, UnknownGuild, UnknownMessage, MissingAccess, MissingPermissions } =
  RESTJSONErrorCodes;
const GONE = new Set<number | string>([UnknownChannel, UnknownGuild, UnknownMessage]);
const FORBIDDEN = new Set<number | string>([
  MissingAccess,
  MissingPermissions,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory,
  RESTJSONErrorCodes.ThreadLocked,
  RESTJSONErrorCodes.InvalidActionOnArchivedThread,
]);
/** What an operator does about a token that Discord does not take. */
export const TOKEN_REFUSED =
  'DISCORD_TOKEN is refused: open https://discord.com/developers/applications, your application, Bot, Reset Token, and copy it anew.';

/** Whether the error is Discord's answer with this code. */
export function isApiError(cause: unknown, code: number): boolean {
  return cause instanceof DiscordAPIError && cause.code === code;
}

/**
 * What a failed call to Discord means. `post`: the call makes something. The client tries several times within
 * one call and tells of the last alone, so that only Discord's plain no says that nothing was made.
 */
export function asSurfaceError(cause: unknown, call: 'post' | 'repeatable'): SurfaceError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const retry = cause instanceof RateLimitError ? { retryAfterMs: cause.retryAfter } : {};
  return new SurfaceError(kindOf(cause, call), `Discord: ${message}`, { cause, ...retry });
}

function kindOf(cause: unknown, call: 'post' | 'repeatable'): SurfaceFailure {
  if (cause instanceof DiscordAPIError && cause.status !== 401 && cause.status !== 429) {
    if (GONE.has(cause.code)) return 'gone';
    return FORBIDDEN.has(cause.code) ? 'forbidden' : 'refused';
  }
  return call === 'repeatable' ? 'transient' : 'unknown';
}
