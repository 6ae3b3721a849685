import type {
  ResponseCreateParamsNonStreaming,
  ResponseInputContent,
} from 'openai/resources/responses/responses';
import type { TextModelSpec } from '../../core/domain/text-model.ts';
import type { TextPicture, TextRequest } from '../../core/ports/text-model.ts';
import { answerSchema } from '../common/json-schema.ts';
import { fence } from '../common/material.ts';
import { withParameters } from '../common/parameters.ts';

/** The instructions apart, then one message of the user: the material, and each picture after its label. */
export function textRequestOf<T>(
  { model, parameters }: TextModelSpec,
  request: TextRequest<T>,
): ResponseCreateParamsNonStreaming {
  const { instructions, material } = fence(request.instructions, request.material);
  const { text, ...rest } = parameters;
  // Reasoning counts against these tokens: the row of a model that reasons has more of them.
  const base = { max_output_tokens: request.maxTokens, store: false };
  const content: ResponseInputContent[] = [
    { type: 'input_text', text: material },
    ...request.pictures.flatMap(pictureContent),
  ];
  return {
    ...withParameters(base, rest),
    model,
    instructions,
    input: [{ type: 'message', role: 'user', content }],
    text: {
      ...(typeof text === 'object' && text),
      format: {
        type: 'json_schema',
        name: request.purpose,
        strict: true,
        schema: answerSchema(request.schema, request.purpose),
      },
    },
  };
}

function pictureContent({ label, type, bytes }: TextPicture): ResponseInputContent[] {
  const url = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
  return [
    { type: 'input_text', text: `Picture ${label}:` },
    { type: 'input_image', image_url: url, detail: 'auto' },
  ];
}
