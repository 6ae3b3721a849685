import { within } from '../../base/within.ts';
import type { TextPicture } from '../../ports/text-model.ts';
import type { World } from '../base/world.ts';

/** Pixels of the longer side, and bytes: enough to see whether there is a person. */
const SMALL = { maxSide: 512, maxBytes: 150_000 } as const;

type CopyParts = Pick<World, 'clock' | 'blobs' | 'images' | 'log'>;

/**
 * Small copies of stored images, labelled from 1, for a text model to look at. Without those that cannot be read before the time
 * `until`. Rejects only when `signal` aborts.
 */
export async function smallCopies(
  stored: readonly { readonly key: string }[],
  { clock, blobs, images, log }: CopyParts,
  { until, signal }: { readonly until: number; readonly signal: AbortSignal },
): Promise<readonly TextPicture[]> {
  const copies: TextPicture[] = [];
  // One by one, because each may be large.
  for (const [index, { key }] of stored.entries()) {
    signal.throwIfAborted();
    try {
      const ms = Math.max(0, until - clock.now());
      const bytes = await within({ clock, ms, signal }, async () => {
        const whole = await blobs.get(key);
        if (whole === undefined) throw new Error('the image is not stored any more');
        return images.fit(whole, SMALL);
      });
      copies.push({ label: `${index + 1}`, type: 'image/webp', bytes });
    } catch (cause) {
      log.warn({ err: cause, key }, 'a text model does not see an image');
    }
  }
  return copies;
}
