import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import type { Refusal } from '../../core/domain/pair.ts';
import { FilteredError, SurfaceError, type SurfaceFailure } from '../../core/ports/surface.ts';

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
/** Characters of Discord's words that are kept. */
const MAX_SAID = 200;
/** Codes of Discord's filters (its documentation, "JSON Error Codes"), and what each refuses. */
const FILTERED = new Map<number | string, Refusal['about']>([
  [RESTJSONErrorCodes.ExplicitContentCannotBeSentToTheDesiredRecipient, 'picture'],
  [RESTJSONErrorCodes.MessageWasBlockedByAutomaticModeration, 'words'],
  [RESTJSONErrorCodes.TitleWasBlockedByAutomaticModeration, 'words'],
  [RESTJSONErrorCodes.MessageBlockedByHarmfulLinksFilter, 'words'],
]);
/** Discord asks to come back later, in the form of a refusal. */
const LATER = new Set<number | string>([
  RESTJSONErrorCodes.ActionCannotBePerformedDueToSlowmodeRateLimit,
  RESTJSONErrorCodes.ChannelSendRateLimit,
  RESTJSONErrorCodes.ServerSendRateLimit,
  RESTJSONErrorCodes.SendMessagesHasBeenTemporarilyDisabled,
  RESTJSONErrorCodes.FeatureTemporarilyDisabledServerSide,
  RESTJSONErrorCodes.ServiceResourceIsBeingRateLimited,
]);
/** Advice to an operator whose token Discord refuses. */
export const TOKEN_REFUSED =
  'DISCORD_TOKEN is refused: open https://discord.com/developers/applications, your application, Bot, Reset Token, and copy it anew.';

/** Whether the error is Discord's answer with this code. */
export function isApiError(cause: unknown, code: number): boolean {
  return cause instanceof DiscordAPIError && cause.code === code;
}

/**
 * What a failed call to Discord means. `post`: the call makes something. The client tries several times within
 * one call and throws only the last failure, so that only a plain refusal says that nothing was made.
 */
export function asSurfaceError(cause: unknown, call: 'post' | 'repeatable'): SurfaceError {
  const refusal = refusalIn(cause);
  if (refusal !== undefined) return new FilteredError(refusal, { cause });
  const message = cause instanceof Error ? cause.message : String(cause);
  const retry = cause instanceof RateLimitError ? { retryAfterMs: cause.retryAfter } : {};
  return new SurfaceError(kindOf(cause, call), `Discord: ${message}`, { cause, ...retry });
}

/** What Discord's own filter refuses, for good; undefined for any other failure. */
export function refusalIn(cause: unknown): Refusal | undefined {
  if (!(cause instanceof DiscordAPIError)) return undefined;
  const about = FILTERED.get(cause.code);
  return about && { about, said: cause.message.slice(0, MAX_SAID) };
}

function kindOf(cause: unknown, call: 'post' | 'repeatable'): SurfaceFailure {
  if (cause instanceof DiscordAPIError && cause.status !== 401 && cause.status !== 429) {
    if (GONE.has(cause.code)) return 'gone';
    if (LATER.has(cause.code)) return 'transient';
    return FORBIDDEN.has(cause.code) ? 'forbidden' : 'refused';
  }
  return call === 'repeatable' ? 'transient' : 'unknown';
}
