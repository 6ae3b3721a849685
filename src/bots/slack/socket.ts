import type { App } from '@slack/bolt';
import type { AnswerElsewhere, SocketParts } from './socket-connection.ts';
import { SocketLine } from './socket-line.ts';

/** Connections at once: while Slack refreshes one, everything comes over the other. */
const LINES = 2;

/** Socket Mode over two connections that feed one app. */
export class SocketWay {
  readonly #lines: readonly SocketLine[];

  constructor(parts: SocketParts) {
    this.#lines = Array.from({ length: LINES }, () => new SocketLine(parts, this.#elsewhere));
  }

  /** Called by Bolt: everything that comes goes to the app. */
  init(app: App): void {
    for (const line of this.#lines) line.init(app);
  }

  /**
   * Opens the connections and keeps them open. Calls back when one stands and no other stood: something may have been missed
   * before. Resolves when the first stands, or has failed once.
   */
  async start(connected: () => void): Promise<void> {
    const opened = (line: SocketLine) => {
      if (!this.#lines.some((other) => other !== line && other.isOpen)) connected();
    };
    await Promise.race(this.#lines.map((line) => line.start(() => opened(line))));
  }

  async stop(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.stop()));
  }

  /** What came by a connection that has ended since is answered by the other. */
  readonly #elsewhere =
    (from: SocketLine): AnswerElsewhere =>
    async (envelopeId, body) => {
      const other = this.#lines.find((line) => line !== from && line.isOpen);
      if (other === undefined) throw new Error('no connection to Slack is open to answer by');
      await other.send(envelopeId, body);
    };
}
