import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { APP_ID, type Ground } from './ground.ts';
import type { Invocation } from './invocation.ts';

/** Connections of one app. */
const MAX_CONNECTIONS = 10;

/** Socket Mode: each payload goes over any one of the app's connections. */
export class Sockets {
  readonly #ground: Ground;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #tickets = new Set<string>();
  readonly #open: WebSocket[] = [];
  readonly #waiting = new Map<string, Invocation>();
  readonly #carriers = new WeakMap<Invocation, WebSocket>();
  #turn = 0;
  #count = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  get connections(): number {
    return this.#open.length;
  }

  /** An address that serves one connection. */
  address(): string {
    const ticket = this.#ground.ids.secret();
    this.#tickets.add(ticket);
    return `${this.#ground.origin().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${APP_ID}`;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://slack').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket) || this.#open.length >= MAX_CONNECTIONS) {
      this.#ground.note('a socket was opened without a fresh address, or too many were');
      socket.end('HTTP/1.1 404 Not Found\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (one) => this.#opened(one));
  }

  /** Sends over one connection. False when there is none. */
  send(
    invocation: Invocation,
    retry?: { readonly attempt: number; readonly reason: string },
  ): boolean {
    const open = this.#open.filter((one) => one.readyState === one.OPEN);
    const one = open[this.#turn % Math.max(1, open.length)];
    if (one === undefined) return false;
    this.#turn += 1;
    this.#count += 1;
    const envelope = `envelope-${this.#count}`;
    this.#waiting.set(envelope, invocation);
    this.#carriers.set(invocation, one);
    const { type, payload } = invocation;
    const again = retry && { retry_attempt: retry.attempt, retry_reason: retry.reason };
    one.send(
      JSON.stringify({
        envelope_id: envelope,
        type,
        payload,
        accepts_response_payload: type !== 'events_api',
        ...again,
      }),
    );
    return true;
  }

  /** Slack announces that it will close a connection: the app opens another. */
  refresh(): void {
    const [first] = this.#open;
    first?.send(
      JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }),
    );
  }

  /** The connection that brought it breaks. */
  cutCarrierOf(invocation: Invocation): void {
    this.#carriers.get(invocation)?.terminate();
  }

  /** Connections break, all or one. */
  cut(how: 'one' | 'all'): void {
    for (const one of how === 'one' ? this.#open.slice(0, 1) : [...this.#open]) one.terminate();
  }

  close(): void {
    for (const one of this.#open) one.terminate();
    this.#server.close();
  }

  #opened(one: WebSocket): void {
    this.#open.push(one);
    one.on('message', (data: Buffer) => this.#heard(data));
    one.on('error', () => one.terminate());
    one.on('close', () => {
      this.#open.splice(this.#open.indexOf(one), 1);
      this.#ground.moved();
    });
    const info = { app_id: APP_ID };
    one.send(
      JSON.stringify({
        type: 'hello',
        num_connections: this.#open.length,
        connection_info: info,
        debug_info: {},
      }),
    );
    this.#ground.moved();
  }

  #heard(data: Buffer): void {
    const said: { envelope_id?: string; payload?: unknown } = JSON.parse(data.toString());
    const invocation = this.#waiting.get(said.envelope_id ?? '');
    if (invocation === undefined) {
      this.#ground.note(`an unknown or doubled acknowledgement: ${data.toString()}`);
      return;
    }
    this.#waiting.delete(said.envelope_id ?? '');
    invocation.acknowledge(said.payload ?? null, this.#ground.clock.now());
    this.#ground.moved();
  }
}
