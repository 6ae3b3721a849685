import type { Caller } from '../../core/domain/person.ts';
import type { World } from '../../core/studio/base/world.ts';
import type { Studio } from '../../core/studio/studio.ts';
import type { WebEvents } from './events.ts';
import type { Signer } from './links.ts';
import type { WebMessages } from './web-messages.ts';

/** What the routes need. */
export type WebParts = Pick<World, 'clock' | 'log'> & {
  readonly studio: Studio;
  readonly messages: WebMessages;
  readonly events: WebEvents;
  readonly signer: Signer;
  readonly apiToken: string | null;
  readonly adminUsers: readonly string[];
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
  /** Null when the hub can do its work, else a sentence that says why not. */
  readonly ready: () => string | null;
  /** Aborts when the hub stops, to end long answers. */
  readonly stopping: AbortSignal;
};

/** What the guard adds to a request. */
export interface WebEnv {
  Variables: { caller: Caller };
}
