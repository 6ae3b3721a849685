import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import { classify } from '../../src/providers/openai/classify.ts';
import { NOW } from '../values.ts';
import { KEY, failureBy } from './openai-said.ts';

describe('what is not in the service’s shape', () => {
  const raw = (body: string, status: number, type = 'application/json') =>
    failureBy(new Response(body, { status, headers: { 'content-type': type } }));

  it.each<[string, string, number, string, Failure]>([
    [
      'a page instead of an error',
      '<html>Bad gateway</html>',
      400,
      'text/html',
      { kind: 'provider_error', detail: 'answered 400 with something that is not JSON' },
    ],
    [
      'a page that keeps us out',
      '<html>Blocked</html>',
      403,
      'text/html',
      { kind: 'auth', detail: 'answered 403 with something that is not JSON' },
    ],
    [
      'nothing at all',
      '',
      500,
      'text/plain',
      { kind: 'provider_error', detail: 'answered 500 with something that is not JSON' },
    ],
    [
      'an error that is only a sentence',
      '{"error":"no such route"}',
      400,
      'application/json',
      { kind: 'invalid_request', detail: 'no such route' },
    ],
    [
      'an error without its envelope',
      '{"message":"Too many","code":429}',
      429,
      'application/json',
      { kind: 'rate_limited', detail: 'Too many' },
    ],
    [
      'an error with other types in it',
      '{"error":{"message":{"a":1},"code":7,"param":[]}}',
      400,
      'application/json',
      { kind: 'invalid_request', detail: 'answered 400 without a word' },
    ],
    [
      'a list',
      '[{"message":"wrong"}]',
      400,
      'application/json',
      { kind: 'invalid_request', detail: 'answered 400 without a word' },
    ],
    [
      'an image’s answer that is no JSON',
      '{"data":[{"b64',
      200,
      'application/json',
      { kind: 'provider_error', detail: 'answered with something that is not JSON' },
    ],
  ])('%s', async (_name, body, status, type, failure) => {
    expect(await raw(body, status, type)).toEqual(failure);
  });
});

describe('what comes of the connection', () => {
  const caused = (code: string) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });

  it.each<[string, Error, Failure]>([
    [
      'nobody listens',
      caused('ECONNREFUSED'),
      { kind: 'network', detail: 'the connection failed (ECONNREFUSED)' },
    ],
    [
      'no name',
      caused('ENOTFOUND'),
      { kind: 'network', detail: 'the connection failed (ENOTFOUND)' },
    ],
    [
      'no way there in time',
      Object.assign(new Error('Connect Timeout Error'), { code: 'UND_ERR_CONNECT_TIMEOUT' }),
      { kind: 'network', detail: 'the connection failed (UND_ERR_CONNECT_TIMEOUT)' },
    ],
    [
      'no way there at all',
      Object.assign(new Error('connect ETIMEDOUT'), { code: 'ETIMEDOUT' }),
      { kind: 'network', detail: 'the connection failed (ETIMEDOUT)' },
    ],
    [
      'no headers in time',
      Object.assign(new Error('Headers Timeout Error'), { code: 'UND_ERR_HEADERS_TIMEOUT' }),
      { kind: 'timeout', detail: 'no answer came in time' },
    ],
  ])('%s', async (_name, error, failure) => {
    expect(await failureBy(error)).toEqual(failure);
  });

  it('a fault of the program is not taken for one', () => {
    const thrown = Object.assign(new TypeError('not a function'), { code: 'ERR_INVALID_ARG_TYPE' });
    expect(classify(thrown, { key: KEY, now: NOW })).toEqual({
      kind: 'provider_error',
      detail: 'not a function',
    });
  });

  it('a key that no header can hold is not shown', () => {
    const thrown = new TypeError(`Headers.append: "Bearer ${KEY}한" is an invalid header value.`);
    const { kind, detail } = classify(thrown, { key: `${KEY}한`, now: NOW });
    expect({ kind, detail }).toEqual({
      kind: 'provider_error',
      detail: 'Headers.append: "Bearer [key]" is an invalid header value.',
    });
  });
});
