import type { SurfaceFailure } from '../../core/ports/surface.ts';

/** What a code of Slack means for a message. `maybe`: it may have happened, so that only a repeatable call is repeated. */
export interface CodeMeaning {
  readonly kind: Extract<SurfaceFailure, 'transient' | 'gone' | 'forbidden' | 'refused'> | 'maybe';
  /** For operators, after the code. */
  readonly words: string;
}

/** The app is not in the channel, or does not see it: both mean that somebody has to invite it. */
export const UNINVITED: ReadonlySet<string> = new Set(['not_in_channel', 'channel_not_found']);

export const ARCHIVED_CODES: ReadonlySet<string> = new Set(['is_archived', 'is_inactive']);

/** Slack refuses the bot's token, whatever is called; and what an operator can do. */
export const TOKEN_CODES: ReadonlyMap<string, string> = new Map([
  [
    'invalid_auth',
    'SLACK_BOT_TOKEN is refused: open https://api.slack.com/apps, your app, OAuth & Permissions, and copy the Bot User OAuth Token anew.',
  ],
  [
    'not_authed',
    'SLACK_BOT_TOKEN is empty: open https://api.slack.com/apps, your app, OAuth & Permissions, and copy the Bot User OAuth Token.',
  ],
  [
    'not_allowed_token_type',
    'SLACK_BOT_TOKEN is a token of another kind: it must be the Bot User OAuth Token, which begins with xoxb-.',
  ],
  [
    'account_inactive',
    'The app was removed from the workspace, or its workspace was deleted: install it anew (Install App in its settings), and copy the new token into SLACK_BOT_TOKEN.',
  ],
  [
    'token_revoked',
    'SLACK_BOT_TOKEN was revoked: install the app anew (Install App in its settings), and copy the new token into SLACK_BOT_TOKEN.',
  ],
  [
    'token_expired',
    'SLACK_BOT_TOKEN has expired: turn token rotation off in the app’s settings, install it anew, and copy the new token into SLACK_BOT_TOKEN.',
  ],
]);

const forbidden = (words: string): CodeMeaning => ({ kind: 'forbidden', words });
const gone = (words: string): CodeMeaning => ({ kind: 'gone', words });
const transient = (words: string): CodeMeaning => ({ kind: 'transient', words });
const maybe = (words: string): CodeMeaning => ({ kind: 'maybe', words });
const RESTRICTED = forbidden(
  'the channel lets only some people post: an admin can let the app post too',
);
const ARCHIVED = forbidden('the channel is archived');
const SHARED_OUT = forbidden(
  'a limit of the workspace for shared files is reached: an admin can make room',
);
const FILES_BARRED = forbidden('the workspace’s admins do not let such files be shared there');
const LIMITED = transient('Slack takes no more calls for now');

/** Slack shares no more of our files, so that the messages of images alone are refused. */
export const SHARE_LIMIT_CODES: ReadonlySet<string> = new Set([
  'file_share_limit_reached',
  'max_file_sharing_exceeded',
]);

/** There is no thread, or none can be: nobody can change that, but the request can be made elsewhere. */
export const THREADLESS_CODES: ReadonlySet<string> = new Set([
  'thread_not_found',
  'cannot_reply_to_message',
]);

/** Codes of Slack's method pages. A code that is not here is a fault of ours. */
const CODES: ReadonlyMap<string, CodeMeaning> = new Map([
  ['message_not_found', gone('the message was deleted')],
  ['thread_not_found', gone('the thread was deleted')],
  ['cannot_reply_to_message', gone('the message takes no replies')],
  ['file_not_found', gone('the file is not there, or the app may not see it')],
  ['file_deleted', gone('the file was deleted')],
  ['file_is_deleted', gone('the file was deleted')],
  ['is_archived', ARCHIVED],
  ['is_inactive', ARCHIVED],
  ['not_in_channel', forbidden('the app is not in the channel: invite it')],
  ['channel_not_found', forbidden('the app is not in the channel: invite it')],
  ['no_permission', forbidden('the app may not do that in this workspace')],
  ['access_denied', forbidden('the app may not do that in this workspace')],
  ['ekm_access_denied', forbidden('the organization’s admins have stopped access for now')],
  ['org_login_required', forbidden('the workspace is being moved to an organization')],
  ['team_access_not_granted', forbidden('the app was not given access to this workspace')],
  ['user_is_restricted', forbidden('guests may not do that')],
  ['cant_delete_message', forbidden('the app may not delete the message')],
  ['cant_delete_file', forbidden('the app may not delete the file')],
  ['compliance_exports_prevent_deletion', forbidden('the workspace keeps every message')],
  ['file_share_limit_reached', SHARED_OUT],
  ['max_file_sharing_exceeded', SHARED_OUT],
  ['blocked_file_type', FILES_BARRED],
  ['posting_to_channel_denied', forbidden('the app may not post in the channel')],
  ['enterprise_is_restricted', forbidden('the organization does not let apps do that')],
  ['accesslimited', forbidden('the workspace takes no calls from this network')],
  ['two_factor_setup_required', forbidden('the workspace wants two factors to sign in')],
  ['messages_tab_disabled', forbidden('the app’s Messages tab is off: turn it on in its settings')],
  ['cannot_dm_bot', forbidden('a bot takes no direct messages')],
  ['user_not_found', forbidden('there is no such person')],
  ['user_not_visible', forbidden('the app may not see the person')],
  ['user_disabled', forbidden('the person’s account was deactivated')],
  ['users_not_found', forbidden('there is no such person')],
  ['user_not_in_channel', forbidden('the person is not in the channel')],
  ['ratelimited', LIMITED],
  ['rate_limited', LIMITED],
  ['message_limit_exceeded', transient('the workspace sends too many messages for now')],
  ['request_timeout', transient('the request did not arrive whole')],
  ['team_added_to_org', transient('the workspace is being moved to an organization')],
  ['external_channel_migrating', transient('the channel is being moved')],
  // Slack says of these that a part may have happened.
  ['internal_error', maybe('Slack broke')],
  ['fatal_error', maybe('Slack broke')],
  ['service_unavailable', maybe('Slack is not available')],
  ['file_update_failed', maybe('Slack could not finish the file')],
]);

/** What the code means; undefined for a fault of ours. */
export function meaningOf(code: string): CodeMeaning | undefined {
  if (code.startsWith('restricted_action')) return RESTRICTED;
  if (code.startsWith('slack_connect_')) return FILES_BARRED;
  return CODES.get(code);
}
