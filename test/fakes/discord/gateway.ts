import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { GatewaySession, OP, say } from './gateway-session.ts';
import { type GatewayEvent, INTENT } from './ground.ts';
import type { FakeInteraction } from './interaction.ts';
import type { Json } from './json.ts';

export interface GatewayHost {
  readonly token: () => string | undefined;
  /** READY without the session’s own fields. */
  readonly ready: () => Json;
  /** The events that follow READY. */
  readonly afterReady: () => readonly GatewayEvent[];
  readonly url: () => string;
  readonly note: (violation: string) => void;
  readonly deliver: (interaction: FakeInteraction) => void;
  /** Something came or went. */
  readonly moved: () => void;
}

const CLOSE = {
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  sessionTimedOut: 4009,
  invalidIntents: 4013,
  disallowedIntents: 4014,
} as const;

const PRIVILEGED = INTENT.guildMembers | INTENT.guildPresences | INTENT.messageContent;
const ALL_INTENTS = 0x3_fff_fff;

const frame = z.object({ op: z.number(), d: z.unknown().optional() });
const identify = z.object({ token: z.string(), intents: z.int(), properties: z.looseObject({}) });
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });

interface Connection {
  readonly socket: WebSocket;
  session: GatewaySession | undefined;
  lastBeat: number;
}

/**
 * The WebSocket side. Beats and windows here run on the machine’s clock, because the client’s own
 * timers do.
 */
export class Gateway {
  /** Between two beats, as HELLO asks for. */
  heartbeatMs = 41_250;
  /** A second IDENTIFY within this time is refused. */
  identifyWindowMs = 5000;
  /** Privileged intents that the operator has switched on. */
  allowedPrivileged = 0;
  identifies = 0;
  resumes = 0;
  readonly #host: GatewayHost;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #watch: NodeJS.Timeout;
  #refusals = 0;
  #silent = false;
  #lastIdentify = Number.NEGATIVE_INFINITY;

  constructor(host: GatewayHost) {
    this.#host = host;
    this.#watch = setInterval(() => this.#dropTheSilent(), 250);
    this.#watch.unref();
  }

