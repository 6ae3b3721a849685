import type { ReferenceImage } from '../core/ports/image-provider.ts';
import type { BlobStore } from '../core/ports/blobs.ts';
import { ProviderError } from '../core/domain/failure.ts';
import type { ImageFault, Images, PlainImage } from '../core/ports/images.ts';
import { OUTPUT_LIMITS } from '../core/domain/picture-limits.ts';
import type { ReferenceLimits, UsedReference } from '../core/domain/reference.ts';
import type { Spec } from '../core/domain/spec.ts';

/** The longest side of a WebP, in pixels. */
const MAX_WEBP_SIDE = 16_383;
const ANY: ReferenceLimits = { maxSide: null, maxBytes: null };

/**
 * Loads a spec's references in its order, makes plain what was stored before that was done at the door, and shrinks those
 * over its limits. Throws a `ProviderError` when one does not exist, or is too large and cannot be read.
 */
export async function loadReferences(
  { references, referenceLimits = ANY }: Spec,
  { blobs, images }: { readonly blobs: Pick<BlobStore, 'get'>; readonly images: Images },
  signal: AbortSignal,
): Promise<readonly ReferenceImage[]> {
  const loaded = await Promise.all(references.map((one) => load(one, blobs)));
  const fitted: ReferenceImage[] = [];
  // One by one, because each may need memory for all its pixels.
  for (const one of loaded) {
    signal.throwIfAborted();
    fitted.push(await fit(one, referenceLimits, images));
  }
  return fitted;
}

async function load(
  { role, key, label }: UsedReference,
  blobs: Pick<BlobStore, 'get'>,
): Promise<ReferenceImage> {
  const bytes = await blobs.get(key);
  if (bytes === undefined) {
    const detail = `the reference "${label}" was withdrawn from the pool`;
    throw new ProviderError({ kind: 'invalid_request', detail, withdrawn: true });
  }
  return { role, label, bytes };
}

async function fit(
  reference: ReferenceImage,
  limits: ReferenceLimits,
  images: Images,
): Promise<ReferenceImage> {
  const { bytes } = reference;
  const plain = await plainOf(bytes, images);
  if (typeof plain === 'string') {
    // What is no picture goes as it is, for the provider to judge.
    const isOdd = plain === 'type' || plain === 'broken';
    if (isOdd && isLight(bytes, limits)) return reference;
  } else if (isWithin(plain, limits)) {
    return { ...reference, bytes: plain.bytes };
  }
  const { maxBytes, maxSide } = limits;
  const room = { maxBytes: maxBytes ?? Infinity, maxSide: maxSide ?? MAX_WEBP_SIDE };
  try {
    return { ...reference, bytes: await images.fit(bytes, room) };
  } catch (cause) {
    const detail = `the reference "${reference.label}" is too large, and could not be made smaller`;
    throw new ProviderError({ kind: 'invalid_request', detail }, { cause });
  }
}

/** Decodes only what was stored before pictures were made plain at the door. */
async function plainOf(bytes: Uint8Array, images: Images): Promise<PlainImage | ImageFault> {
  const whole = { keepProvenance: true };
  const seen = await images.look(bytes, OUTPUT_LIMITS, whole);
  if (typeof seen === 'string') return seen;
  return seen.plain ? { ...seen, bytes } : images.plain(bytes, OUTPUT_LIMITS, whole);
}

function isWithin({ width, height, bytes }: PlainImage, limits: ReferenceLimits): boolean {
  return isLight(bytes, limits) && Math.max(width, height) <= (limits.maxSide ?? Infinity);
}

function isLight(bytes: Uint8Array, { maxBytes }: ReferenceLimits): boolean {
  return bytes.length <= (maxBytes ?? Infinity);
}
