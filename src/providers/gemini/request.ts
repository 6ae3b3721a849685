import type { GenerateContentConfig, GenerateContentParameters, Part } from '@google/genai';
import type { ReferenceImage } from '../../core/ports/image-provider.ts';
import type { Spec } from '../../core/domain/spec.ts';
import { requireImageType } from '../common/image-type.ts';
import { withParameters } from '../common/parameters.ts';
import type { Sending } from './generate.ts';

/** The vendor's seeds are signed 32-bit numbers, ours are unsigned: this clears the sign. */
const SEED_BITS = 0x7f_ff_ff_ff;

/**
 * One user turn: the references in their order, so that the text's "Image 1" is the first, then the text. Throws a
 * `ProviderError` for images of a type that the vendor does not accept.
 */
export function requestOf(
  spec: Spec,
  references: readonly ReferenceImage[],
  sending: Sending,
): GenerateContentParameters {
  const parts: Part[] = [...references.map(imagePart), { text: spec.prompt }];
  const contents = [{ role: 'user', parts }];
  return { model: spec.model, contents, config: configOf(spec, sending) };
}

/** The SDK drops parameters that it does not know. */
function configOf({ seed, parameters }: Spec, { signal, fetch }: Sending): GenerateContentConfig {
  const base = { responseModalities: ['IMAGE'], seed: seed & SEED_BITS };
  return {
    ...withParameters(base, parameters),
    // The SDK's default is to call again for an unfinished answer, which would cost a second time.
    automaticContinuation: false,
    abortSignal: signal,
    httpOptions: { fetch },
  };
}

function imagePart(reference: ReferenceImage): Part {
  const mimeType = requireImageType(reference);
  return { inlineData: { mimeType, data: Buffer.from(reference.bytes).toString('base64') } };
}
