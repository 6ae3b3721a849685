import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { Price } from '../../src/core/domain/price.ts';
import { readAnswer } from '../../src/providers/openai/answer.ts';
import { fetchImage } from '../../src/providers/common/image-address.ts';

const BY_IMAGE: Price = { image: 0.04, tokens: null };
const BY_TOKENS: Price = {
  image: null,
  tokens: { textIn: 1_000, imageIn: 100, textOut: 10, imageOut: 1 },
};
const usage = {
  input_tokens_details: { text_tokens: 1_000, image_tokens: 2_000 },
  output_tokens: 7_000,
  output_tokens_details: { text_tokens: 3_000, image_tokens: 4_000 },
};
/** "hi", as the service sends an image. */
const data = [{ b64_json: 'aGk=' }];

const { signal } = new AbortController();
const read = (answer: unknown, price: Price = BY_IMAGE) =>
  readAnswer(answer, {
    price,
    key: 'sk-my-own-key',
    fetchImage: (address) => fetchImage(address, null, signal),
  });

async function failureOf(answer: unknown, price: Price = BY_IMAGE) {
  const cause: unknown = await read(answer, price).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(cause instanceof ProviderError)) throw new Error('it did not fail as it should');
  return { ...cause.failure, costUsd: cause.costUsd };
}

