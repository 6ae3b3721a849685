import type { GenerateContentParameters, Part } from '@google/genai';
import type { TextModelSpec } from '../../core/domain/text-model.ts';
import type { TextPicture, TextRequest } from '../../core/ports/text-model.ts';
import { answerSchema } from '../common/json-schema.ts';
import { fence } from '../common/material.ts';
import { withParameters } from '../common/parameters.ts';
import type { Sending } from './generate.ts';

/** The instructions apart, then one user turn: the material, and each picture after its label. */
export function textRequestOf<T>(
  { model, parameters }: TextModelSpec,
  request: TextRequest<T>,
  { signal, fetch }: Sending,
): GenerateContentParameters {
  const { instructions, material } = fence(request.instructions, request.material);
  const parts: Part[] = [{ text: material }, ...request.pictures.flatMap(pictureParts)];
  // Thoughts count against these tokens: the row of a model that thinks has more of them.
  const base = { maxOutputTokens: request.maxTokens, store: false };
  return {
    model,
    contents: [{ role: 'user', parts }],
    config: {
      ...withParameters(base, parameters),
      systemInstruction: { parts: [{ text: instructions }] },
      responseMimeType: 'application/json',
      responseJsonSchema: answerSchema(request.schema, request.purpose),
      // The SDK's default is to call again for an unfinished answer, which would cost a second time.
      automaticContinuation: false,
      abortSignal: signal,
      httpOptions: { fetch },
    },
  };
}

function pictureParts({ label, type, bytes }: TextPicture): Part[] {
  const data = Buffer.from(bytes).toString('base64');
  return [{ text: `Picture ${label}:` }, { inlineData: { mimeType: type, data } }];
}