  /** Connections that have identified or resumed. */
  get connected(): number {
    return [...this.#connections].filter((one) => one.session).length;
  }

  /** Intents of the newest session. */
  get intents(): number {
    return [...this.#sessions.values()].at(-1)?.intents ?? 0;
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  emit(event: GatewayEvent): void {
    for (const session of this.#sessions.values()) session.dispatch(event);
  }

  /** Cuts the connection; without `resumable` its session is forgotten and with it what happens meanwhile. */
  drop({ resumable }: { readonly resumable: boolean }): void {
    if (!resumable) this.#sessions.clear();
    for (const { socket } of this.#connections) socket.terminate();
    this.#forget();
  }

  /** Asks the client to come back (op 7). */
  reconnect(): void {
    this.#tell({ op: OP.reconnect, d: null });
  }

  /** Tells the client that its session is over (op 9), or must be resumed. */
  invalidate({ resumable }: { readonly resumable: boolean }): void {
    if (!resumable) this.#sessions.clear();
    for (const connection of this.#connections) {
      if (connection.session) connection.session.socket = undefined;
      connection.session = undefined;
    }
    this.#tell({ op: OP.invalidSession, d: resumable });
  }

  /** Resets the next connections instead of taking them. */
  refuse(times: number): void {
    this.#refusals = times;
  }

  /** Answers no heartbeat until `speak()`. */
  silence(): void {
    this.#silent = true;
  }

  speak(): void {
    this.#silent = false;
  }

  /** The same INTERACTION_CREATE a second time. */
  redeliver(interaction: FakeInteraction): void {
    this.#host.deliver(interaction);
  }

  /** Ends every connection as a refused token does. */
  reject(): void {
    this.#sessions.clear();
    for (const { socket } of this.#connections) socket.close(CLOSE.authenticationFailed);
    this.#forget();
  }

  close(): void {
    clearInterval(this.#watch);
    for (const { socket } of this.#connections) socket.terminate();
    this.#server.close();
  }

  #tell(payload: Json): void {
    for (const { socket } of this.#connections) say(socket, payload);
  }

  #forget(): void {
    for (const connection of this.#connections) this.#gone(connection);
  }

  #gone(connection: Connection): void {
    if (connection.session?.socket === connection.socket) connection.session.socket = undefined;
    connection.session = undefined;
    this.#connections.delete(connection);
    this.#host.moved();
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#refusals > 0 && socket instanceof Socket) {
      this.#refusals -= 1;
      socket.resetAndDestroy();
      return;
    }
    const query = new URL(request.url ?? '/', 'http://gateway').searchParams;
    if (query.get('v') !== '10' || query.get('encoding') !== 'json') {
      this.#host.note(`the gateway was asked for ${query.toString()}`);
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#open(opened));
  }

  #open(socket: WebSocket): void {
    const connection: Connection = { socket, session: undefined, lastBeat: Date.now() };
    this.#connections.add(connection);
    socket.on('message', (data) => this.#read(connection, data));
    socket.on('error', () => {});
    socket.on('close', (code) => {
      // A client that says goodbye will not resume.
      if ((code === 1000 || code === 1001) && connection.session) {
        this.#sessions.delete(connection.session.id);
      }
      this.#gone(connection);
    });
    say(socket, { op: OP.hello, d: { heartbeat_interval: this.heartbeatMs, _trace: [] }, s: null });
  }

  #read(connection: Connection, data: RawData): void {
    const parsed = frame.safeParse(parse(data));
    if (!parsed.success) return connection.socket.close(CLOSE.decodeError);
    const { op, d } = parsed.data;
    if (op === OP.heartbeat) return this.#beat(connection);
    if (op === OP.identify) return this.#identify(connection, d);
    if (op === OP.resume) return this.#resume(connection, d);
    if (op === OP.presence && connection.session) return undefined;
    this.#host.note(`the gateway was sent op ${op}`);
    return connection.socket.close(
      connection.session ? CLOSE.unknownOpcode : CLOSE.notAuthenticated,
    );
  }

  #beat(connection: Connection): void {
    connection.lastBeat = Date.now();
    if (!this.#silent) say(connection.socket, { op: OP.heartbeatAck });
  }

  #identify(connection: Connection, d: unknown): void {
    const { socket } = connection;
    if (connection.session) return socket.close(CLOSE.alreadyAuthenticated);
    const form = identify.safeParse(d);
    if (!form.success) return socket.close(CLOSE.decodeError);
    const { token, intents } = form.data;
    if (token !== this.#host.token()) return socket.close(CLOSE.authenticationFailed);
    if ((intents & ~ALL_INTENTS) !== 0) return this.#badIntents(socket, CLOSE.invalidIntents);
    if ((intents & PRIVILEGED & ~this.allowedPrivileged) !== 0) {
      return this.#badIntents(socket, CLOSE.disallowedIntents);
    }
    if (this.#tooSoon()) return say(socket, { op: OP.invalidSession, d: false });
    return this.#welcome(connection, intents);
  }

  #badIntents(socket: WebSocket, code: number): void {
    this.#host.note(`the gateway closed with ${code} for its intents`);
    socket.close(code);
  }

  #tooSoon(): boolean {
    const now = Date.now();
    const soon = now - this.#lastIdentify < this.identifyWindowMs;
    if (!soon) this.#lastIdentify = now;
    return soon;
  }

  #welcome(connection: Connection, intents: number): void {
    const session = new GatewaySession(intents, connection.socket);
    this.identifies += 1;
    connection.session = session;
    this.#sessions.set(session.id, session);
    const own = { session_id: session.id, resume_gateway_url: this.#host.url() };
    session.dispatch({ t: 'READY', d: { ...this.#host.ready(), ...own }, intent: INTENT.none });
    for (const event of this.#host.afterReady()) session.dispatch(event);
    this.#host.moved();
  }

  #resume(connection: Connection, d: unknown): void {
    const { socket } = connection;
    const form = resume.safeParse(d);
    if (!form.success) return socket.close(CLOSE.decodeError);
    if (form.data.token !== this.#host.token()) return socket.close(CLOSE.authenticationFailed);
    const session = this.#sessions.get(form.data.session_id);
    if (!session?.replay(form.data.seq, socket)) {
      return say(socket, { op: OP.invalidSession, d: false });
    }
    this.resumes += 1;
    connection.session = session;
    return this.#host.moved();
  }

  #dropTheSilent(): void {
    const late = Date.now() - this.heartbeatMs * 1.5;
    for (const connection of this.#connections) {
      if (connection.lastBeat < late) connection.socket.close(CLOSE.sessionTimedOut);
    }
  }
}

function parse(data: RawData): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  } catch {
    return undefined;
  }
}
