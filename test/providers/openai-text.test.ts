import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/providers/openai/text-answer.ts';

const KEY = 'sk-proj-fake0diptych0Zm9yIHRlc3Rz0000abcd';
const said = (body: unknown) => textOf(body, KEY).said;
const message = (...content: readonly object[]) => ({ type: 'message', content });
const text = (one: string) => ({ type: 'output_text', text: one, annotations: [] });
const refusal = { type: 'refusal', refusal: `I can’t, says ${KEY}.` };
const NOT_JSON = {
  kind: 'provider_error',
  detail: 'answered with something that is not JSON',
};
const none = (status: string) => ({
  kind: 'provider_error',
  detail: `answered without an answer (${status})`,
  answered: true,
});

describe('an answer of OpenAI', () => {
  it('is the text of all its messages, without the reasoning', () => {
    const reasoning = {
      type: 'reasoning',
      summary: [text('no')],
      content: [{ type: 'reasoning_text', text: 'no' }],
    };
    const output = [reasoning, message(text('{"a"')), message(text(':1}'))];
    expect(said({ status: 'completed', output })).toBe('{"a":1}');
    expect(said({ output })).toBe('{"a":1}');
  });

  it('is a refusal, also where words stand beside it', () => {
    const output = [message(text('{"a":1}'), refusal)];
    expect(said({ status: 'completed', output })).toEqual({
      kind: 'safety_block',
      detail: 'I can’t, says [key].',
    });
  });

  it('is taken away by the filter, whatever it says', () => {
    const incomplete = { reason: 'content_filter' };
    const output = [message(text('{"a":1}'))];
    expect(said({ status: 'incomplete', incomplete_details: incomplete, output })).toEqual({
      kind: 'safety_block',
      stage: 'output',
      detail: 'the answer was blocked (content_filter)',
      categories: ['content_filter'],
    });
  });

  it('is none when it was cut, even where the JSON is whole', () => {
    const incomplete = { reason: 'max_output_tokens' };
    const output = [message(text('{"a":1}'))];
    expect(said({ status: 'incomplete', incomplete_details: incomplete, output })).toMatchObject({
      kind: 'provider_error',
      answered: true,
    });
  });

  it.each(['incomplete', 'in_progress', 'cancelled', 'queued', 'failed'])(
    'is none when it is %s',
    (status) => {
      expect(said({ status, output: [message(text('{"a":1}'))] })).toEqual(none(status));
    },
  );

  it.each<[string, unknown]>([
    ['no output', { status: 'completed' }],
    ['an output of null', { status: 'completed', output: null }],
    [
      'items of all sorts',
      { status: 'completed', output: [null, 1, 'x', [], { type: 'message' }] },
    ],
    ['contents of all sorts', { status: 'completed', output: [message(text(''))] }],
    [
      'texts that are none',
      { status: 'completed', output: [{ content: [{ type: 'output_text', text: 1 }] }] },
    ],
  ])('is none with %s', (_what, body) => {
    expect(said(body)).toEqual(none('completed'));
  });

  it.each([[undefined], [null], ['<html>'], [7], [[]]])('is not %j', (body) => {
    expect(said(body)).toEqual(NOT_JSON);
  });

  it.each<[string, string, object]>([
    ['rate_limit_exceeded', 'Slow down.', { kind: 'rate_limited' }],
    ['server_error', 'The server had an error.', { kind: 'provider_error' }],
    ['bio_policy', 'This is about biology.', { kind: 'safety_block' }],
    ['misalignment_policy_violation', 'No.', { kind: 'safety_block', stage: 'input' }],
    ['image_content_policy_violation', 'No.', { kind: 'safety_block', stage: 'input' }],
    [
      'invalid_prompt',
      'Your prompt was flagged as unsafe.',
      { kind: 'safety_block', stage: 'input' },
    ],
    ['invalid_image', 'The image is not valid.', { kind: 'provider_error', answered: true }],
    ['503', 'Overloaded.', { kind: 'provider_error' }],
  ])('that failed with %s says so', (code, words, expected) => {
    const error = { code, message: `${words} ${KEY}` };
    expect(said({ status: 'failed', error, output: [message(text('{"a":1}'))] })).toEqual({
      detail: `${words} [key]`,
      ...expected,
    });
  });

  it('costs what it says, and nothing is known of numbers that are none', () => {
    const usage = { input_tokens: 300, output_tokens: 20, total_tokens: 320 };
    const tokens = { textIn: 300, imageIn: 0, textOut: 20, imageOut: 0 };
    expect(textOf({ usage }, KEY).tokens).toEqual(tokens);
    for (const wrong of [
      null,
      {},
      { ...usage, output_tokens: -1 },
      { ...usage, input_tokens: 1.5 },
    ]) {
      expect(textOf({ usage: wrong }, KEY).tokens).toBeNull();
    }
  });
});
