import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { GatewayEvent } from './ground.ts';
import type { Json } from './json.ts';

export const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** What a client identified for: its events, numbered, kept for a resume. */
export class GatewaySession {
  readonly id = randomBytes(16).toString('hex');
  readonly intents: number;
  /** The connection that carries it; undefined between a drop and a resume. */
  socket: WebSocket | undefined;
  readonly #sent: { readonly s: number; readonly t: string; readonly d: Json }[] = [];

  constructor(intents: number, socket: WebSocket) {
    this.intents = intents;
    this.socket = socket;
  }

  /** Sends an event now or, while nobody is connected, at the resume. */
  dispatch({ t, d, intent }: GatewayEvent): void {
    if (intent !== 0 && (this.intents & intent) === 0) return;
    const event = { s: this.#sent.length + 1, t, d };
    this.#sent.push(event);
    if (this.socket) say(this.socket, { op: OP.dispatch, ...event });
  }

  /** Sends again what came after `seq`; false when there never was such a number. */
  replay(seq: number, socket: WebSocket): boolean {
    if (seq > this.#sent.length) return false;
    this.socket = socket;
    for (const event of this.#sent.slice(seq)) say(socket, { op: OP.dispatch, ...event });
    this.dispatch({ t: 'RESUMED', d: {}, intent: 0 });
    return true;
  }
}

/** Sends one gateway payload. */
export function say(socket: WebSocket, payload: Json): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(payload));
}
