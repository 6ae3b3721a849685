import type { GenerateContentConfig, GenerateContentParameters, Part } from '@google/genai';
import type { ReferenceImage } from '../../core/ports/image-provider.ts';
import type { Spec } from '../../core/domain/spec.ts';
import { imageTypeOf } from '../shared/image-type.ts';
import { withParameters } from '../shared/parameters.ts';
import { noImage } from '../shared/unasked.ts';

/** The vendor's seeds are signed and have 32 bits, ours are unsigned: the sign is left out. */
const SEED_BITS = 0x7f_ff_ff_ff;

/** How a request is made. */
export interface Sending {
  readonly signal: AbortSignal;
  readonly fetch: typeof fetch;
}

/**
 * One turn of a person: the references in their order, so that the text's "Image 1" is the first, and
 * then the text. Throws a `ProviderError` for bytes of no type the vendor takes.
 */
export function requestOf(
  spec: Spec,
  references: readonly ReferenceImage[],
  sending: Sending,
): GenerateContentParameters {
  const parts: Part[] = [...references.map(imagePart), { text: spec.prompt }];
  return {
    model: spec.model,
    contents: [{ role: 'user', parts }],
    config: configOf(spec, sending),
  };
}

/** The SDK leaves out names it does not know; what it gives the vendor comes from the row. */
function configOf({ seed, parameters }: Spec, { signal, fetch }: Sending): GenerateContentConfig {
  const base = { responseModalities: ['IMAGE'], seed: seed & SEED_BITS };
  return {
    ...withParameters(base, parameters),
    // By itself the SDK asks again for what an answer left unfinished: that would be a second paid call.
    automaticContinuation: false,
    abortSignal: signal,
    httpOptions: { fetch },
  };
}

function imagePart({ label, bytes }: ReferenceImage): Part {
  const mimeType = imageTypeOf(bytes);
  if (mimeType === undefined) throw noImage(label);
  return { inlineData: { mimeType, data: Buffer.from(bytes).toString('base64') } };
}
