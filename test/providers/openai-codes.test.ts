import { describe, expect, it } from 'vitest';
import { failureBy, says } from './openai-said.ts';

describe('a code of OpenAI', () => {
  it.each([
    ['unknown_parameter', 400, 'invalid_request'],
    ['invalid_type', 400, 'invalid_request'],
    ['invalid_value', 400, 'invalid_request'],
    ['missing_required_parameter', 400, 'invalid_request'],
    ['model_not_found', 400, 'model_gone'],
    ['model_not_found', 403, 'model_gone'],
    ['model_not_found', 404, 'model_gone'],
    ['insufficient_quota', 429, 'quota'],
    ['credit_balance_exhausted', 429, 'quota'],
    ['project_spend_limit_exceeded', 429, 'quota'],
    ['organization_usage_limit_exceeded', 403, 'quota'],
    ['rate_limit_exceeded', 429, 'rate_limited'],
  ])('%s in a %i means %s, whatever its words sound like', async (code, status, kind) => {
    const message = 'See our safety system and your billing.';
    expect(await says(status, { code, message })).toMatchObject({ kind });
  });

  it.each([
    ['invalid_value', 500, 'provider_error'],
    ['invalid_value', 429, 'rate_limited'],
    ['insufficient_quota', 503, 'provider_error'],
    ['model_not_found', 500, 'provider_error'],
    ['rate_limit_exceeded', 503, 'provider_error'],
  ])('%s in a %i says no more than the status', async (code, status, kind) => {
    expect(await says(status, { code, message: 'It failed.' })).toMatchObject({ kind });
  });

  it('of a spent account may be its type alone', async () => {
    const type = 'credit_balance_exhausted';
    expect(await says(429, { type, message: 'Slow down.' })).toMatchObject({ kind: 'quota' });
  });

  it.each([
    ['The model x does not exist', 'model_gone'],
    ['The model x has been deprecated', 'model_gone'],
    ['The model x was shut down', 'model_gone'],
    ['That model is retired', 'model_gone'],
    ['Use another model', 'invalid_request'],
  ])('is not needed where the words tell of the model: %s', async (message, kind) => {
    expect(await says(400, { message })).toMatchObject({ kind });
  });
});

describe('a page in front of OpenAI', () => {
  it('is not read, whatever stands on it', async () => {
    const body = '<html>The model x does not exist; insufficient_quota</html>';
    const headers = { 'content-type': 'text/html' };
    expect(await failureBy(new Response(body, { status: 400, headers }))).toEqual({
      kind: 'provider_error',
      detail: 'answered 400 with something that is not JSON',
    });
  });
});

describe('a block of OpenAI', () => {
  const code = 'moderation_blocked';

  it.each<[string, object, object]>([
    [
      'its details',
      {
        message: 'No. safety_violations=[other]',
        moderation_details: { moderation_stage: 'output', categories: ['violence', 'self-harm'] },
      },
      { stage: 'output', categories: ['violence', 'self-harm'] },
    ],
    [
      'its words where the details name none',
      {
        message: 'The generated image was blocked. safety_violations=[ "sexual", \'violence\' ].',
        moderation_details: { moderation_stage: 'somewhere', categories: [] },
      },
      { stage: 'output', categories: ['sexual', 'violence'] },
    ],
    ['an empty list as none', { message: 'No. safety_violations=[]' }, { stage: 'input' }],
  ])('is read by %s', async (_what, error, told) => {
    const failure = await says(400, { code, ...error });
    expect(failure).toMatchObject({ kind: 'safety_block', ...told });
    expect('categories' in failure).toBe('categories' in told);
  });
});
