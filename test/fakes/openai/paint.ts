import sharp from 'sharp';
import type { Body } from './body.ts';
import { json } from './refusal.ts';

/** Tokens of a picture of 1024 × 1024 by its quality. */
const TOKENS: Readonly<Record<string, number>> = { low: 272, medium: 1_056, high: 4_160 };
const SQUARE = 1_024 * 1_024;
/** Tokens of a reference, however large: enough to be told from those of a text. */
const REFERENCE_TOKENS = 400;

/** What the service answers when all is well: a picture of the size that was asked for, and its usage. */
export async function imageReply(body: Body) {
  return json(200, answerOf(body, await paint(body)));
}

/** The same, but of the picture only the first half. */
export async function cutImageReply(body: Body) {
  const picture = await paint(body);
  return json(200, answerOf(body, picture.subarray(0, Math.floor(picture.length / 2))));
}

/** All that goes with a picture, and no picture. */
export function noImageReply(body: Body) {
  return json(200, { ...answerOf(body, Buffer.alloc(0)), data: [] });
}

/** The same, with a model's words in the picture's place, as compatible services answer. */
export function declinedReply(body: Body) {
  const message = 'I can’t create that image, as it goes against our content policy.';
  return json(200, { ...answerOf(body, Buffer.alloc(0)), data: [{ b64_json: '', message }] });
}

function answerOf({ fields, images }: Body, picture: Buffer) {
  const { width, height } = sizeOf(fields['size']);
  const quality = qualityOf(fields['quality']);
  const text = String(fields['prompt']).trim().split(/\s+/).length;
  const image = images.length * REFERENCE_TOKENS;
  const out = Math.round(((TOKENS[quality] ?? 0) * width * height) / SQUARE);
  return {
    created: 1_795_521_600,
    background: fields['background'] === 'transparent' ? 'transparent' : 'opaque',
    data: [{ b64_json: picture.toString('base64') }],
    output_format: formatOf(fields['output_format']),
    quality,
    size: `${width}x${height}`,
    usage: {
      input_tokens: text + image,
      input_tokens_details: { image_tokens: image, text_tokens: text },
      output_tokens: out,
      output_tokens_details: { image_tokens: out, text_tokens: 0 },
      total_tokens: text + image + out,
    },
  };
}

async function paint({ fields }: Body): Promise<Buffer> {
  const create = { ...sizeOf(fields['size']), channels: 3, background: '#7a6f9b' } as const;
  return sharp({ create }).toFormat(formatOf(fields['output_format'])).toBuffer();
}

function sizeOf(size: unknown) {
  const [, width = 1_024, height = 1_024] = /^(\d+)x(\d+)$/.exec(String(size)) ?? [];
  return { width: Number(width), height: Number(height) };
}

function qualityOf(quality: unknown): string {
  return typeof quality === 'string' && quality in TOKENS ? quality : 'medium';
}

function formatOf(format: unknown): 'png' | 'jpeg' | 'webp' {
  return format === 'jpeg' || format === 'webp' ? format : 'png';
}
