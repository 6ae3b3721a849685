import { hash } from 'node:crypto';
import { ProviderError } from '../core/domain/failure.ts';
import { BlobError, type BlobStore } from '../core/ports/blobs.ts';
import type { Clock, Log } from '../core/ports/system.ts';

/** The folder of the markers. No picture is kept there, so that the janitor does not look there either. */
const FOLDER = 'hubs';
/** Milliseconds for which a marker that was found is believed to be there. */
const KNOWN_MS = 5 * 60_000;
/** For the operator, in the log and in the details of a side. */
const ELSEWHERE =
  "this worker's images are elsewhere than the hub's: give both the same S3_BUCKET and AWS_ENDPOINT_URL_S3, or with BLOBS_SHARED=true the same DIPTYCH_HOME/blobs";

/**
 * Leaves a blob by which workers see that they share the hub's images, and resolves with its key. The key is of the hub
 * and of the unique name of the place: after a move, the old place has no marker of the new one. Null when it cannot be stored, which is only logged.
 */
export async function leaveMarker(
  blobs: Pick<BlobStore, 'put' | 'size'>,
  { hub, place }: { readonly hub: string; readonly place: string },
  log: Log,
): Promise<string | null> {
  const key = `${FOLDER}/${hash('sha256', `${hub} ${place}`).slice(0, 16)}.txt`;
  try {
    if ((await blobs.size(key)) === undefined) {
      await blobs.put(key, new TextEncoder().encode(hub), 'text/plain');
    }
    return key;
  } catch (err) {
    if (!(err instanceof BlobError)) throw err;
    log.warn({ err }, 'workers cannot check that they share the images');
    return null;
  }
}

export interface SharedPlaceParts {
  readonly blobs: Pick<BlobStore, 'size'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Whether a worker's images are where its hubs' are. */
export class SharedPlace {
  readonly #parts: SharedPlaceParts;
  /** Until when a marker is believed to be there. */
  readonly #known = new Map<string, number>();
  readonly #missed = new Set<string>();

  constructor(parts: SharedPlaceParts) {
    this.#parts = parts;
  }

  /** Throws a `ProviderError` when a hub's marker is not here, and a `BlobError` when that cannot be seen. */
  async require(marker: string): Promise<void> {
    const { blobs, clock } = this.#parts;
    if ((this.#known.get(marker) ?? 0) > clock.now()) return;
    if ((await blobs.size(marker)) === undefined) {
      this.#tellOnce(marker);
      throw new ProviderError({ kind: 'storage', detail: ELSEWHERE });
    }
    this.#missed.delete(marker);
    this.#known.set(marker, clock.now() + KNOWN_MS);
  }

  #tellOnce(marker: string): void {
    if (this.#missed.has(marker)) return;
    this.#missed.add(marker);
    this.#parts.log.error({ marker }, ELSEWHERE);
  }
}
