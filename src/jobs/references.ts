import type { ReferenceImage } from '../core/ports/image-provider.ts';
import type { BlobStore } from '../core/ports/blobs.ts';
import { ProviderError } from '../core/domain/failure.ts';
import type { Images } from '../core/ports/images.ts';
import type { ReferenceLimits, UsedReference } from '../core/domain/reference.ts';
import type { Spec } from '../core/domain/spec.ts';

/** Pixels: no WebP has a longer side. */
const MAX_WEBP_SIDE = 16_383;
const ANY: ReferenceLimits = { maxSide: null, maxBytes: null };

/**
 * A spec's references in its order: as they are, or made to fit into the limits that it has for them.
 * Throws a `ProviderError` when one is gone, or is too large and cannot be read.
 */
export async function loadReferences(
  { references, referenceLimits = ANY }: Spec,
  { blobs, images }: { readonly blobs: BlobStore; readonly images: Images },
  signal: AbortSignal,
): Promise<readonly ReferenceImage[]> {
  const loaded = await Promise.all(references.map((one) => load(one, blobs)));
  const fitted: ReferenceImage[] = [];
  // One after another: each may need room for all its pixels.
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

/** What cannot be read counts as within: the provider has to say what it is. */
async function isWithin(
  bytes: Uint8Array,
  { maxSide, maxBytes }: ReferenceLimits,
  images: Images,
): Promise<boolean> {
  if (maxBytes !== null && bytes.length > maxBytes) return false;
  if (maxSide === null) return true;
  // More pixels than a square of this side has are known without decoding one.
  const seen = await images.inspect(bytes, { maxBytes: bytes.length, maxPixels: maxSide ** 2 });
  if (typeof seen === 'string') return seen !== 'too_many_pixels';
  return Math.max(seen.width, seen.height) <= maxSide;
}
