import type { AttachmentFetcher } from '../../ports/attachment.ts';
import type { Surface } from '../../ports/surface.ts';
import type { SurfaceName } from '../../domain/person.ts';
import type { RenderQueue } from '../../ports/render-queue.ts';
import type { Images } from '../../ports/images.ts';
import type { BlobStore } from '../../ports/blobs.ts';
import type { ToAscii } from '../../domain/names.ts';
import type { Days } from '../../base/days.ts';
import type { Clock, Ids, Digest, Log, Meter } from '../../ports/system.ts';
import type { Store } from '../../ports/store.ts';
import type { TextModel } from '../../ports/text-model.ts';

/** The ports and settings that the use cases need. Budgets are milliseconds. */
export interface World {
  readonly store: Store;
  readonly clock: Clock;
  /** The days that quotas are of. */
  readonly days: Days;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly toAscii: ToAscii;
  /** A new 32-bit seed. */
  readonly seed: () => number;
  /** A new number in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly meter: Meter;
  readonly blobs: BlobStore;
  readonly images: Images;
  /** What is wrong with where the images are, as of the last look; null for nothing. */
  readonly blobsFault: () => string | null;
  readonly queue: RenderQueue;
  /** Best first; none where no text model is set up. */
  readonly textModels: readonly TextModel[];
  readonly surfaces: ReadonlyMap<SurfaceName, Surface>;
  readonly fetchers: ReadonlyMap<SurfaceName, AttachmentFetcher>;
  readonly queueBudgetMs: number;
  readonly sideBudgetMs: number;
  readonly providerTimeoutMs: number;
}
