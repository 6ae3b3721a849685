import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import { limitBy } from '../../src/providers/common/limit-of.ts';
import { failureOfFault } from '../../src/providers/runware/classify.ts';
import { LIMIT, quota, retry, said, thrown } from './gemini-said.ts';

const limited = (detail: string): Failure => ({ kind: 'rate_limited', detail });

describe('a rate limit in words', () => {
  it.each([
    'Rate limit reached for gpt-image-2 (for limit gpt-image) in organization org-x on images per min: Limit 5.',
    'Rate limit reached for `gpt-image-2` in organization org-x on tokens per min (TPM): Limit 1.',
    'Rate limit reached for gpt-image-2-2026-04-21 in organization org-x on images per min.',
    'You are over the limit of the model gpt-image-2.',
  ])('is the model’s that they name: %s', (detail) => {
    expect(limitBy(limited(detail), 'gpt-image-2')).toEqual({
      kind: 'rate_limited',
      detail,
      limitOf: 'model',
    });
  });

  it.each([
    'Rate limit reached for default-global-with-image-limits in organization org-x on requests per min.',
    'Rate limit exceeded for images per minute in organization org-x. Limit: 5/1min.',
    'Rate limit reached for gpt-image-2.6-flare in organization org-x on images per min.',
    'Rate limit reached for gpt-image-2-mini in organization org-x on images per min.',
    'Too many requests.',
    '',
  ])('is the vendor’s when they do not name it: %s', (detail) => {
    expect(limitBy(limited(detail), 'gpt-image-2')).toEqual({ kind: 'rate_limited', detail });
  });

  it('is not what another failure is about, whatever it names', () => {
    const failure: Failure = { kind: 'quota', detail: 'gpt-image-2 is not paid for' };
    expect(limitBy(failure, 'gpt-image-2')).toBe(failure);
  });

  it('names Runware’s models too', () => {
    const detail = 'Too many requests for bytedance:seedream@4.5.';
    expect(limitBy(limited(detail), 'bytedance:seedream@4.5').limitOf).toBe('model');
    expect(limitBy(limited(detail), 'bytedance:seedream@4').limitOf).toBeUndefined();
  });
});

describe('a used-up quota of Gemini', () => {
  const ofModel = (quotaId: string) => ({
    violations: [{ quotaId, quotaDimensions: { location: 'global', model: 'gemini-x' } }],
  });
  it.each<[string, object[], string, 'model' | undefined]>([
    ['per model', [quota('RequestsPerMinutePerProjectPerModel-FreeTier')], 'rate_limited', 'model'],
    ['per model, of tokens', [quota('InputTokensPerModelPerMinute')], 'rate_limited', 'model'],
    ['per base model', [quota('RequestsPerMinutePerProjectPerBaseModel')], 'rate_limited', 'model'],
    ['whose dimensions name a model', [ofModel('RequestsPerMinute')], 'rate_limited', 'model'],
    ['per model and day', [quota('RequestsPerDayPerProjectPerModel')], 'quota', 'model'],
    ['per project', [quota('RequestsPerMinutePerProject')], 'rate_limited', undefined],
    ['per project and day', [quota('RequestsPerDayPerProject')], 'quota', undefined],
    [
      'per model and another per project',
      [quota('RequestsPerMinutePerProjectPerModel'), quota('RequestsPerMinutePerProject')],
      'rate_limited',
      undefined,
    ],
    ['that is not named', [], 'rate_limited', undefined],
  ])('%s', (_which, details, kind, limitOf) => {
    const failure = thrown(429, said(429, 'RESOURCE_EXHAUSTED', LIMIT, [...details, retry('9s')]));
    expect([failure.kind, failure.limitOf]).toEqual([kind, limitOf]);
  });
});

describe('a limit at Runware', () => {
  it.each([
    ['rateLimitExceeded', undefined],
    ['serviceOverloaded', undefined],
    ['providerRateLimitExceeded', 'model'],
  ])('by its code: %s', (code, limitOf) => {
    const none = { parameter: null, taskUUID: null, responseContent: '', retryAfter: null };
    const hide = (text: string) => text;
    const around = { status: 429, retryAfterMs: null, hide };
    const failure = failureOfFault({ ...none, code, message: 'Too many requests.' }, around);
    expect([failure.kind, failure.limitOf]).toEqual(['rate_limited', limitOf]);
  });
});
