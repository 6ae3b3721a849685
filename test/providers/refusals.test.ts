import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import { failureOf, type VendorRefusal } from '../../src/providers/common/refusal.ts';

function kindOf(more: Partial<VendorRefusal>): Failure['kind'] {
  const nothing = { status: 400, isJson: true, message: '', code: '', parameter: null };
  return failureOf({ ...nothing, ...more }).kind;
}

describe('what any vendor may say', () => {
  it.each([
    'insufficient_quota',
    'insufficient quota',
    'Insufficient credits to run this',
    'insufficient credit',
    'Insufficient funds',
    'Check your billing details',
    'You reached your hard limit',
    'Your credit balance is too low',
    'Payment required',
    'You exceeded your current quota',
  ])('of an account that is used up, with any status for accounts: %s', (message) => {
    for (const status of [400, 402, 403, 429]) expect(kindOf({ status, message })).toBe('quota');
    expect(kindOf({ status: 500, message })).toBe('provider_error');
    expect(kindOf({ status: 401, message })).toBe('auth');
  });

  it.each([
    'moderation_blocked',
    'Our safety system says no',
    'content policy',
    'content_filter',
    'content-filter',
    'a policy violation',
    'a policy_violation',
    'prohibited content',
    'sensitive content',
    'sensitive words',
    'NSFW',
    'inappropriate',
    'Responsible AI',
    'unsafe',
  ])('of a prompt or an image that its safety system blocks: %s', (message) => {
    expect(kindOf({ status: 400, message })).toBe('safety_block');
    expect(kindOf({ status: 422, message, parameter: 'prompt' })).toBe('safety_block');
  });

  it.each([
    [401, 'auth'],
    [403, 'auth'],
    [404, 'provider_error'],
    [429, 'rate_limited'],
    [500, 'provider_error'],
  ])('of safety besides a refusal with status %i is no block', (status, kind) => {
    expect(kindOf({ status, message: 'see our safety best practices' })).toBe(kind);
  });

  it.each([
    'The model x does not exist',
    'model x not found',
    'models/x is not supported',
    'The model x has been deprecated',
    'The model x was shut down',
    'This model is shutdown',
    'That model was retired',
    'model_not_found',
  ])('of a model that is gone: %s', (message) => {
    expect(kindOf({ status: 404, message })).toBe('model_gone');
  });

  it.each([
    [408, 'provider_error'],
    [409, 'provider_error'],
    [425, 'provider_error'],
    [499, 'provider_error'],
    [500, 'provider_error'],
    [599, 'provider_error'],
    [405, 'invalid_request'],
    [410, 'invalid_request'],
    [413, 'invalid_request'],
    [400, 'invalid_request'],
  ])('with nothing but the status %i', (status, kind) => {
    expect(kindOf({ status })).toBe(kind);
  });
});

describe('a page that somebody on the way answers', () => {
  it.each([
    [400, 'provider_error'],
    [401, 'auth'],
    [402, 'provider_error'],
    [403, 'auth'],
    [404, 'provider_error'],
    [413, 'invalid_request'],
    [422, 'provider_error'],
    [429, 'rate_limited'],
    [200, 'provider_error'],
    [502, 'provider_error'],
  ])('with status %i says nothing of the prompt', (status, kind) => {
    expect(kindOf({ status, isJson: false, message: 'moderation insufficient_quota' })).toBe(kind);
  });
});

describe('a rate limit', () => {
  const waiting = (retryAfterMs: number | null) =>
    failureOf({ status: 429, isJson: true, message: 'x', code: '', parameter: null, retryAfterMs });

  it('says how long to wait, even if that is over, and nothing where nothing was said', () => {
    expect(waiting(0)).toEqual({ kind: 'rate_limited', detail: 'x', retryAfterMs: 0 });
    expect(waiting(null)).toEqual({ kind: 'rate_limited', detail: 'x' });
  });
});

describe('a block', () => {
  const blockOf = (more: Partial<VendorRefusal>) =>
    failureOf({ status: 400, isJson: true, message: 'unsafe', code: '', parameter: null, ...more });

  it('has categories only where some were named', () => {
    expect(blockOf({ categories: ['violence'] })).toEqual({
      kind: 'safety_block',
      detail: 'unsafe',
      stage: 'input',
      categories: ['violence'],
    });
    expect(blockOf({ categories: [] })).toEqual({
      kind: 'safety_block',
      detail: 'unsafe',
      stage: 'input',
    });
  });
});
