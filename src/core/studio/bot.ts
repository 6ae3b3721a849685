import type { SurfaceName } from '../domain/person.ts';
import type { AttachmentFetcher } from '../ports/attachment.ts';
import type { Surface } from '../ports/surface.ts';
import type { Studio } from './use-cases.ts';

/** One chat: its surface, its attachments, and its listeners, which the hub starts and stops. */
export interface Bot {
  readonly name: SurfaceName;
  readonly surface: Surface;
  readonly fetcher: AttachmentFetcher;
  /**
   * Acquires what the bot needs (an address, an accepted token) before anything may be paid for. Throws a
   * `StartupError` that says what to do. Does not wait for a service that cannot be reached.
   */
  open(studio: Studio): Promise<void>;
  /** Starts to accept requests. Returns where people find the bot; null when that is not known yet. */
  start(): Promise<string | null>;
  /** Stops accepting requests. May be called before `open`, and repeatedly. */
  close(): Promise<void>;
}
