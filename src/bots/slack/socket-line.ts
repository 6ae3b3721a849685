import { type App, type Logger, SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { within } from '../../core/base/within.ts';
import type { Clock, Log } from '../../core/ports/system.ts';

/** Milliseconds for opening a connection. */
const OPEN_MS = 15_000;
/** Milliseconds until a connection that failed is tried again. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
/** A connection that ended sooner has failed: Slack refreshes one after minutes at the earliest. */
const SOON_MS = 10_000;
/** Milliseconds for the other side to end a connection in order. */
const GOODBYE_MS = 2_000;
/** Milliseconds for an answer to a ping: more than this process may be busy for. */
const PONG_MS = 15_000;
/** Milliseconds for the address of a connection. */
const ADDRESS_MS = 10_000;

const envelopeSchema = z.object({ envelope_id: z.string() });

export interface SocketParts {
  readonly appToken: string;
  /** Without a trailing slash; null: the real one. */
  readonly apiUrl: string | null;
  readonly clock: Clock;
  readonly log: Log;
  readonly logger: Logger;
}

/** Sends an answer to an envelope over another connection. Rejects when there is none. */
export type AnswerElsewhere = (envelopeId: string, body: unknown) => Promise<void>;

/**
 * One connection of Socket Mode, opened anew whenever it ends. Bolt's client does not do that here: when its second try
 * fails, nobody hears of it but the process, which ends.
 */
export class SocketLine {
  readonly #parts: SocketParts;
  readonly #receiver: SocketModeReceiver;
  #closed = false;
  #stopPause: (() => void) | null = null;
  #running: Promise<void> | null = null;

  constructor(parts: SocketParts, elsewhere: (from: SocketLine) => AnswerElsewhere) {
    const { appToken, apiUrl, logger } = parts;
    this.#parts = parts;
    const address = apiUrl === null ? {} : { slackApiUrl: `${apiUrl}/` };
    this.#receiver = new SocketModeReceiver({
      appToken,
      logger,
      autoReconnectEnabled: false,
      clientPingTimeout: PONG_MS,
      installerOptions: {
        clientOptions: { ...address, timeout: ADDRESS_MS, retryConfig: { retries: 0 } },
      },
      customPropertiesExtractor: (args: unknown) => {
        const { envelope_id: id } = envelopeSchema.parse(args);
        return { answerElsewhere: (body: unknown) => elsewhere(this)(id, body) };
      },
    });
  }

  get isOpen(): boolean {
    return this.#receiver.client.websocket?.isActive() === true;
  }

  init(app: App): void {
    this.#receiver.init(app);
  }

  /** Keeps the connection open. Resolves when it stands for the first time, or has failed once. */
  async start(connected: () => void): Promise<void> {
    const first = Promise.withResolvers<void>();
    this.#running = this.#run(connected, first.resolve);
    await first.promise;
  }

  /** Answers an envelope that another connection brought. */
  send(envelopeId: string, body: unknown): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const payload = typeof body === 'string' ? { text: body } : (body ?? {});
    const text = JSON.stringify({ envelope_id: envelopeId, payload });
    this.#receiver.client.websocket?.send(text, (cause) => (cause ? reject(cause) : resolve()));
    return promise;
  }

  async stop(): Promise<void> {
    this.#closed = true;
    this.#stopPause?.();
    await this.#end();
    await this.#running;
  }

  async #run(connected: () => void, tried: () => void): Promise<void> {
    const { clock, log } = this.#parts;
    for (let pauseMs = FIRST_PAUSE_MS; !this.#closed; ) {
      const openedAt = clock.now();
      try {
        const { ended } = await this.#open();
        connected();
        tried();
        await ended;
      } catch (cause) {
        if (!this.#closed)
          log.warn({ err: cause, againInMs: pauseMs }, 'Slack’s socket cannot be opened');
      }
      tried();
      if (clock.now() - openedAt >= SOON_MS) pauseMs = FIRST_PAUSE_MS;
      else if (!this.#closed) {
        await this.#pause(pauseMs);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
  }

  /** Resolves once the connection stands. `ended` resolves at its end. */
  async #open(): Promise<{ readonly ended: Promise<void> }> {
    const { client } = this.#receiver;
    const ended = new Promise<void>((resolve) => void client.once('disconnected', () => resolve()));
    try {
      await within({ clock: this.#parts.clock, ms: OPEN_MS }, () => this.#receiver.start());
    } catch (cause) {
      await this.#end();
      throw cause;
    }
    // It was closed while it opened.
    if (this.#closed) await this.#end();
    return { ended };
  }

  /** Ends the connection; a side that does not say goodbye is cut off. */
  async #end(): Promise<void> {
    const { client } = this.#receiver;
    if (client.websocket?.readyState === undefined) return;
    const { clock } = this.#parts;
    const ending = client.disconnect();
    await within({ clock, ms: GOODBYE_MS }, () => ending).catch(() => {
      // Ending it a second time destroys it.
      client.websocket?.disconnect();
    });
  }

  #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#parts.clock.after(ms, resolve);
    this.#stopPause = () => {
      cancel();
      resolve();
    };
    return promise;
  }
}
