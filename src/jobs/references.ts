import type { ReferenceImage } from '../core/ports/image-provider.ts';
import type { BlobStore } from '../core/ports/blobs.ts';
import { ProviderError } from '../core/domain/failure.ts';
import type { Images } from '../core/ports/images.ts';
import type { ReferenceLimits, UsedReference } from '../core/domain/reference.ts';
import type { Spec } from '../core/domain/spec.ts';

/** The longest side of a WebP, in pixels. */
const MAX_WEBP_SIDE = 16_383;
const ANY: ReferenceLimits = { maxSide: null, maxBytes: null };

/**
 * Loads a spec's references in its order and shrinks those over its limits. Throws a `ProviderError` when one does not
 * exist, or is too large and cannot be read.
 */
export async function loadReferences(
  { references, referenceLimits = ANY }: Spec,
  { blobs, images }: { readonly blobs: BlobStore; readonly images: Images },
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
  blobs: BlobStore,
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
  if (await isWithin(reference.bytes, limits, images)) return reference;
  const { maxBytes, maxSide } = limits;
  const room = { maxBytes: maxBytes ?? Infinity, maxSide: maxSide ?? MAX_WEBP_SIDE };
  try {
    return { ...reference, bytes: await images.fit(reference.bytes, room) };
  } catch (cause) {
    const detail = `the reference "${reference.label}" is too large, and could not be made smaller`;
    throw new ProviderError({ kind: 'invalid_request', detail }, { cause });
  }
}

/** True also for an image that cannot be read: the provider reports it. */
async function isWithin(
  bytes: Uint8Array,
  { maxSide, maxBytes }: ReferenceLimits,
  images: Images,
): Promise<boolean> {
  if (maxBytes !== null && bytes.length > maxBytes) return false;
  if (maxSide === null) return true;
  // An image with more pixels than a square of this side is rejected without decoding it.
  const seen = await images.inspect(bytes, { maxBytes: bytes.length, maxPixels: maxSide ** 2 });
  if (typeof seen === 'string') return seen !== 'too_many_pixels';
  return Math.max(seen.width, seen.height) <= maxSide;
}
