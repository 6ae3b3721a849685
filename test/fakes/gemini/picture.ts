import sharp from 'sharp';
import { type FakeModel, pixelsOf } from './models.ts';
import type { ReadRequest } from './rules.ts';

/** Tokens of an image in a request, and of what a model thinks and says about one it paints. */
const IMAGE_IN = 560;
const THOUGHTS = 106;
const ASIDE = 103;

/** One answer with an image, in the service's JSON. */
export interface GoodAnswer {
  /** Parts before the image: what was thought, and sketched, of it. */
  readonly thoughts: readonly object[];
  readonly image: InlineImage;
  readonly usage: object;
}

export interface InlineImage {
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** The image that was asked for, with the sketch before it when thoughts are asked for. */
export async function paint(
  read: ReadRequest,
  model: FakeModel,
  withThoughts: boolean,
): Promise<GoodAnswer> {
  const { width = 0, height = 0 } = pixelsOf(model, read.aspectRatio, read.imageSize) ?? {};
  const image = await pictureOf(width, height, model.format);
  const sketch = await pictureOf(64, 64, model.format);
  const thoughts = [{ text: '**Planning**\n\nA sketch.' }, imagePart(sketch)];
  return {
    thoughts: withThoughts ? thoughts.map((part) => ({ ...part, thought: true })) : [],
    image,
    usage: usageOf(read, model.tokens[read.imageSize] ?? 0),
  };
}

export function imagePart({ mimeType, bytes }: InlineImage): object {
  return { inlineData: { mimeType, data: bytes.toString('base64') } };
}

/** What was read and not painted. */
export function usageOfBlocked(read: ReadRequest): object {
  const { text, images } = tokensIn(read);
  return { promptTokenCount: text + images, totalTokenCount: text + images };
}

function usageOf(read: ReadRequest, image: number): object {
  const { text, images } = tokensIn(read);
  const out = image + ASIDE;
  return {
    promptTokenCount: text + images,
    candidatesTokenCount: out,
    totalTokenCount: text + images + out + THOUGHTS,
    promptTokensDetails: [
      { modality: 'TEXT', tokenCount: text },
      ...(images > 0 ? [{ modality: 'IMAGE', tokenCount: images }] : []),
    ],
    candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: image }],
    thoughtsTokenCount: THOUGHTS,
  };
}

function tokensIn({ prompt, references }: ReadRequest): { text: number; images: number } {
  return { text: Math.ceil(prompt.length / 4), images: references.length * IMAGE_IN };
}

async function pictureOf(
  width: number,
  height: number,
  format: FakeModel['format'],
): Promise<InlineImage> {
  const image = sharp({ create: { width, height, channels: 3, background: '#cc8844' } });
  return { mimeType: `image/${format}`, bytes: await image.toFormat(format).toBuffer() };
}
