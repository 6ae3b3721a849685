import type { SurfaceName } from '../domain/person.ts';
import type { AttachmentFetcher } from '../ports/attachment.ts';
import type { Surface } from '../ports/surface.ts';
import type { Studio } from './studio.ts';

/** One chat, from its messages to its doors: the hub starts and stops all of them in the same way. */
export interface Bot {
  readonly name: SurfaceName;
  readonly surface: Surface;
  readonly fetcher: AttachmentFetcher;
  /**
   * Takes what the bot needs of the outside, before anything may be paid for: an address, an accepted token.
   * Throws a `StartupError` that says what to do. A service that cannot be reached is not waited for.
   */
  open(studio: Studio): Promise<void>;
  /** Lets people in. Where they find the bot; null when that is not known yet. */
  start(): Promise<string | null>;
  /** Lets nobody in any more. Harmless before `open`, and when repeated. */
  close(): Promise<void>;
}
