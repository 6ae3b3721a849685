import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/core/domain/failure.ts';
import { says, BY_USER, WRONG, type Said } from './openai-said.ts';

describe('what OpenAI says', () => {
  it.each<[string, number, Said, Failure['kind']]>([
    [
      'a moderation of an image model',
      400,
      {
        message:
          'Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID req_1. safety_violations=[violence].',
        type: BY_USER,
        code: 'moderation_blocked',
      },
      'safety_block',
    ],
    [
      'the same with an empty parameter',
      400,
      { message: 'Rejected.', type: BY_USER, param: '', code: 'moderation_blocked' },
      'safety_block',
    ],
    [
      'a policy violation of old',
      400,
      {
        message:
          'Your request was rejected as a result of our safety system. Your prompt may contain text that is not allowed by our safety system.',
        type: WRONG,
        code: 'content_policy_violation',
      },
      'safety_block',
    ],
    [
      'content filters without a code',
      400,
      { message: 'This request has been blocked by our content filters.', type: WRONG },
      'safety_block',
    ],
    [
      'a parameter whose name speaks of safety',
      400,
      {
        message: "Unknown parameter: 'safety_identifier'.",
        type: WRONG,
        param: 'safety_identifier',
        code: 'unknown_parameter',
      },
      'invalid_request',
    ],
    [
      'the same without a code',
      400,
      { message: "Invalid value for 'moderation'", type: WRONG, param: 'moderation' },
      'invalid_request',
    ],
    [
      'a prompt that is refused by name',
      400,
      { message: 'It was rejected by our safety system.', type: WRONG, param: 'prompt' },
      'safety_block',
    ],
    [
      'an address that is not its own',
      404,
      { message: 'Invalid URL (POST /images/generations)', type: WRONG },
      'provider_error',
    ],
    [
      'a model that is no more',
      404,
      { message: 'The model `dall-e-2` has been deprecated', type: WRONG },
      'model_gone',
    ],
    [
      'a size off the grid',
      400,
      {
        message: "Invalid size '1792x936'. Width and height must both be divisible by 16.",
        type: BY_USER,
        param: 'size',
        code: 'invalid_value',
      },
      'invalid_request',
    ],
    [
      'a file of a wrong type',
      400,
      {
        message:
          "Invalid file 'image[0]': unsupported mimetype ('application/octet-stream'). Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.",
        type: WRONG,
        param: 'image[0]',
        code: 'unsupported_file_mimetype',
      },
      'invalid_request',
    ],
    [
      'a file that is broken',
      400,
      {
        message: 'Invalid image file or mode for image 1, please check your image file.',
        type: BY_USER,
        code: 'invalid_image_file',
      },
      'invalid_request',
    ],
    [
      'a model that never was',
      404,
      {
        message: 'The model `gpt-image-9` does not exist or you do not have access to it.',
        type: WRONG,
        code: 'model_not_found',
      },
      'model_gone',
    ],
    [
      'a model that an image endpoint does not know',
      400,
      { message: "The model 'gpt-image-2' does not exist.", type: BY_USER, code: 'invalid_value' },
      'model_gone',
    ],
    [
      'a model among others that would do',
      400,
      {
        message: "Invalid value: 'dall-e-3'. Supported values are: 'gpt-image-1.5', 'gpt-image-2'.",
        type: WRONG,
        param: 'model',
        code: 'invalid_value',
      },
      'model_gone',
    ],
    [
      'a model that was shut down',
      400,
      {
        message:
          'The model `dall-e-3` has been deprecated, learn more here: https://platform.openai.com/docs/deprecations',
        type: WRONG,
      },
      'model_gone',
    ],
    [
      'a model that the project may not use',
      403,
      {
        message: 'Project `proj_x` does not have access to model `gpt-image-2`',
        type: WRONG,
        code: 'model_not_found',
      },
      'model_gone',
    ],
    [
      'an organisation that is not verified',
      403,
      {
        message:
          'Your organization must be verified to use the model `gpt-image-2`. Please go to: https://platform.openai.com/settings/organization/general and click on Verify Organization.',
        type: WRONG,
      },
      'auth',
    ],
    [
      'a country',
      403,
      {
        message: 'Country, region, or territory not supported',
        type: 'request_forbidden',
        code: 'unsupported_country_region_territory',
      },
      'auth',
    ],
    [
      'a key without the right',
      401,
      {
        message:
          'You have insufficient permissions for this operation. Missing scopes: model.request.',
        type: WRONG,
      },
      'auth',
    ],
    [
      'a spent quota',
      429,
      {
        message: 'You exceeded your current quota, please check your plan and billing details.',
        type: 'insufficient_quota',
        code: 'insufficient_quota',
      },
      'quota',
    ],
    [
      'a billing limit',
      400,
      {
        message: 'Billing hard limit has been reached',
        type: BY_USER,
        code: 'billing_hard_limit_reached',
      },
      'quota',
    ],
    ['credits that are spent', 429, { code: 'credit_balance_exhausted' }, 'quota'],
    ['a project’s limit', 429, { code: 'project_spend_limit_exceeded' }, 'quota'],
    ['an organisation’s limit', 429, { code: 'organization_usage_limit_exceeded' }, 'quota'],
    ['a limit of no known code', 429, { type: 'insufficient_quota', code: 'new_code' }, 'quota'],
    [
      'an account that is closed',
      429,
      {
        message: 'Your account is not active, please check your billing details on our website.',
        type: 'billing_not_active',
        code: 'billing_not_active',
      },
      'quota',
    ],
    [
      'a rate limit with an advice about billing',
      429,
      {
        message:
          'Rate limit reached for images per minute. Please try again in 20s. Please add a payment method to your account to increase your rate limit. Visit https://platform.openai.com/account/billing to add a payment method.',
        type: 'requests',
        code: 'rate_limit_exceeded',
      },
      'rate_limited',
    ],
    ['a load that is too high', 503, { code: 'server_is_overloaded' }, 'provider_error'],
    ['a timeout of theirs', 408, { message: 'Request timeout' }, 'provider_error'],
    ['a body that is too large', 413, { type: 'server_error' }, 'invalid_request'],
    ['a 422 that names a parameter', 422, { param: 'size' }, 'invalid_request'],
    ['a bare 422', 422, {}, 'safety_block'],
  ])('%s (%i)', async (_name, status, error, kind) => {
    expect((await says(status, error)).kind).toBe(kind);
  });
});

describe('a moderation', () => {
  const moderated = (more: Said) =>
    says(400, { code: 'moderation_blocked', type: BY_USER, ...more });

  it('names stage and categories by its details', async () => {
    const moderation_details = { moderation_stage: 'output', categories: ['violence', 'hate'] };
    expect(await moderated({ message: 'Rejected.', moderation_details })).toEqual({
      kind: 'safety_block',
      detail: 'Rejected.',
      stage: 'output',
      categories: ['violence', 'hate'],
    });
  });

  it('names them by its words where it has no details', async () => {
    const message = 'The generated image was rejected. safety_violations=[sexual, violence].';
    expect(await moderated({ message })).toMatchObject({
      stage: 'output',
      categories: ['sexual', 'violence'],
    });
  });

  it.each([
    [undefined],
    [null],
    ['input'],
    [{ moderation_stage: 'unknown' }],
    [{ moderation_stage: 'unknown', categories: 'none' }],
  ])('of an unknown stage is of the input: %j', async (moderation_details) => {
    expect(await moderated({ message: 'Rejected.', moderation_details })).toEqual({
      kind: 'safety_block',
      detail: 'Rejected.',
      stage: 'input',
    });
  });
});
