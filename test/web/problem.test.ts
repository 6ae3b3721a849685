import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { describe, expect, it } from 'vitest';
import { problemOf } from '../../src/bots/web/problem.ts';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { SilentLog } from '../fakes/silent-log.ts';

/** What is answered when a request throws, and what is logged then. */
async function answerTo(error: Error, headers: Record<string, string> = {}) {
  const log = new SilentLog();
  const app = new Hono().get('/at', () => {
    throw error;
  });
  app.onError((thrown, context) => problemOf(thrown, context, log));
  const response = await app.request('/at', { headers });
  const body: unknown = await response.json();
  return {
    status: response.status,
    headers: response.headers,
    body,
    errors: log.errors,
    causes: log.causes,
  };
}

describe('an error over HTTP', () => {
  it.each([
    [400, 'Bad request', new UserError('button_unknown')],
    [401, 'Sign in first', new UserError('token_needed')],
    [403, 'Not allowed', new UserError('not_admin')],
    [404, 'Not found', new UserError('gone')],
    [409, 'Not now', new UserError('already_running')],
    [410, 'Gone', new UserError('image_deleted')],
    [413, 'Too large', new UserError('body_too_large', '1 MB')],
    [415, 'Wrong type', new UserError('reference_type', 'x')],
    [422, 'Not accepted', new UserError('rating_invalid')],
    [429, 'Too much', new UserError('count_over_room', 2, 1)],
    [503, 'Not available', new UserError('not_ready')],
    [507, 'Storage full', new UserError('storage_full')],
  ] as const)('with status %i has the title “%s”', async (status, title, error) => {
    const { status: answered, body } = await answerTo(error);
    expect([answered, body]).toMatchObject([status, { status, title }]);
  });

  it('that is a refusal is told whole, kept by nobody on the way, and not logged', async () => {
    const { body, headers, errors } = await answerTo(new UserError('gone'));
    expect(body).toEqual({
      type: 'about:blank',
      status: 404,
      title: 'Not found',
      detail: 'This pair is not here any more.',
      code: 'gone',
    });
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('connection')).toBeNull();
    expect(errors).toEqual([]);
  });

  it('is in the language that was asked for', async () => {
    const { body } = await answerTo(new UserError('gone'), { 'accept-language': 'ko' });
    expect(body).toMatchObject({ detail: say(new UserError('gone'), 'ko') });
    expect(say(new UserError('gone'), 'ko')).toMatch(/\p{Script=Hangul}/u);
  });

  it('of a body that is too large ends the connection, because its rest is never read', async () => {
    const { headers } = await answerTo(new UserError('body_too_large', '1 MB'));
    expect(headers.get('connection')).toBe('close');
  });

  it.each<[string, Error, object]>([
    ['a name that is no key', new BlobError('key', 'x'), { status: 404, code: 'gone' }],
    [
      'what the framework refuses',
      new HTTPException(400, { message: 'Malformed JSON' }),
      { status: 400, code: 'body_not_json' },
    ],
  ])('of %s is the caller’s, and not logged', async (_what, error, told) => {
    const { body, errors } = await answerTo(error);
    expect(body).toMatchObject(told);
    expect(errors).toEqual([]);
  });

  const coded = (code: string) => Object.assign(new Error('the password is sesame'), { code });

  it.each<[string, number, string, Error]>([
    ['a full disk', 507, 'storage_full', new BlobError('storage', 'x', { cause: coded('ENOSPC') })],
    [
      'a used-up quota',
      507,
      'storage_full',
      new BlobError('storage', 'x', { cause: coded('EDQUOT') }),
    ],
    ['a full database', 507, 'storage_full', coded('SQLITE_FULL')],
    ['a held lock', 503, 'storage_busy', coded('SQLITE_BUSY')],
    ['a damaged page', 503, 'storage_damaged', coded('SQLITE_CORRUPT')],
    ['a broken device', 503, 'storage_failed', coded('SQLITE_IOERR_WRITE')],
    [
      'too many open files',
      503,
      'storage_failed',
      new BlobError('storage', 'x', { cause: coded('EMFILE') }),
    ],
  ])('of %s is told as what it is, and its cause is logged', async (_what, status, code, error) => {
    const answered = await answerTo(error);
    expect([answered.status, answered.body]).toMatchObject([status, { status, code }]);
    expect(JSON.stringify(answered.body)).not.toContain('sesame');
    expect(answered.errors).toEqual(['storage failed a request']);
    expect(answered.causes).toEqual([error]);
  });

  it.each<[string, Error]>([
    ['a fault of ours', new Error('the password is sesame')],
    ['a store that fails', new BlobError('storage', 'the password is sesame')],
    ['the framework’s own', new HTTPException(500, { message: 'the password is sesame' })],
  ])('of %s is logged once and shown without its inside', async (_what, error) => {
    const { status, body, errors } = await answerTo(error);
    expect(status).toBe(500);
    expect(body).toEqual({
      type: 'about:blank',
      status: 500,
      title: 'Our fault',
      detail: 'Something went wrong here, and it is logged. Please try again.',
      code: 'internal',
    });
    expect(errors).toEqual(['a request failed']);
  });
});
