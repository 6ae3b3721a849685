import { MediaModality } from '@google/genai';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/core/domain/failure.ts';
import type { Spec } from '../../src/core/domain/spec.ts';
import { requestOf } from '../../src/providers/gemini/request.ts';
import { tokensOf } from '../../src/providers/gemini/usage.ts';
import { aPicture } from '../pictures.ts';
import { aDraft } from '../values.ts';

const { signal } = new AbortController();
const specOf = (more: Partial<Spec> = {}): Spec => ({
  ...aDraft(),
  parameters: {},
  references: [],
  outputKey: 'x.png',
  model: 'gemini-image',
  prompt: 'Image 1 in the style of image 2',
  seed: 7,
  ...more,
});

describe('a request to Gemini', () => {
  it('is one turn: the references in their order, then the text', async () => {
    const [png, webp] = [await aPicture('png'), await aPicture('webp')];
    const references = [
      { role: 'own', label: 'a', bytes: webp },
      { role: 'tone', label: 'b', bytes: png },
    ] as const;
    const { model, contents, config } = requestOf(specOf(), references, { signal, fetch });
    expect(model).toBe('gemini-image');
    expect(contents).toEqual([
      {
        role: 'user',
        parts: [
          { inlineData: { mimeType: 'image/webp', data: Buffer.from(webp).toString('base64') } },
          { inlineData: { mimeType: 'image/png', data: Buffer.from(png).toString('base64') } },
          { text: 'Image 1 in the style of image 2' },
        ],
      },
    ]);
    expect(config).toEqual({
      responseModalities: ['IMAGE'],
      seed: 7,
      automaticContinuation: false,
      abortSignal: signal,
      httpOptions: { fetch },
    });
  });

  it('lets the row say how, and neither how often nor where', () => {
    const parameters = {
      seed: null,
      imageConfig: { imageSize: '2K' },
      automaticContinuation: true,
      httpOptions: { baseUrl: 'http://elsewhere.test' },
    };
    expect(requestOf(specOf({ parameters }), [], { signal, fetch }).config).toEqual({
      responseModalities: ['IMAGE'],
      imageConfig: { imageSize: '2K' },
      automaticContinuation: false,
      abortSignal: signal,
      httpOptions: { fetch },
    });
  });

  it.each([
    [0, 0],
    [2_147_483_647, 2_147_483_647],
    [2_147_483_648, 0],
    [4_294_967_295, 2_147_483_647],
  ])('has a seed without a sign: %i becomes %i', (seed, sent) => {
    expect(requestOf(specOf({ seed }), [], { signal, fetch }).config?.seed).toBe(sent);
  });

  it('is not made with bytes that are no image, and costs nothing then', () => {
    const references = [{ role: 'own', label: 'mine', bytes: Buffer.from('hi') }] as const;
    const make = () => requestOf(specOf(), references, { signal, fetch });
    expect(make).toThrow(ProviderError);
    expect(make).toThrow(
      expect.objectContaining({
        costUsd: 0,
        failure: {
          kind: 'invalid_request',
          detail: 'the reference "mine" is no PNG, JPEG or WebP',
          unasked: true,
        },
      }),
    );
  });
});

describe('what a call of Gemini used', () => {
  const image = (tokenCount: number) => [{ modality: MediaModality.IMAGE, tokenCount }];

  it.each<[string, object, boolean, object | null]>([
    ['nothing is said', {}, true, null],
    ['only the total is said', { totalTokenCount: 9 }, true, null],
    [
      'all is said',
      {
        promptTokenCount: 100,
        promptTokensDetails: image(60),
        candidatesTokenCount: 1_000,
        candidatesTokensDetails: image(900),
        thoughtsTokenCount: 7,
        toolUsePromptTokenCount: 3,
      },
      true,
      { textIn: 43, imageIn: 60, textOut: 107, imageOut: 900 },
    ],
    [
      'an image came, and nothing is said of it',
      { promptTokenCount: 100, candidatesTokenCount: 1_000 },
      true,
      { textIn: 100, imageIn: 0, textOut: 0, imageOut: 1_000 },
    ],
    [
      'none came, and nothing is said of what did',
      { promptTokenCount: 100, candidatesTokenCount: 50 },
      false,
      { textIn: 100, imageIn: 0, textOut: 50, imageOut: 0 },
    ],
    [
      'only what went in is said',
      { promptTokenCount: 100 },
      false,
      { textIn: 100, imageIn: 0, textOut: 0, imageOut: 0 },
    ],
    [
      'only what came out is said',
      { candidatesTokenCount: 50 },
      true,
      { textIn: 0, imageIn: 0, textOut: 0, imageOut: 50 },
    ],
    [
      'a part is more than the whole',
      { promptTokenCount: 10, promptTokensDetails: image(60), candidatesTokenCount: 0 },
      false,
      { textIn: 0, imageIn: 60, textOut: 0, imageOut: 0 },
    ],
  ])('when %s', (_when, usage, hasImage, tokens) => {
    expect(tokensOf(usage, hasImage)).toEqual(tokens);
  });

  it('is unknown without a word on it', () => {
    expect(tokensOf(undefined, true)).toBeNull();
  });
});
