import type { App } from '@slack/bolt';
import { within } from '../../core/base/within.ts';
import { type AnswerElsewhere, SocketConnection, type SocketParts } from './socket-connection.ts';
import { pause } from './waiting.ts';

/** Milliseconds until a connection that failed is tried again. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
/** A connection that ended sooner has failed: Slack refreshes one after minutes at the earliest. */
const SOON_MS = 10_000;
/** Milliseconds that a connection stays once its successor is being opened: Slack ends it before. */
const LINGER_MS = 30_000;

/** One connection at a time, and the next one as soon as it is needed. */
export class SocketLine {
  readonly #parts: SocketParts;
  readonly #stopping = new AbortController();
  readonly #old = new Set<SocketConnection>();
  readonly #elsewhere: AnswerElsewhere;
  #app: App | null = null;
  #now: SocketConnection | null = null;
  #running: Promise<void> | null = null;

  constructor(parts: SocketParts, elsewhere: (from: SocketLine) => AnswerElsewhere) {
    this.#parts = parts;
    this.#elsewhere = elsewhere(this);
  }

  get isOpen(): boolean {
    return this.#now?.isOpen === true;
  }

  init(app: App): void {
    this.#app = app;
  }

  /** Keeps a connection open. Resolves when it stands for the first time, or has failed once. */
  async start(connected: () => void): Promise<void> {
    const first = Promise.withResolvers<void>();
    this.#running = this.#run(connected, first.resolve);
    await first.promise;
  }

  /** Answers an envelope that another connection brought. */
  async send(envelopeId: string, body: unknown): Promise<void> {
    await this.#now?.send(envelopeId, body);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    const all = [...this.#old, ...(this.#now === null ? [] : [this.#now])];
    await Promise.all(all.map((one) => one.end()));
    await this.#running;
  }

  async #run(connected: () => void, tried: () => void): Promise<void> {
    const { clock, log } = this.#parts;
    const { signal } = this.#stopping;
    for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; ) {
      const openedAt = clock.now();
      try {
        const connection = await this.#open();
        connected();
        tried();
        await connection.over;
      } catch (cause) {
        if (!signal.aborted) {
          log.warn({ err: cause, againInMs: pauseMs }, 'Slack’s socket cannot be opened');
        }
      }
      tried();
      if (clock.now() - openedAt >= SOON_MS) {
        pauseMs = FIRST_PAUSE_MS;
      } else {
        await pause(clock, pauseMs, signal);
        pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
      }
    }
  }

  /** Opens the next connection; the one before stays until Slack ends it. */
  async #open(): Promise<SocketConnection> {
    if (this.#app === null) throw new Error('a socket was opened before the app was there');
    const next = new SocketConnection(this.#parts, this.#app, this.#elsewhere);
    if (this.#now?.isOpen === true) void this.#letEnd(this.#now);
    this.#now = next;
    await next.open();
    // It was stopped while it opened.
    if (this.#stopping.signal.aborted) await next.end();
    return next;
  }

  async #letEnd(before: SocketConnection): Promise<void> {
    this.#old.add(before);
    const { signal } = this.#stopping;
    const limits = { clock: this.#parts.clock, ms: LINGER_MS, signal };
    await within(limits, () => before.ended).catch(() => before.end());
    this.#old.delete(before);
  }
}
