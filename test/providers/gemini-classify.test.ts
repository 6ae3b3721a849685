import { ApiError } from '@google/genai';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import { failureOfThrown } from '../../src/providers/gemini/classify.ts';
import { readError } from '../../src/providers/gemini/error-body.ts';
import { SECRET, info, quota, retry, field, LIMIT, thrown, said, packed } from './gemini-said.ts';

describe('an error of Gemini', () => {
  it.each<[string, number, unknown, Failure['kind']]>([
    [
      'a wrong request',
      400,
      said(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
      'invalid_request',
    ],
    [
      'a field called safety',
      400,
      said(400, 'INVALID_ARGUMENT', 'Unknown name "safety"', [field('safety')]),
      'invalid_request',
    ],
    [
      'a setting called safety, in words alone',
      400,
      said(400, 'INVALID_ARGUMENT', 'Invalid value at safety_settings[0].category (type)'),
      'invalid_request',
    ],
    ['a call that was let go', 499, said(499, 'CANCELLED', 'It was cancelled.'), 'provider_error'],
    [
      'a path that nobody serves',
      404,
      said(404, 'NOT_FOUND', 'Requested entity was not found.'),
      'provider_error',
    ],
    [
      'a block in a gateway’s words',
      400,
      said(400, 'INVALID_ARGUMENT', 'Blocked by our safety system.'),
      'safety_block',
    ],
    [
      'a wrong key',
      400,
      said(400, 'INVALID_ARGUMENT', 'API key not valid.', [info('API_KEY_INVALID')]),
      'auth',
    ],
    [
      'a country',
      400,
      said(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
      'auth',
    ],
    [
      'a country without a free tier',
      400,
      said(
        400,
        'FAILED_PRECONDITION',
        'Free tier is not available in your country. Please enable billing.',
      ),
      'quota',
    ],
    [
      'half a character',
      400,
      said(400, 'FAILED_PRECONDITION', 'The input data is not valid json.'),
      'invalid_request',
    ],
    [
      'no key',
      401,
      said(401, 'UNAUTHENTICATED', 'Request is missing required authentication credential.'),
      'auth',
    ],
    [
      'a leaked key',
      403,
      said(403, 'PERMISSION_DENIED', 'Your API key was reported as leaked.'),
      'auth',
    ],
    [
      'a service that is off',
      403,
      said(
        403,
        'PERMISSION_DENIED',
        'Gemini API has not been used in project 1 before or it is disabled.',
        [info('SERVICE_DISABLED')],
      ),
      'auth',
    ],
    [
      'a project that does not pay',
      403,
      said(403, 'PERMISSION_DENIED', 'This API method requires billing to be enabled.', [
        info('BILLING_DISABLED'),
      ]),
      'quota',
    ],
    [
      'a model that is gone',
      404,
      said(404, 'NOT_FOUND', 'models/x is not found for API version v1beta'),
      'model_gone',
    ],
    [
      'an empty purse',
      429,
      said(429, 'RESOURCE_EXHAUSTED', 'Your prepayment credits are depleted.'),
      'quota',
    ],
    ['an empty purse of old', 429, said(429, 'X', 'Your credits are depleted.'), 'quota'],
    ['a purse to be filled before', 429, said(429, 'X', 'Add prepayment to go on.'), 'quota'],
    ['a spend cap', 429, said(429, 'X', 'The project is over its spend cap.'), 'quota'],
    ['a spending limit', 429, said(429, 'X', 'It is over the spending limit.'), 'quota'],
    [
      'a model that is gone, named as a field',
      404,
      said(404, 'NOT_FOUND', 'models/x is not found', [field('model')]),
      'model_gone',
    ],
    [
      'a page about limits with status 429',
      429,
      packed(429, 'Too Many Requests', 'limit: 0'),
      'rate_limited',
    ],
    [
      'the limit of the minute',
      429,
      said(429, 'RESOURCE_EXHAUSTED', LIMIT, [quota('RequestsPerMinutePerProject')]),
      'rate_limited',
    ],
    [
      'the limit of the day',
      429,
      said(429, 'RESOURCE_EXHAUSTED', LIMIT, [quota('RequestsPerDayPerProject'), retry('38s')]),
      'quota',
    ],
    [
      'a limit of nothing',
      429,
      said(429, 'RESOURCE_EXHAUSTED', `${LIMIT.slice(0, -2)}0`, [retry('38s')]),
      'quota',
    ],
    ['a limit without a word', 429, said(429, 'RESOURCE_EXHAUSTED', ''), 'rate_limited'],
    ['an overload', 503, said(503, 'UNAVAILABLE', 'The model is overloaded.'), 'provider_error'],
    [
      'a deadline of theirs',
      504,
      said(504, 'DEADLINE_EXCEEDED', 'Deadline expired.'),
      'provider_error',
    ],
    ['a list of one error', 404, [said(404, 'NOT_FOUND', 'models/x is not found')], 'model_gone'],
    [
      'JSON that is declared as text',
      404,
      packed(404, 'Not Found', JSON.stringify(said(404, 'NOT_FOUND', 'models/x is not found'))),
      'model_gone',
    ],
    ['JSON of another shape', 403, { message: 'Forbidden' }, 'auth'],
    ['a page with status 404', 404, packed(404, 'Not Found', '<!DOCTYPE html>…'), 'provider_error'],
    ['a page without HTTP’s words', 400, packed(400, '', '<html>'), 'provider_error'],
    ['a page with status 429', 429, packed(429, 'Too Many Requests', 'slow down'), 'rate_limited'],
    ['nothing with status 502', 502, packed(502, 'Bad Gateway', ''), 'provider_error'],
  ])('%s', (_name, status, body, kind) => {
    const failure = thrown(status, body);
    expect(failure.kind).toBe(kind);
    expect(failure.detail).not.toBe('');
  });

  it.each([
    [said(429, 'RESOURCE_EXHAUSTED', LIMIT, [retry('37s')]), 37_000],
    [said(429, 'RESOURCE_EXHAUSTED', LIMIT, [retry('0.25s')]), 250],
    [said(429, 'RESOURCE_EXHAUSTED', LIMIT, [quota('PerMinute'), retry('9s')]), 9_000],
    [said(429, 'RESOURCE_EXHAUSTED', LIMIT, [retry('90000s')]), 86_400_000],
    [said(429, 'RESOURCE_EXHAUSTED', `${LIMIT}\nPlease retry in 12.5s.`), 12_500],
    [said(429, 'RESOURCE_EXHAUSTED', LIMIT, [retry('1.0004999s')]), 1_000],
    [said(429, 'RESOURCE_EXHAUSTED', LIMIT, [retry('1.2.3s')]), undefined],
    [said(429, 'RESOURCE_EXHAUSTED', LIMIT, [retry('soon')]), undefined],
  ])('says how long to wait %#', (body, retryAfterMs) => {
    expect(thrown(429, body).retryAfterMs).toBe(retryAfterMs);
  });

  it('loses our key, whatever its form', () => {
    const words = `Consumer 'api_key:${SECRET}' has been suspended.`;
    expect(thrown(403, said(403, 'PERMISSION_DENIED', words)).detail).toBe(
      "Consumer 'api_key:[key]' has been suspended.",
    );
  });

  it('is read as far as it can be read', () => {
    const error = { status: 400, message: 'a text that is no JSON' };
    expect(readError(new ApiError(error))).toMatchObject({ message: '', code: '', field: null });
    const details = ['x', null, { reason: 1, violations: 'none' }];
    const odd = { error: { code: 400, message: 7, status: 'INVALID_ARGUMENT', details } };
    const message = JSON.stringify(odd);
    expect(readError(new ApiError({ status: 400, message }))).toMatchObject({
      isJson: true,
      message: '',
      code: 'INVALID_ARGUMENT',
    });
  });
});

describe('what breaks on the way to Gemini', () => {
  const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  it.each<[string, unknown, Partial<Failure>]>([
    [
      'nobody there',
      new TypeError('fetch failed', { cause: refused }),
      { kind: 'network', detail: 'fetch failed (ECONNREFUSED)' },
    ],
    ['a body that was cut', new TypeError('terminated'), { kind: 'network', detail: 'terminated' }],
    [
      'a call that something else let go',
      new DOMException('This operation was aborted', 'AbortError'),
      { kind: 'network' },
    ],
    ['a page instead of JSON', new SyntaxError('Unexpected token <'), { kind: 'provider_error' }],
    [
      'JSON that is no object',
      new TypeError('Cannot set properties of null'),
      { kind: 'provider_error' },
    ],
    [
      'a parameter the SDK refuses',
      new Error('labels parameter is not supported'),
      { kind: 'invalid_request' },
    ],
    ['what is no error at all', 'oops', { kind: 'invalid_request', detail: 'oops' }],
  ])('%s', (_name, cause, failure) => {
    expect(failureOfThrown(cause, SECRET)).toMatchObject(failure);
  });
});
