import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, HTTPReceiver, type Logger } from '@slack/bolt';
import { bytesWithin } from '../../core/base/bytes-within.ts';
import { MEGABYTE } from '../../core/base/units.ts';
import { within } from '../../core/base/within.ts';
import type { Clock } from '../../core/ports/system.ts';
import { EVENTS_PATH } from './manifest.ts';

/** Bytes of a delivery: Slack's own are far smaller, and anybody can send here before the signature is checked. */
export const MAX_BYTES = MEGABYTE;
/** Milliseconds for the whole of a delivery. */
export const BODY_MS = 10_000;
/** Milliseconds in which the rest of one that is too large is dropped. */
const DROP_MS = 2_000;
/** Bytes that all deliveries together may announce at a time; more, and the largest of them is given up. */
export const MAX_ALL_BYTES = 64 * MEGABYTE;

export interface HttpParts {
  readonly signingSecret: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A delivery whose body is on its way. */
interface Reading {
  /** As announced; the most there may be where nothing is. */
  readonly bytes: number;
  readonly giveUp: AbortController;
}

/**
 * Signed deliveries over HTTP. The signature and its time are the only key: any Host, any proxy. Bolt checks them, and
 * answers `ssl_check` and `url_verification`.
 */
export class HttpWay {
  readonly #clock: Clock;
  readonly #receiver: HTTPReceiver;
  /** Oldest first. */
  readonly #reading = new Set<Reading>();
  #open = false;

  constructor({ signingSecret, clock, logger }: HttpParts) {
    this.#clock = clock;
    this.#receiver = new HTTPReceiver({ signingSecret, logger, endpoints: EVENTS_PATH });
  }

  /** Called by Bolt: everything that comes goes to the app. */
  init(app: App): void {
    this.#receiver.init(app);
  }

  start(connected: () => void): Promise<void> {
    this.#open = true;
    connected();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#open = false;
    return Promise.resolve();
  }

  /** Answers a request for `EVENTS_PATH`. */
  readonly listen = (request: IncomingMessage, response: ServerResponse): void => {
    this.#answer(request, response).catch(() => response.destroy());
  };

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST') return refuse(response, 405, { allow: 'POST' });
    // Slack delivers events again, and tells people to try again.
    if (!this.#open) return refuse(response, 503, { 'retry-after': '5' });
    const bytes = await this.#body(request, response);
    if (bytes === undefined) return;
    const rawBody = Buffer.from(bytes);
    if (!isObject(rawBody, request.headers['content-type'])) return refuse(response, 400);
    Object.assign(request, { rawBody });
    this.#receiver.requestListener(request, response);
  }

  /** Undefined when the request was refused. */
  async #body(request: IncomingMessage, response: ServerResponse): Promise<Uint8Array | undefined> {
    const announced = Number(request.headers['content-length'] ?? MAX_BYTES);
    if (!(announced <= MAX_BYTES)) return this.#tooLarge(request, response);
    const reading = { bytes: announced, giveUp: new AbortController() };
    this.#begin(reading);
    try {
      const limits = { clock: this.#clock, ms: BODY_MS, signal: reading.giveUp.signal };
      const chunks = request.iterator({ destroyOnReturn: false });
      return (
        (await within(limits, () => bytesWithin(chunks, MAX_BYTES))) ??
        (await this.#tooLarge(request, response))
      );
    } catch {
      // Too slow, given up, or gone.
      return refuse(response, 408);
    } finally {
      this.#reading.delete(reading);
    }
  }

  /** Slack's own deliveries are small, and read at once: who holds much room for long must not shut them out. */
  #begin(reading: Reading): void {
    this.#reading.add(reading);
    const all = [...this.#reading];
    if (all.reduce((sum, { bytes }) => sum + bytes, 0) <= MAX_ALL_BYTES) return;
    const largest = all.reduce((most, one) => (one.bytes > most.bytes ? one : most));
    this.#reading.delete(largest);
    largest.giveUp.abort(new Error('too many bytes were announced'));
  }

  /** A sender that still sends does not read the answer: what comes in a moment is dropped first. */
  async #tooLarge(request: IncomingMessage, response: ServerResponse): Promise<undefined> {
    const dropped = new Promise((resolve) => request.once('end', resolve).resume());
    await within({ clock: this.#clock, ms: DROP_MS }, () => dropped).catch(() => undefined);
    return refuse(response, 413);
  }
}

/**
 * Whether the JSON of a delivery is an object, by its first sign: the signature is checked before it is parsed. Bolt would
 * end the process for a signed `null`.
 */
function isObject(body: Buffer, type = ''): boolean {
  const text = body.toString();
  const json = type.includes('json') ? text : new URLSearchParams(text).get('payload');
  return json === null || /^\s*\{/.test(json);
}

/** The connection ends with the answer, and with what was not read. */
function refuse(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): undefined {
  if (response.headersSent) return;
  response.writeHead(status, { ...headers, connection: 'close' }).end();
}
