import { type App, type Logger, SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { within } from '../../core/base/within.ts';
import type { Clock, Log } from '../../core/ports/system.ts';

/** Milliseconds for opening a connection. */
const OPEN_MS = 15_000;
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
 * One WebSocket of Socket Mode, by Bolt's client. Slack announces that it will close one soon: the client would close it
 * at once, and what is on its way over it would be lost.
 */
export class SocketConnection {
  readonly #parts: SocketParts;
  readonly #receiver: SocketModeReceiver;
  readonly #over = Promise.withResolvers<void>();
  readonly #ended = Promise.withResolvers<void>();

  constructor(parts: SocketParts, app: App, elsewhere: AnswerElsewhere) {
    const { appToken, apiUrl, logger } = parts;
    this.#parts = parts;
    const address = apiUrl === null ? {} : { slackApiUrl: `${apiUrl}/` };
    this.#receiver = new SocketModeReceiver({
      appToken,
      logger,
      // The client's own tries end the process when the second one fails.
      autoReconnectEnabled: false,
      clientPingTimeout: PONG_MS,
      installerOptions: {
        clientOptions: { ...address, timeout: ADDRESS_MS, retryConfig: { retries: 0 } },
      },
      customPropertiesExtractor: (args: unknown) => {
        const { envelope_id: id } = envelopeSchema.parse(args);
        return { answerElsewhere: (body: unknown) => elsewhere(id, body) };
      },
    });
    this.#receiver.init(app);
    this.#hear();
  }

  get isOpen(): boolean {
    return this.#receiver.client.websocket?.isActive() === true;
  }

  /** Resolves when another connection is needed: this one has ended, or Slack will end it soon. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  /** Resolves when it has ended. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  /** Resolves once the connection stands. */
  async open(): Promise<void> {
    const { clock } = this.#parts;
    try {
      await within({ clock, ms: OPEN_MS }, () => this.#receiver.start());
    } catch (cause) {
      await this.end();
      throw cause;
    }
  }

  /** Answers an envelope that another connection brought. */
  send(envelopeId: string, body: unknown): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const payload = typeof body === 'string' ? { text: body } : (body ?? {});
    const text = JSON.stringify({ envelope_id: envelopeId, payload });
    this.#receiver.client.websocket?.send(text, (cause) => (cause ? reject(cause) : resolve()));
    return promise;
  }

  /** Ends the connection; a side that does not say goodbye is cut off. */
  async end(): Promise<void> {
    const { client } = this.#receiver;
    if (client.websocket?.readyState === undefined) return this.#ended.resolve();
    const { clock } = this.#parts;
    const ending = client.disconnect();
    await within({ clock, ms: GOODBYE_MS }, () => ending).catch(() => {
      // Ending it a second time destroys it.
      client.websocket?.disconnect();
    });
    this.#ended.resolve();
  }

  /** Keeps the announcement of its end from the client. */
  #hear(): void {
    const { client } = this.#receiver;
    client.on('disconnected', () => {
      this.#over.resolve();
      this.#ended.resolve();
    });
    const own = client.listeners('ws_message');
    client.removeAllListeners('ws_message');
    client.on('ws_message', (...said: unknown[]) => {
      if (isAnnouncement(said[0])) this.#over.resolve();
      else for (const listener of own) listener.apply(client, said);
    });
  }
}

const announcementSchema = z.object({ type: z.literal('disconnect') });

function isAnnouncement(data: unknown): boolean {
  if (typeof data !== 'string' || !data.includes('disconnect')) return false;
  try {
    return announcementSchema.safeParse(JSON.parse(data)).success;
  } catch {
    return false;
  }
}
