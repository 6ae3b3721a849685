import { GenerateContentResponse } from '@google/genai';
import { describe, expect, it } from 'vitest';
import { textOf } from '../../src/providers/gemini/text-answer.ts';

const KEY = 'AIzaSyFake0of0Diptych0000000000000000AA';

/** An answer as the SDK gives it, of this JSON. */
function read(body: object) {
  return textOf(Object.assign(new GenerateContentResponse(), body), KEY);
}

const stopped = (finishReason: string | undefined, text = '{"a":1}', more: object = {}) =>
  read({ candidates: [{ content: { parts: [{ text }] }, finishReason, ...more }] }).said;

describe('an answer of Gemini', () => {
  it('is the text of all its parts, without thoughts', () => {
    const parts = [{ text: 'I think', thought: true }, { text: '{"a"' }, { text: ':1}' }, {}];
    expect(read({ candidates: [{ content: { parts }, finishReason: 'STOP' }] }).said).toBe(
      '{"a":1}',
    );
    expect(stopped(undefined)).toBe('{"a":1}');
  });

  it.each(['SAFETY', 'IMAGE_SAFETY', 'OTHER', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'JAILBREAK'])(
    'is blocked before it begins by %s',
    (blockReason) => {
      const promptFeedback = { blockReason, blockReasonMessage: `not with ${KEY}` };
      expect(read({ promptFeedback }).said).toEqual({
        kind: 'safety_block',
        stage: 'input',
        detail: `the prompt was blocked (${blockReason}): not with [key]`,
        categories: [blockReason.toLowerCase()],
      });
    },
  );

  it.each(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII'])(
    'is taken away by %s, whatever it says',
    (finishReason) => {
      const safetyRatings = [{ category: 'HARM_CATEGORY_HARASSMENT', probability: 'HIGH' }];
      expect(stopped(finishReason, '{"a":1}', { safetyRatings })).toMatchObject({
        kind: 'safety_block',
        stage: 'output',
        detail: expect.stringContaining(`the answer was blocked (${finishReason})`),
        categories: ['harassment'],
      });
    },
  );

  it('is none when it was cut, even where the JSON is whole', () => {
    expect(stopped('MAX_TOKENS')).toMatchObject({ kind: 'provider_error', answered: true });
  });

  it.each(['OTHER', 'LANGUAGE', 'MALFORMED_RESPONSE', 'UNEXPECTED_TOOL_CALL', 'NEW_REASON'])(
    'is none when it ended by %s, and words about safety in it are no block',
    (reason) => {
      const finishMessage = `unsafe, ${KEY}`;
      expect(stopped(reason, '{"a": "nsfw', { finishMessage })).toEqual({
        kind: 'provider_error',
        detail: `answered without an answer (${reason}) unsafe, [key]`,
        answered: true,
      });
    },
  );

  it('is none without a candidate, and does not show that the vendor works', () => {
    expect(read({}).said).toEqual({
      kind: 'provider_error',
      detail: 'answered without an answer (nothing)',
    });
  });

  it('costs its thoughts as well', () => {
    const usageMetadata = {
      promptTokenCount: 300,
      candidatesTokenCount: 20,
      thoughtsTokenCount: 7,
      promptTokensDetails: [
        { modality: 'TEXT', tokenCount: 42 },
        { modality: 'IMAGE', tokenCount: 258 },
      ],
    };
    const tokens = { textIn: 42, imageIn: 258, textOut: 27, imageOut: 0 };
    expect(read({ usageMetadata }).tokens).toEqual(tokens);
    expect(read({}).tokens).toBeNull();
  });
});
