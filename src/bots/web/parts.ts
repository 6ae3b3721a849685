import type { Caller } from '../../core/domain/person.ts';
import type { World } from '../../core/studio/base/world.ts';
import type { Studio } from '../../core/studio/use-cases.ts';
import type { WebEvents } from './events.ts';
import type { ChatView } from './facts/chat-view.ts';
import type { Signer } from './links.ts';
import type { Sessions } from './sessions.ts';
import type { Streams } from './streams.ts';
import type { WebMessages } from './web-messages.ts';
import type { WrongTokens } from './wrong-tokens.ts';

/** What the routes need. */
export type WebParts = Pick<World, 'clock' | 'log'> & {
  readonly studio: Studio;
  readonly messages: WebMessages;
  readonly events: WebEvents;
  readonly view: ChatView;
  readonly signer: Signer;
  readonly sessions: Sessions;
  readonly wrongTokens: WrongTokens;
  readonly streams: Streams;
  readonly apiToken: string | null;
  /** The hub's address from outside, without a trailing slash; null: none. */
  readonly publicUrl: string | null;
  readonly adminUsers: readonly string[];
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
  /** Null when the hub can do its work, else a sentence that says why not. */
  readonly ready: () => string | null;
  /** Null when the storage can be used, else what is wrong with it. */
  readonly storage: () => Promise<string | null>;
  /** Aborts when the hub stops, to end long answers. */
  readonly stopping: AbortSignal;
};

/** What the guard adds to a request. */
export interface WebEnv {
  Variables: {
    caller: Caller;
    /** Whether the way in that the request took is still open: a sign-in may end while an answer goes on. */
    signedIn: () => boolean;
  };
}