describe('an answer of OpenAI', () => {
  it('costs the sum of its tokens, each kind at its own price', async () => {
    // 1,000 × $1,000 + 2,000 × $100 + 3,000 × $10 + 4,000 × $1, a million.
    expect(await read({ data, usage }, BY_TOKENS)).toEqual({
      bytes: Buffer.from('hi'),
      costUsd: 1.234,
      tokens: { textIn: 1_000, imageIn: 2_000, textOut: 3_000, imageOut: 4_000 },
    });
  });

  it('that does not say what came out counts all of it as image', async () => {
    const { output_tokens_details: _, ...rest } = usage;
    expect((await read({ data, usage: rest }, BY_TOKENS)).costUsd).toBe(1.207);
    const unsaid = { ...rest, output_tokens_details: null };
    expect((await read({ data, usage: unsaid }, BY_TOKENS)).costUsd).toBe(1.207);
  });

  it('has an image also where its usage cannot be read: then the cost is unknown', async () => {
    expect(await read({ data, usage: { tokens: 'many' } }, BY_TOKENS)).toEqual({
      bytes: Buffer.from('hi'),
      costUsd: null,
      tokens: null,
    });
    expect((await read({ data, usage: null }, BY_IMAGE)).costUsd).toBe(0.04);
    const more = [...data, { b64_json: 7 }];
    expect((await read({ data: more, usage }, BY_IMAGE)).bytes).toEqual(Buffer.from('hi'));
  });

  it.each([
    ['no list', { usage }],
    ['an empty list', { data: [], usage }],
    ['a number instead', { data: [{ b64_json: 7 }], usage }],
    ['an empty image', { data: [{ b64_json: '' }], usage }],
  ])('without an image (%s) costs its tokens, and no image', async (_what, answer) => {
    const said = {
      kind: 'provider_error',
      detail: 'answered without an image',
      answered: true,
    };
    expect(await failureOf(answer, BY_TOKENS)).toEqual({ ...said, costUsd: 1.234 });
    expect(await failureOf(answer, BY_IMAGE)).toEqual({ ...said, costUsd: null });
  });

  it.each([[null], ['text'], [7]])('that is %j is none', async (answer) => {
    expect(await failureOf(answer, BY_IMAGE)).toEqual({
      kind: 'provider_error',
      detail: 'answered with something that is not JSON',
      costUsd: null,
    });
  });

  it.each([
    ['a data URI', [{ b64_json: 'data:image/png;base64,aGk=' }]],
    ['a data URI in the place of an address', [{ url: 'data:image/png;base64,aGk=' }]],
    ['the second item', [{ b64_json: '' }, { b64_json: 'aGk=' }]],
    ['an item after an odd one', [null, 7, { b64_json: null, url: null }, { b64_json: 'aGk=' }]],
  ])('of a compatible service has its image in %s', async (_where, items) => {
    expect(await read({ data: items, usage }, BY_TOKENS)).toMatchObject({
      bytes: Buffer.from('hi'),
      costUsd: 1.234,
    });
  });

  it.each([
    ['http://127.0.0.1:1/x.png', 'it is not on HTTPS'],
    ['https://127.0.0.1:1/x.png', '127.0.0.1 is an address of a private network'],
    ['https://[::1]:1/x.png', '::1 is an address of a private network'],
    ['https://localhost:1/x.png', 'localhost is an address of a private network'],
    ['file:///etc/passwd', 'it is not on HTTPS'],
    ['x.png', 'the address is none'],
  ])('with the address %s is not followed there, and is paid', async (url, why) => {
    const detail = `answered with the address of an image that could not be fetched: ${why}`;
    const failure = await failureOf({ data: [{ url }], usage });
    expect(failure).toMatchObject({ detail, answered: true, costUsd: 0.04 });
  });

  const REJECTED = 'Your request was rejected by the safety system.';
  it.each<[string, object, object]>([
    [
      'a moderation',
      { error: { message: REJECTED, code: 'moderation_blocked', type: 'user_error' } },
      { kind: 'safety_block', stage: 'input', detail: REJECTED },
    ],
    ['a text', { error: REJECTED }, { kind: 'safety_block', stage: 'input', detail: REJECTED }],
    [
      'a moderation of an item',
      { data: [{ error: { message: REJECTED, code: 'content_filter' } }] },
      { kind: 'safety_block', detail: REJECTED },
    ],
    [
      'a status of its own',
      { error: { code: 429, message: 'Slow down. Please try again in 20s.' } },
      { kind: 'rate_limited', retryAfterMs: 20_000 },
    ],
    [
      'a used-up account',
      { error: { code: 'insufficient_quota', message: 'You exceeded your current quota.' } },
      { kind: 'quota' },
    ],
    [
      'a wrong key',
      { error: { code: 401, message: 'Incorrect API key provided: sk-my…-key' } },
      { kind: 'auth', detail: 'Incorrect API key provided: [key]' },
    ],
    [
      'a fault',
      { error: { message: 'The upstream failed.' } },
      { kind: 'provider_error', detail: 'The upstream failed.', answered: true },
    ],
    [
      'a wrong parameter',
      { error: { message: "Invalid value: 'x'.", param: 'size', code: 'invalid_value' } },
      { kind: 'invalid_request', detail: "Invalid value: 'x'." },
    ],
  ])('of 200 that holds %s ends as that', async (_what, answer, said) => {
    expect(await failureOf(answer)).toMatchObject(said);
  });

  it.each<[object, string]>([
    [{ data: [{ status: 'Request Moderated' }] }, 'Request Moderated'],
    [{ status: 'Content Moderated', data: [] }, 'Content Moderated'],
    [{ data: [{ finish_reason: 'content_filter' }] }, 'content_filter'],
    [{ data: [{ finishReason: 'SAFETY' }] }, 'SAFETY'],
    [{ data: [{ moderated: true }] }, 'answered that the image was moderated'],
    [{ data: [{ flagged: true, message: 'No.' }] }, 'No.'],
    [{ data: [{ url: '', respect_moderation: false }] }, 'answered that the image was moderated'],
    [{ data: [{ message: 'I can’t create that image.' }] }, 'I can’t create that image.'],
    [{ data: [], text: 'I cannot help with that request.' }, 'I cannot help with that request.'],
  ])('that says %j is a block', async (answer, detail) => {
    expect(await failureOf(answer)).toMatchObject({ kind: 'safety_block', detail });
  });

  it('names what a filter found, and nothing that it let pass', async () => {
    const results = { sexual: { filtered: false }, violence: { filtered: true }, odd: 7 };
    expect(await failureOf({ data: [{ content_filter_results: results }] })).toMatchObject({
      kind: 'safety_block',
      categories: ['violence'],
    });
  });
});
