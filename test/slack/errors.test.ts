import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import {
  adviceFor,
  asSurfaceError,
  codeOf,
  isFileNotReady,
  missingScope,
  retryAfterOf,
} from '../../src/bots/slack/errors.ts';
import { SurfaceError, ClosedError } from '../../src/core/ports/surface.ts';

const platform = (error: string, more: object = {}) =>
  new WebAPIPlatformError({ ok: false, error, ...more });
const network = (code: string) =>
  new WebAPIRequestError(
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }),
  );
const http = (status: number) => new WebAPIHTTPError(status, 'x', {}, '');
const TIMEOUT = new WebAPIRequestError(new DOMException('too late', 'TimeoutError'));

describe('what Slack answers', () => {
  it.each([
    ['not_in_channel', 'forbidden'],
    ['channel_not_found', 'forbidden'],
    ['is_archived', 'forbidden'],
    ['is_inactive', 'forbidden'],
    ['restricted_action', 'forbidden'],
    ['restricted_action_read_only_channel', 'forbidden'],
    ['restricted_action_thread_only_channel', 'forbidden'],
    ['restricted_action_non_threadable_channel', 'forbidden'],
    ['restricted_action_thread_locked', 'forbidden'],
    ['missing_scope', 'forbidden'],
    ['no_permission', 'forbidden'],
    ['access_denied', 'forbidden'],
    ['ekm_access_denied', 'forbidden'],
    ['org_login_required', 'forbidden'],
    ['team_access_not_granted', 'forbidden'],
    ['cant_delete_message', 'forbidden'],
    ['messages_tab_disabled', 'forbidden'],
    ['user_not_in_channel', 'forbidden'],
    ['user_disabled', 'forbidden'],
    ['file_share_limit_reached', 'forbidden'],
    ['max_file_sharing_exceeded', 'forbidden'],
    ['blocked_file_type', 'forbidden'],
    ['slack_connect_file_link_sharing_blocked', 'forbidden'],
    ['slack_connect_blocked_file_type', 'forbidden'],
    ['posting_to_channel_denied', 'forbidden'],
    ['enterprise_is_restricted', 'forbidden'],
    ['accesslimited', 'forbidden'],
    ['two_factor_setup_required', 'forbidden'],
    ['invalid_auth', 'forbidden'],
    ['not_authed', 'forbidden'],
    ['account_inactive', 'forbidden'],
    ['token_revoked', 'forbidden'],
    ['token_expired', 'forbidden'],
    ['not_allowed_token_type', 'forbidden'],
    ['message_not_found', 'gone'],
    ['thread_not_found', 'gone'],
    ['cannot_reply_to_message', 'gone'],
    ['file_not_found', 'gone'],
    ['file_deleted', 'gone'],
    ['file_is_deleted', 'gone'],
    ['cant_update_message', 'refused'],
    ['edit_window_closed', 'refused'],
    ['invalid_blocks', 'refused'],
    ['msg_too_long', 'refused'],
    ['no_text', 'refused'],
    ['metadata_too_large', 'refused'],
    ['invalid_arguments', 'refused'],
    ['a_code_of_next_year', 'refused'],
    ['ratelimited', 'transient'],
    ['rate_limited', 'transient'],
    ['message_limit_exceeded', 'transient'],
    ['request_timeout', 'transient'],
    ['team_added_to_org', 'transient'],
  ])('as %s is %s, of a post and of anything else', (code, kind) => {
    expect(asSurfaceError(platform(code), 'post').kind).toBe(kind);
    expect(asSurfaceError(platform(code), 'repeatable').kind).toBe(kind);
    expect(codeOf(platform(code))).toBe(code);
  });

  it.each([
    ['not_in_channel', 'uninvited'],
    ['channel_not_found', 'uninvited'],
    ['is_archived', 'archived'],
    ['restricted_action', 'restricted'],
    ['restricted_action_read_only_channel', 'restricted'],
    ['missing_scope', 'refused'],
    ['invalid_auth', 'refused'],
  ])('as %s closes the channel: %s', (code, why) => {
    const error = asSurfaceError(platform(code), 'post');
    expect(error).toBeInstanceOf(ClosedError);
    expect(error).toMatchObject({ kind: 'forbidden', why });
  });

  it.each([
    ['a 500', http(500), 'unknown'],
    ['a 502', http(502), 'unknown'],
    ['a 403 of a proxy', http(403), 'unknown'],
    ['internal_error', platform('internal_error'), 'unknown'],
    ['fatal_error', platform('fatal_error'), 'unknown'],
    ['service_unavailable', platform('service_unavailable'), 'unknown'],
    ['a page in place of JSON', platform('<html>oh no</html>'), 'unknown'],
    ['nothing in time', TIMEOUT, 'unknown'],
    ['a connection cut off', network('ECONNRESET'), 'unknown'],
    ['a connection closed', network('UND_ERR_SOCKET'), 'unknown'],
    ['something else', 'no error at all', 'unknown'],
    ['a connection refused', network('ECONNREFUSED'), 'transient'],
    ['a name not found', network('ENOTFOUND'), 'transient'],
    ['a 429', new WebAPIRateLimitedError(7), 'transient'],
  ])('%s: a post may have happened, or surely not; all else is repeated', (_, cause, kind) => {
    expect(asSurfaceError(cause, 'post').kind).toBe(kind);
    expect(asSurfaceError(cause, 'repeatable').kind).toBe('transient');
  });

  it.each([
    [new WebAPIRateLimitedError(7), 7_000],
    [platform('ratelimited', { response_metadata: { retryAfter: 9 } }), 9_000],
    [platform('rate_limited'), 30_000],
    [platform('message_limit_exceeded'), 30_000],
  ])('says when to come back (%#)', (cause, ms) => {
    expect(asSurfaceError(cause, 'post')).toMatchObject({ kind: 'transient', retryAfterMs: ms });
    expect(retryAfterOf(cause)).toBe(ms);
  });

  it('says nothing of when, for another failure', () => {
    expect(asSurfaceError(platform('is_archived'), 'post').retryAfterMs).toBeNull();
    expect(retryAfterOf(http(500))).toBeUndefined();
  });
});

