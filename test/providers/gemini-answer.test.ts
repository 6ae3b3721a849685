import { GenerateContentResponse } from '@google/genai';
import { describe, expect, it } from 'vitest';
import { imageOf } from '../../src/providers/gemini/answer.ts';
import { SECRET, BLOCKED_TEXT, answered } from './gemini-said.ts';

describe('an answer of Gemini without an image', () => {
  it.each([
    'SAFETY',
    'BLOCKLIST',
    'PROHIBITED_CONTENT',
    'IMAGE_SAFETY',
    'JAILBREAK',
    'OTHER',
    'BLOCKED_REASON_UNSPECIFIED',
  ])('blocked the prompt: %s', (blockReason) => {
    expect(answered({ promptFeedback: { blockReason } })).toEqual({
      kind: 'safety_block',
      stage: 'input',
      detail: `the prompt was blocked (${blockReason})`,
      categories: [blockReason.toLowerCase()],
    });
  });

  it.each([
    'SAFETY',
    'IMAGE_SAFETY',
    'PROHIBITED_CONTENT',
    'IMAGE_PROHIBITED_CONTENT',
    'BLOCKLIST',
    'SPII',
    'RECITATION',
    'IMAGE_RECITATION',
  ])('blocked the image: %s', (finishReason) => {
    const candidates = [{ finishReason, finishMessage: BLOCKED_TEXT }];
    expect(answered({ candidates })).toEqual({
      kind: 'safety_block',
      stage: 'output',
      detail: `the image was blocked (${finishReason}): ${BLOCKED_TEXT}`,
      categories: [finishReason.toLowerCase()],
    });
  });

  it('names what was rated as blocked or likely', () => {
    const safetyRatings = [
      { category: 'HARM_CATEGORY_HARASSMENT', probability: 'NEGLIGIBLE' },
      { category: 'HARM_CATEGORY_SEXUALLY_EXPLICIT', probability: 'HIGH' },
      { category: 'HARM_CATEGORY_HATE_SPEECH', probability: 'LOW', blocked: true },
    ];
    const categories = ['sexually_explicit', 'hate_speech'];
    const promptFeedback = { blockReason: 'SAFETY', blockReasonMessage: 'No.', safetyRatings };
    expect(answered({ promptFeedback })).toMatchObject({
      categories,
      detail: 'the prompt was blocked (SAFETY): No.',
    });
    const candidates = [{ finishReason: 'SAFETY', safetyRatings }];
    expect(answered({ candidates })).toMatchObject({ categories });
  });

  it.each(['STOP', 'NO_IMAGE', 'MAX_TOKENS', 'OTHER', 'IMAGE_OTHER', 'MALFORMED_RESPONSE'])(
    'only failed: %s',
    (finishReason) => {
      const parts = [{ text: 'Let me think.', thought: true }, { text: `A dog, ${SECRET}.` }];
      expect(answered({ candidates: [{ finishReason, content: { parts } }] })).toEqual({
        kind: 'provider_error',
        detail: `answered without an image (${finishReason}): A dog, [key].`,
        answered: true,
      });
    },
  );

  it.each([
    "I can't create images of that person because it goes against my safety guidelines.",
    'I’m unable to generate that picture.',
    '그 이미지는 생성할 수 없습니다.',
  ])('that ends well with a refusal in words is a block: %s', (text) => {
    const candidates = [{ finishReason: 'STOP', content: { parts: [{ text }] } }];
    expect(answered({ candidates })).toEqual({ kind: 'safety_block', detail: text });
  });

  it('says that a sketch is none', () => {
    const inlineData = { mimeType: 'image/png', data: 'aGk=' };
    const parts = [{ thought: true, inlineData }];
    expect(answered({ candidates: [{ finishReason: 'STOP', content: { parts } }] })).toEqual({
      kind: 'provider_error',
      detail: 'answered with a sketch made while thinking, and no image (STOP)',
      answered: true,
    });
  });

  it('is blocked when any of its candidates is', () => {
    const candidates = [{ finishReason: 'STOP' }, { finishReason: 'IMAGE_SAFETY' }];
    expect(answered({ candidates }).kind).toBe('safety_block');
  });

  it.each([[{}], [{ candidates: [] }], [{ candidates: [{}] }], [{ promptFeedback: {} }]])(
    'said nothing: %j',
    (body) => {
      expect(answered(body)).toEqual({
        kind: 'provider_error',
        detail: 'answered without an image (nothing)',
      });
    },
  );
});

describe('the image of an answer', () => {
  const data = Buffer.from('image').toString('base64');
  const image = { inlineData: { mimeType: 'image/png', data } };
  const found = (parts: readonly object[]) =>
    imageOf(Object.assign(new GenerateContentResponse(), { candidates: [{ content: { parts } }] }));

  it('is its first one, after words and sketches', () => {
    const sketch = {
      ...image,
      inlineData: { ...image.inlineData, data: 'c2tldGNo' },
      thought: true,
    };
    const sound = { inlineData: { mimeType: 'audio/wav', data } };
    expect(found([{ text: 'Here:' }, sketch, sound, image])).toEqual(Buffer.from('image'));
    expect(found([sketch, sound])).toBeUndefined();
  });

  it('is found in a later candidate, behind an empty part, and in a data URI', () => {
    const empty = { inlineData: { mimeType: 'image/png', data: '' } };
    const uri = { inlineData: { mimeType: 'image/png', data: `data:image/png;base64,${data}` } };
    const candidates = [{ content: { parts: [empty] } }, {}, { content: { parts: [uri] } }];
    const answer = Object.assign(new GenerateContentResponse(), { candidates });
    expect(imageOf(answer)).toEqual(Buffer.from('image'));
  });
});
