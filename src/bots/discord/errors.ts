import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js';
import { SurfaceError, type SurfaceFailure } from '../../core/ports.ts';

const { UnknownChannel, UnknownGuild, UnknownMessage, MissingAccess, MissingPermissions } =
  RESTJSONErrorCodes;
const GONE = new Set<number | string>([UnknownChannel, UnknownGuild, UnknownMessage]);
const FORBIDDEN = new Set<number | string>([
  MissingAccess,
  MissingPermissions,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.CannotReplyWithoutPermissionToReadMessageHistory,
  RESTJSONErrorCodes.ThreadLocked,
]);
/** Connections that were never made: nothing can have happened. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** What an operator does about a token that Discord does not take. */
export const TOKEN_REFUSED =
  'DISCORD_TOKEN is refused: open https://discord.com/developers/applications, your application, Bot, Reset Token, and copy it anew.';

/** Whether the error is Discord's answer with this code. */
export function isApiError(cause: unknown, code: number): boolean {
  return cause instanceof DiscordAPIError && cause.code === code;
}

/**
 * What a failed call to Discord means. `post`: the call makes something, so that a lost answer leaves unknown
 * whether it did; other calls can simply be made again.
 */
export function asSurfaceError(cause: unknown, call: 'post' | 'repeatable'): SurfaceError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new SurfaceError(kindOf(cause, call), `Discord: ${message}`, { cause });
}

function kindOf(cause: unknown, call: 'post' | 'repeatable'): SurfaceFailure {
  if (cause instanceof DiscordAPIError) {
    if (GONE.has(cause.code)) return 'gone';
    if (FORBIDDEN.has(cause.code)) return 'forbidden';
    // Without a good token nothing happens, and an operator can set that right.
    return cause.status === 401 || cause.status === 429 ? 'transient' : 'refused';
  }
  if (call === 'repeatable') return 'transient';
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : undefined;
  if (typeof code === 'string' && NOT_SENT.has(code)) return 'transient';
  if (cause instanceof Error && cause.message.startsWith('Expected token to be set')) {
    return 'transient';
  }
  return 'unknown';
}
