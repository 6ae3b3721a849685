import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { RunwareImages } from '../../src/providers/runware/runware-images.ts';
import { type VendorReply, VendorServer } from '../fakes/vendor/server.ts';
import { aDraft, NOW } from '../values.ts';

const KEY = 'the-key-of-the-tests';
const PICTURE = '77da2d99-a6d3-44d9-b8c0-ae9fb06b6200';
const aSpec: Spec = {
  ...aDraft(),
  references: [],
  price: { image: null, tokens: null },
  outputKey: 'library/web/2026-11/g1.png',
};

describe('an answer of Runware', () => {
  /** Answers everything with one body; `TASK` in it becomes the name of the task that was sent. */
  const answering = async (reply: Omit<VendorReply, 'body'> & { body: object | string }) => {
    const server = new VendorServer(({ body }) => {
      const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
      const [task] = /[\da-f-]{36}/.exec(body.toString()) ?? [''];
      return { ...reply, body: text.replaceAll('TASK', task) };
    });
    const baseUrl = await server.listen();
    const provider = new RunwareImages({ apiKey: KEY, baseUrl }, { now: () => NOW });
    try {
      return await provider.render(aSpec, [], new AbortController().signal);
    } catch (cause) {
      if (cause instanceof ProviderError) return cause.failure;
      throw cause;
    } finally {
      await server.close();
    }
  };
  const image = { taskUUID: 'TASK', imageUUID: PICTURE, imageBase64Data: 'aGk=', cost: 0.01 };
  const drawn = { bytes: Buffer.from('hi'), costUsd: 0.01, tokens: null };
  const fault = (code: string, message = 'It failed.', more: object = {}) => ({
    data: [],
    errors: [{ code, message, taskUUID: 'TASK', ...more }],
  });

  it('may carry errors of other tasks', async () => {
    const other = { code: 'invalidModel', message: 'not ours', taskUUID: randomUUID() };
    const body = { data: [image], errors: [other] };
    expect(await answering({ status: 200, body })).toEqual(drawn);
  });

  it('may carry nothing but other tasks, which are not ours', async () => {
    const taskUUID = randomUUID();
    const errors = [{ code: 'contentPolicyViolation', message: 'not ours', taskUUID }];
    const body = { data: [{ ...image, taskUUID }], errors };
    expect(await answering({ status: 200, body })).toMatchObject({ kind: 'provider_error' });
  });

  it('with an image is an image, whatever else is odd in it', async () => {
    const odd = { ...image, cost: '0.01', NSFWContent: null, error: 'none' };
    expect(await answering({ status: 200, body: { data: [odd], errors: null } })).toEqual({
      ...drawn,
      costUsd: null,
    });
  });

  it('in full, about nothing we asked, is an answer all the same', async () => {
    const said = { kind: 'provider_error', answered: true };
    expect(await answering({ status: 200, body: { data: [] } })).toMatchObject(said);
    expect(await answering({ status: 200, body: '' })).not.toHaveProperty('answered');
    expect(await answering({ status: 500, body: {} })).not.toHaveProperty('answered');
  });

  it('of a path that nobody serves is no word on the model', async () => {
    const body = fault('somethingNew', 'No such route.');
    expect(await answering({ status: 404, body })).toMatchObject({
      kind: 'provider_error',
      detail: 'answered 404, is the address right? It says: No such route.',
    });
  });

  it.each<[string, number, object | string, string]>([
    ['an error of the whole request', 200, { errors: [{ code: 'invalidApiKey' }] }, 'auth'],
    ['an older form of one error', 400, { error: { code: 'insufficientCredits' } }, 'quota'],
    [
      'an error inside its item',
      200,
      { data: [{ taskUUID: 'TASK', error: { code: 'timeoutProvider' } }] },
      'timeout',
    ],
    ['no body at all', 200, '', 'provider_error'],
    ['an array', 200, [], 'provider_error'],
    ['half a JSON', 200, '{"data": [{"taskUUID"', 'provider_error'],
    ['an empty 400', 400, {}, 'invalid_request'],
    ['an empty 401', 401, '', 'auth'],
    ['an empty 429', 429, '', 'rate_limited'],
    ['an empty 504', 504, {}, 'provider_error'],
    ['a page with 403', 403, '<html>blocked</html>', 'auth'],
  ])('that is %s', async (_name, status, body, kind) => {
    expect(await answering({ status, body })).toMatchObject({ kind });
  });

  it.each<[string, number, string]>([
    ['invalidProviderContent', 200, 'safety_block'],
    ['contentPolicyViolation', 400, 'safety_block'],
    ['providerContentPolicyViolation', 500, 'safety_block'],
    ['sensitiveContentDetected', 200, 'safety_block'],
    ['nsfwContentDetected', 200, 'safety_block'],
    ['promptBlocked', 200, 'safety_block'],
    ['imageBlocked', 200, 'safety_block'],
    ['unsafeContentDetected', 200, 'safety_block'],
    ['contentFilterTriggered', 200, 'safety_block'],
    ['contentModerationFailed', 200, 'safety_block'],
    ['moderationFailed', 400, 'safety_block'],
    ['moderationBlocked', 400, 'safety_block'],
    ['insufficientCredits', 402, 'quota'],
    ['paymentRequired', 402, 'quota'],
    ['lowBalance', 400, 'quota'],
    ['thirdPartyInsufficientCredits', 400, 'quota'],
    ['providerInsufficientCredits', 200, 'quota'],
    ['quotaExceeded', 200, 'quota'],
    ['rateLimitExceeded', 200, 'rate_limited'],
    ['providerRateLimitExceeded', 200, 'rate_limited'],
    ['serviceOverloaded', 500, 'rate_limited'],
    ['tooManyRequests', 400, 'rate_limited'],
    ['concurrencyLimitReached', 400, 'rate_limited'],
    ['timeoutProvider', 200, 'timeout'],
    ['providerGatewayTimeout', 504, 'timeout'],
    ['invalidApiKey', 401, 'auth'],
    ['missingApiKey', 200, 'auth'],
    ['unauthorized', 400, 'auth'],
    ['forbidden', 400, 'auth'],
    ['tokenExpired', 400, 'auth'],
    ['insufficientPermissions', 400, 'auth'],
    ['accountSuspended', 400, 'auth'],
    ['organizationDisabled', 403, 'auth'],
    ['workspaceDisabled', 400, 'auth'],
    ['providerAuthenticationFailed', 401, 'provider_error'],
    ['invalidModel', 400, 'model_gone'],
    ['modelNotFound', 404, 'model_gone'],
    ['modelDisabled', 200, 'model_gone'],
    ['modelDeprecated', 200, 'model_gone'],
    ['modelRetired', 200, 'model_gone'],
    ['unknownModel', 200, 'model_gone'],
    ['unsupportedModelAIR', 200, 'model_gone'],
    ['modelNotReady', 400, 'provider_error'],
    ['unsupportedParameter', 400, 'invalid_request'],
    ['invalidPositivePromptLength', 200, 'invalid_request'],
    ['conflictTaskUUID', 400, 'invalid_request'],
    ['missingPositivePrompt', 400, 'invalid_request'],
    ['incompatibleParameters', 200, 'invalid_request'],
    ['duplicateTaskUUID', 200, 'invalid_request'],
    ['unknownParameter', 200, 'invalid_request'],
    ['mismatchedSizes', 200, 'invalid_request'],
    ['valueOutOfRange', 200, 'invalid_request'],
    ['arrayTooLong', 200, 'invalid_request'],
    ['maxPixelsExceeded', 200, 'invalid_request'],
    ['validationFailed', 200, 'invalid_request'],
    ['inferenceError', 400, 'provider_error'],
    ['taskFailed', 400, 'provider_error'],
    ['imageDownloadFailed', 400, 'provider_error'],
    ['noAvailableWorkers', 400, 'provider_error'],
    ['serverBusy', 400, 'provider_error'],
    ['internalServerError', 500, 'provider_error'],
    ['somethingNew', 200, 'provider_error'],
    ['somethingNew', 400, 'invalid_request'],
    ['somethingNew', 503, 'provider_error'],
  ])('with %s in a %i is a %s', async (code, status, kind) => {
    expect(await answering({ status, body: fault(code) })).toMatchObject({ kind });
  });

  it.each<[string, string, object, string]>([
    ['providerError', 'The account has insufficient credits', {}, 'quota'],
    ['somethingNew', 'The account has insufficient credits', {}, 'quota'],
    ['somethingNew', 'It is too wide', { parameter: 'width' }, 'invalid_request'],
    ['somethingNew', 'It is too wide', { parameter: ['width', 'height'] }, 'invalid_request'],
    ['somethingNew', 'It is too wide', {}, 'provider_error'],
  ])('with %s is known by its words (%s) and its parameter %j', async (code, said, more, kind) => {
    expect(await answering({ status: 200, body: fault(code, said, more) })).toMatchObject({ kind });
  });

  it('without a word is told by its code', async () => {
    expect(await answering({ status: 200, body: fault('somethingNew', '') })).toMatchObject({
      detail: 'somethingNew',
    });
  });

  it('is blocked by its words where its code is anybody’s', async () => {
    const body = fault('providerError', 'Prompt was flagged by content moderation');
    expect(await answering({ status: 200, body })).toMatchObject({
      kind: 'safety_block',
      stage: 'input',
    });
  });

  it.each([
    [fault('unsupportedParameter', "Unsupported use of 'safety.checkContent' parameter.")],
    [fault('somethingNew', 'safety is not taken', { parameter: 'safety.checkContent' })],
    [fault('providerError', 'safety is not taken', { parameter: 'safety.checkContent' })],
    [fault('somethingNew', "Invalid value for 'safety.mode'.")],
    [fault('somethingNew', "Unsupported use of 'safety.checkContent' parameter.")],
  ])('about a field called safety is no block', async (body) => {
    expect(await answering({ status: 400, body })).toMatchObject({ kind: 'invalid_request' });
  });

  it.each([
    ['The generated content was flagged. Rephrase the prompt.', '', 'output'],
    ['The prompt was flagged.', 'output blocked', 'input'],
    ['Flagged.', 'OutputImageSensitiveContentDetected: generated image', 'output'],
    ['The image was filtered by safety checker', '', 'output'],
    ['The input image was filtered by safety checker', '', 'input'],
    ['Flagged.', '', 'input'],
  ])('that says %j, %j means the %s', async (message, responseContent, stage) => {
    const body = fault('invalidProviderContent', message, { responseContent });
    expect(await answering({ status: 200, body })).toMatchObject({ kind: 'safety_block', stage });
  });

  it('is told with the words of the vendor behind, which may block by themselves', async () => {
    const responseContent = 'The request was rejected by our safety system.';
    const body = fault('providerError', 'The provider refused.', { responseContent });
    expect(await answering({ status: 200, body })).toMatchObject({
      kind: 'safety_block',
      detail: `The provider refused. ${responseContent}`,
    });
  });

  it('says how long to wait in its body or in its headers', async () => {
    const headers = { 'retry-after': '7' };
    const body = fault('rateLimitExceeded');
    expect(await answering({ status: 429, headers, body })).toMatchObject({ retryAfterMs: 7_000 });
    const own = fault('serviceOverloaded', 'Busy.', { retryAfter: 60 });
    expect(await answering({ status: 500, headers, body: own })).toMatchObject({
      retryAfterMs: 60_000,
    });
    const exact = fault('serviceOverloaded', 'Busy.', { retryAfter: 1.00049 });
    expect(await answering({ status: 500, body: exact })).toMatchObject({ retryAfterMs: 1_000 });
  });

  it('never brings the key along, in whichever field it stands', async () => {
    for (const body of [fault('somethingNew', `Bad ${KEY}`), fault(`invalid ${KEY}`, '')]) {
      expect(JSON.stringify(await answering({ status: 400, body }))).not.toContain(KEY);
    }
  });
});
