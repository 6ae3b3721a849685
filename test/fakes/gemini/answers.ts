import type { VendorReply } from '../vendor/server.ts';
import { type GoodAnswer, imagePart, usageOfBlocked } from './picture.ts';
import { json } from './refusal.ts';
import type { ReadRequest } from './rules.ts';

/** A call for an image, as it was understood. */
export interface Call {
  readonly model: string;
  readonly key: string;
  readonly read: ReadRequest;
  /** What it would have been answered. */
  readonly good: GoodAnswer;
}

const RATINGS = ['HARASSMENT', 'HATE_SPEECH', 'SEXUALLY_EXPLICIT', 'DANGEROUS_CONTENT'];

/** An answer of 200 with candidates or without. */
function answered(model: string, body: object): VendorReply {
  return json(200, { ...body, modelVersion: model, responseId: 'zP8kaYfXJ_2Mz7IP' });
}

/** The answer with the image. */
export function goodReply({ model, good: { thoughts, image, usage } }: Call): VendorReply {
  const parts = [...thoughts, imagePart(image)];
  const candidate = { content: { parts, role: 'model' }, finishReason: 'STOP', index: 0 };
  return answered(model, { candidates: [candidate], usageMetadata: usage });
}

/** The answer with an image that ends in its middle. */
export function cutReply(call: Call): VendorReply {
  const { mimeType, bytes } = call.good.image;
  const image = { mimeType, bytes: bytes.subarray(0, bytes.length / 2) };
  return goodReply({ ...call, good: { ...call.good, image } });
}

/** A prompt that was not let in. */
export function blockedReply({ model, read }: Call): VendorReply {
  const promptFeedback = { blockReason: 'SAFETY', safetyRatings: ratingsOf('SEXUALLY_EXPLICIT') };
  return answered(model, { promptFeedback, usageMetadata: usageOfBlocked(read) });
}

/** An answer of one candidate without an image. */
export function stoppedReply(
  { model, read }: Call,
  finishReason: string,
  more: object = {},
): VendorReply {
  const candidate = { ...more, finishReason, index: 0 };
  return answered(model, { candidates: [candidate], usageMetadata: usageOfBlocked(read) });
}

function ratingsOf(high: string): readonly object[] {
  return RATINGS.map((name) => ({
    category: `HARM_CATEGORY_${name}`,
    probability: name === high ? 'HIGH' : 'NEGLIGIBLE',
  }));
}
