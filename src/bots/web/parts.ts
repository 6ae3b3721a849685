import type { Clock, Log } from '../../core/ports/system.ts';
import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Caller } from '../../core/domain/person.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Studio } from '../../core/studio/studio.ts';
import type { WebUploads } from './attachments.ts';
import type { WebEvents } from './events.ts';
import type { Signer } from './links.ts';
import type { WebMessages } from './web-messages.ts';

/** What the web's doors need. */
export interface WebParts {
  readonly studio: Studio;
  readonly store: Store;
  readonly messages: WebMessages;
  readonly events: WebEvents;
  readonly uploads: WebUploads;
  readonly blobs: BlobStore;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiToken: string | null;
  readonly adminUsers: readonly string[];
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
  /** Whether the hub can do its work; a sentence why not otherwise. */
  readonly ready: () => string | null;
  /** Aborts when the hub stops: long answers end then. */
  readonly stopping: AbortSignal;
}

/** What the guard found out about a request. */
export interface WebEnv {
  Variables: { caller: Caller };
}
