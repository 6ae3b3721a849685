import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { Price } from '../../src/core/domain/price.ts';
import { readAnswer } from '../../src/providers/openai/answer.ts';

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

function failureOf(answer: unknown, price: Price) {
  try {
    readAnswer(answer, price);
  } catch (cause) {
    if (cause instanceof ProviderError) return { ...cause.failure, costUsd: cause.costUsd };
  }
  throw new Error('it did not fail');
}

describe('an answer of OpenAI', () => {
  it('costs the sum of its tokens, each kind at its own price', () => {
    // 1,000 × $1,000 + 2,000 × $100 + 3,000 × $10 + 4,000 × $1, a million.
    expect(readAnswer({ data, usage }, BY_TOKENS)).toEqual({
      bytes: Buffer.from('hi'),
      costUsd: 1.234,
    });
  });

  it('that does not say what came out counts all of it as image', () => {
    const { output_tokens_details: _, ...rest } = usage;
    expect(readAnswer({ data, usage: rest }, BY_TOKENS).costUsd).toBe(1.207);
    const unsaid = { ...rest, output_tokens_details: null };
    expect(readAnswer({ data, usage: unsaid }, BY_TOKENS).costUsd).toBe(1.207);
  });

  it('has an image also where its usage cannot be read: then the cost is unknown', () => {
    expect(readAnswer({ data, usage: { tokens: 'many' } }, BY_TOKENS)).toEqual({
      bytes: Buffer.from('hi'),
      costUsd: null,
    });
    expect(readAnswer({ data, usage: null }, BY_IMAGE).costUsd).toBe(0.04);
    const more = [...data, { b64_json: 7 }];
    expect(readAnswer({ data: more, usage }, BY_IMAGE).bytes).toEqual(Buffer.from('hi'));
  });

  it.each([
    ['no list', { usage }],
    ['an empty list', { data: [], usage }],
    ['an address instead', { data: [{ url: 'http://x' }], usage }],
    ['a number instead', { data: [{ b64_json: 7 }], usage }],
    ['an empty image', { data: [{ b64_json: '' }], usage }],
  ])('without an image (%s) costs its tokens, and no image', (_what, answer) => {
    const said = {
      kind: 'provider_error',
      detail: 'answered without an image',
      answered: true,
    };
    expect(failureOf(answer, BY_TOKENS)).toEqual({ ...said, costUsd: 1.234 });
    expect(failureOf(answer, BY_IMAGE)).toEqual({ ...said, costUsd: null });
  });

  it.each([[null], ['text'], [7]])('that is %j is none', (answer) => {
    expect(failureOf(answer, BY_IMAGE)).toEqual({
      kind: 'provider_error',
      detail: 'answered with something that is not JSON',
      costUsd: null,
    });
  });
});
