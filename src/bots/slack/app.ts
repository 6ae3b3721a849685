import { App, type Receiver } from '@slack/bolt';
import { within } from '../../core/base/within.ts';
import type { Clock, Log } from '../../core/ports/system.ts';
import type { CatchUp } from '../../core/studio/press/catch-up.ts';
import type { Ack } from './acknowledge.ts';
import type { Home } from './home.ts';
import type { Installation } from './installation.ts';
import type { Interactions } from './interactions.ts';
import { boltLog } from './log.ts';
import { COMMANDS } from './manifest.ts';
import type { Reactions } from './reactions.ts';

/** How everything that people do reaches the app. */
export interface WayIn extends Receiver {
  /** Opens; calls back whenever something may have been missed before. Resolves when the first try has ended. */
  start(connected: () => void): Promise<void>;
  stop(): Promise<void>;
}

export interface AppParts {
  readonly way: WayIn;
  readonly installation: Pick<Installation, 'learn' | 'team'>;
  readonly interactions: Pick<Interactions, 'command' | 'press' | 'submit' | 'shortcut' | 'idle'>;
  readonly reactions: Pick<Reactions, 'handle' | 'close'>;
  readonly home: Pick<Home, 'opened'>;
  readonly catchUp: Pick<CatchUp, 'start' | 'changed' | 'readAgain' | 'close'>;
  readonly clock: Clock;
  readonly log: Log;
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
/** Milliseconds that the start of the hub waits for a connection. */
const HELLO_MS = 5_000;
/** Milliseconds until a message that was found is stored as ours. */
const FOUND_MS = 1_000;
/** Milliseconds for what people asked for last, and then for ending the connections and the current read in order. */
const GOODBYE_MS = 3_000;

/** Matches every id. */
const ANY = /(?:)/;

/** Bolt's app: hands each command, press, form and event to the part that reads it. */
export class SlackApp {
  readonly #parts: AppParts;
  readonly #bolt: App;
  #stopRetry: (() => void) | null = null;
  #stopFound: (() => void) | null = null;
  #closed = false;

  constructor(parts: AppParts) {
    this.#parts = parts;
    this.#bolt = new App({
      receiver: parts.way,
      // Without a token: all calls go through our own client, which neither repeats nor waits.
      authorize: () => Promise.resolve({}),
      ignoreSelf: false,
      convoStore: false,
      logger: boltLog(parts.log),
      deferInitialization: true,
    });
  }

  /** Listens, and asks Slack who we are. Throws a `StartupError` for a token that is refused. */
  async open(): Promise<void> {
    await this.#bolt.init();
    this.#listen();
    await this.#parts.installation.learn();
  }

  /** Connects. Resolves with the workspace's address; null while Slack cannot be reached, which is tried again. */
  async start(): Promise<string | null> {
    const { installation, clock } = this.#parts;
    if (installation.team() === null) this.#retry(FIRST_PAUSE_MS);
    else await within({ clock, ms: HELLO_MS }, () => this.#connect()).catch(() => undefined);
    return installation.team()?.url ?? null;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopRetry?.();
    this.#stopFound?.();
    const { way, catchUp, interactions, reactions, clock } = this.#parts;
    reactions.close();
    const limits = { clock, ms: GOODBYE_MS };
    // What was acknowledged must not be lost, and what was not is answered over the connections.
    await within(limits, () => interactions.idle()).catch(() => undefined);
    const ended = Promise.all([way.stop(), catchUp.close()]);
    await within(limits, () => ended).catch(() => undefined);
  }

  /** A message was found that was not known as ours: reactions that came before that were ignored. */
  found(): void {
    const { clock, catchUp } = this.#parts;
    this.#stopFound?.();
    if (!this.#closed) this.#stopFound = clock.after(FOUND_MS, () => catchUp.start());
  }

  #connect(): Promise<void> {
    return this.#parts.way.start(() => this.#parts.catchUp.start());
  }

  #retry(pauseMs: number): void {
    const { installation, clock, log } = this.#parts;
    log.warn({ againInMs: pauseMs }, 'Slack cannot be reached');
    this.#stopRetry = clock.after(pauseMs, () => {
      installation
        .learn()
        .then(() => this.#again(pauseMs))
        .catch((cause: unknown) => log.error({ err: cause }, 'Slack does not let us in'));
    });
  }

  async #again(pauseMs: number): Promise<void> {
    if (this.#closed) return;
    if (this.#parts.installation.team() !== null) return this.#connect();
    this.#retry(Math.min(LONGEST_PAUSE_MS, pauseMs * 2));
  }

  #listen(): void {
    const { interactions, home } = this.#parts;
    const bolt = this.#bolt;
    for (const name of Object.values(COMMANDS)) {
      bolt.command(name, (args) => interactions.command(args.body, acknowledging(args)));
    }
    // Every one, so that none is left without an answer.
    bolt.action(ANY, (args) => interactions.press(args.body, acknowledging(args)));
    bolt.view(ANY, (args) => interactions.submit(args.body, acknowledging(args)));
    bolt.shortcut(ANY, (args) => interactions.shortcut(args.body, acknowledging(args)));
    const reacted = ({ body, context }: { body: unknown; context: { retryNum?: number } }) =>
      this.#reacted(body, (context.retryNum ?? 0) > 0);
    bolt.event('reaction_added', reacted);
    bolt.event('reaction_removed', reacted);
    bolt.event('app_home_opened', ({ body }) => home.opened(body));
  }

  /** An event that comes late may be older than what is stored already: the message itself decides. */
  async #reacted(body: unknown, isLate: boolean): Promise<void> {
    const { reactions, catchUp } = this.#parts;
    const change = await reactions.handle(body);
    if (change === undefined) return;
    if (isLate) catchUp.readAgain(change.place, change.message);
    else catchUp.changed(change.message);
  }
}

interface Delivery {
  readonly context: Readonly<Record<string, unknown>>;
  /** Each kind of delivery takes its own answers, and the part that reads it gives one of them. */
  ack(answer?: unknown): Promise<void>;
}

/** Answers over another connection when that of the delivery has ended. */
function acknowledging(delivery: Delivery): Ack {
  return async (answer) => {
    try {
      await delivery.ack(answer);
    } catch (cause) {
      const { answerElsewhere } = delivery.context;
      if (typeof answerElsewhere !== 'function') throw cause;
      await answerElsewhere(answer);
    }
  };
}
