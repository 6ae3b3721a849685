import type { Clock, Log } from '../../core/ports/system.ts';
import type { Caller } from '../../core/domain/person.ts';
import type { Studio } from '../../core/studio/studio.ts';
import type { WebEvents } from './events.ts';
import type { Signer } from './links.ts';
import type { WebMessages } from './web-messages.ts';

/** What the routes need. */
export interface WebParts {
  readonly studio: Studio;
  readonly messages: WebMessages;
  readonly events: WebEvents;
  readonly signer: Signer;
  readonly clock: Clock;
  readonly log: Log;
  readonly apiToken: string | null;
  readonly adminUsers: readonly string[];
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
  /** Null when the hub can do its work, else a sentence that says why not. */
  readonly ready: () => string | null;
  /** Aborts when the hub stops: long answers end then. */
  readonly stopping: AbortSignal;
}

/** What the guard adds to a request. */
export interface WebEnv {
  Variables: { caller: Caller };
}
