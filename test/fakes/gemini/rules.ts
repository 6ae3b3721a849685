import sharp from 'sharp';
import { type FakeModel, pixelsOf } from './models.ts';
import { GeminiRefusal } from './refusal.ts';
import { type GenerateRequest, invalid } from './schema.ts';

/** Bytes of a request with what is inline in it. */
const MAX_REQUEST = 20 * 1024 * 1024;
const TYPES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp']);
const UNREADABLE =
  'Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting';

/** A request for an image that the service takes. */
export interface ReadRequest {
  readonly prompt: string;
  readonly references: readonly Buffer[];
  readonly aspectRatio: string;
  readonly imageSize: string;
}

/** The service does not read what is too large. Throws a refusal. */
export function checkBytes(bodyBytes: number): void {
  if (bodyBytes > MAX_REQUEST) {
    const message = `Request payload size exceeds the limit: ${MAX_REQUEST} bytes.`;
    throw new GeminiRefusal('INVALID_ARGUMENT', message);
  }
}

/** What is wrong beyond the shape is found here. Throws a refusal. */
export async function readRequest(
  request: GenerateRequest,
  model: FakeModel,
): Promise<ReadRequest> {
  const parts = partsOf(request);
  const references = await Promise.all(
    parts.flatMap(({ inlineData }) => inlineData ?? []).map(decode),
  );
  if (references.length > model.maxImages) {
    const message = `Please use at most ${model.maxImages} images with this model.`;
    throw new GeminiRefusal('INVALID_ARGUMENT', message);
  }
  const prompt = parts.flatMap((part) => part.text ?? []).join('\n');
  return { prompt, references, ...imageOf(request, model) };
}

function partsOf({ contents }: GenerateRequest): GenerateRequest['contents'][number]['parts'] {
  const at = 'GenerateContentRequest.contents';
  if (contents.length === 0) throw invalid(`* ${at}: contents is not specified\n`, 'contents');
  for (const [n, { role, parts }] of contents.entries()) {
    if (role !== undefined && role !== 'user' && role !== 'model') {
      throw new GeminiRefusal('INVALID_ARGUMENT', 'Please use a valid role: user, model.');
    }
    if (parts.length === 0) {
      throw invalid(`* ${at}[${n}].parts: contents.parts must not be empty.\n`, at);
    }
    for (const [m, part] of parts.entries()) {
      if (Object.keys(part).length !== 1 || part.text === '') {
        const what = `required oneof field 'data' must have one initialized field`;
        throw invalid(`* ${at}[${n}].parts[${m}].data: ${what}\n`, at);
      }
    }
  }
  return contents.flatMap(({ parts }) => parts);
}

/** The image's bytes, if they are what they are said to be. Throws a refusal. */
export async function decode({
  mimeType,
  data,
}: {
  mimeType: string;
  data: string;
}): Promise<Buffer> {
  if (!TYPES.has(mimeType)) {
    throw new GeminiRefusal('INVALID_ARGUMENT', `Unsupported MIME type: ${mimeType}`);
  }
  const bytes = Buffer.from(data, 'base64');
  const format = await sharp(bytes)
    .metadata()
    .then(
      (meta) => meta.format,
      () => 'nothing',
    );
  if (mimeType !== `image/${format}`) throw new GeminiRefusal('INVALID_ARGUMENT', UNREADABLE);
  return bytes;
}

/** What image is asked for. This service makes images alone: whoever asks for text is in the wrong place. */
function imageOf({ generationConfig: config }: GenerateRequest, model: FakeModel) {
  if (config.responseModalities?.includes('IMAGE') === false) {
    throw invalid('The requested combination of response modalities is not supported', 'response');
  }
  const { seed, temperature, topP, topK } = config;
  const sampling = [seed, temperature, topP, topK].some((one) => one !== undefined);
  if (sampling && !model.samples) {
    throw new GeminiRefusal(
      'INVALID_ARGUMENT',
      'Sampling parameters are not supported by this model.',
    );
  }
  const { aspectRatio = '1:1', imageSize = Object.hasOwn(model.tokens, '') ? '' : '1K' } =
    config.imageConfig ?? {};
  if (pixelsOf(model, aspectRatio, imageSize) === undefined) {
    const message = `The image config is not supported by this model: ${aspectRatio}, ${imageSize}`;
    throw new GeminiRefusal('INVALID_ARGUMENT', message);
  }
  return { aspectRatio, imageSize };
}