describe('an error', () => {
  it('names the missing scope', () => {
    const cause = platform('missing_scope', { needed: 'chat:write', provided: 'commands' });
    expect(missingScope(cause)).toBe('chat:write');
    expect(asSurfaceError(cause, 'post').message).toContain('the app lacks chat:write');
    expect(missingScope(platform('missing_scope'))).toBe('unknown');
    expect(missingScope(platform('is_archived'))).toBeUndefined();
  });

  it('repeats Slack’s explanation of what we sent wrong', () => {
    const messages = ['[ERROR] must be less than 76 characters [json-pointer:/blocks/1]'];
    const cause = platform('invalid_blocks', { response_metadata: { messages } });
    expect(asSurfaceError(cause, 'post').message).toBe(`Slack: invalid_blocks: ${messages[0]}`);
  });

  it('of a token comes with advice to the operator', () => {
    expect(adviceFor('invalid_auth')).toContain('OAuth & Permissions');
    expect(adviceFor('token_revoked')).toContain('install the app anew');
    expect(adviceFor('is_archived')).toBeUndefined();
    expect(adviceFor(codeOf(http(500)))).toBeUndefined();
    expect(asSurfaceError(platform('token_expired'), 'post').message).toContain('token rotation');
  });

  it.each([
    ['not_in_channel', 'Invite me'],
    ['channel_not_found', 'Invite me'],
    ['is_archived', 'The channel of your pair is archived'],
    ['is_inactive', 'The channel of your pair is archived'],
    ['restricted_action_read_only_channel', 'only some people may post'],
    ['missing_scope', 'I lack the right “chat:write”'],
    ['token_revoked', 'Slack does not let me post in the channel of your pair (token_revoked)'],
    ['ekm_access_denied', '(ekm_access_denied)'],
    ['file_share_limit_reached', 'limit for shared files'],
    ['max_file_sharing_exceeded', 'limit for shared files'],
    ['slack_connect_file_link_sharing_blocked', '(slack_connect_file_link_sharing_blocked)'],
    ['thread_not_found', 'The thread of your pair takes no replies'],
    ['cannot_reply_to_message', 'The thread of your pair takes no replies'],
  ])('of a post (%s) has a sentence for the asker, in both languages', (code, words) => {
    const { advice } = asSurfaceError(platform(code, { needed: 'chat:write' }), 'post');
    expect(advice?.('en')).toContain(words);
    expect(advice?.('ko')).toMatch(/\p{Script=Hangul}/u);
  });

  it('that no person can mend has none', () => {
    for (const cause of [platform('invalid_blocks'), platform('message_not_found'), http(500)]) {
      expect(asSurfaceError(cause, 'post').advice).toBeNull();
    }
  });

  it('that is one of ours already stays the same', () => {
    const ours = new SurfaceError('later', 'not now');
    expect(asSurfaceError(ours, 'post')).toBe(ours);
  });

  it('tells a file that is not ready from other wrong blocks', () => {
    const said = (message: string) =>
      platform('invalid_blocks', { response_metadata: { messages: [message] } });
    expect(isFileNotReady(said('[ERROR] invalid slack file [json-pointer:/blocks/1]'))).toBe(true);
    expect(isFileNotReady(said('[ERROR] must be a string'))).toBe(false);
    expect(isFileNotReady(platform('is_archived'))).toBe(false);
  });
});
