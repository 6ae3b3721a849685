import { createServer, type Server } from 'node:http';
import type { Clock } from '../../../src/core/ports/system.ts';
import { SystemClock } from '../../../src/system.ts';
import { z } from 'zod';
import { ApiServer, type SeenCall } from './api-server.ts';
import type { ChannelOptions, FakeChannel } from './channels.ts';
import { Delivery } from './delivery.ts';
import { type FaultRule, Faults } from './faults.ts';
import type { Hold } from '../holds.ts';
import { BOT_USER, type Ground } from './ground.ts';
import type { HttpTarget } from './http-delivery.ts';
import { SlackIds } from './ids.ts';
import type { FakeMessage } from './messages.ts';
import { type Method, method } from './method.ts';
import { chatMethods } from './methods-chat.ts';
import { fileMethods } from './methods-files.ts';
import { lookMethods } from './methods-look.ts';
import { viewMethods } from './methods-views.ts';
import type { FakeUser, UserOptions } from './people.ts';
import { Person } from './person.ts';
import { Rates } from './rates.ts';
import { circumstance } from './refusal.ts';
import { Responses } from './responses.ts';
import { Sockets } from './sockets.ts';
import { Triggers } from './triggers.ts';
import { ViewStore } from './view-store.ts';
import { Waiting } from '../waiting.ts';
import { World } from './world.ts';

const ANSWER_MS = 3_000;
/** By the machine's own clock three seconds would measure the machine: what has not come by then never comes. */
const PATIENT_ANSWER_MS = 120_000;

/** The scopes of the app, as its manifest asks for them. */
export const SCOPES = [
  'commands',
  'chat:write',
  'files:read',
  'files:write',
  'reactions:read',
  'users:read',
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'im:write',
] as const;

export interface FakeSlackOptions {
  readonly clock?: Clock;
  readonly answerMs?: number;
  readonly port?: number;
}

/** A strict Slack in memory, over real HTTP and WebSocket. */
export class FakeSlack {
  readonly botToken = 'xoxb-1-fake-diptych';
  readonly appToken = 'xapp-1-fake-diptych';
  readonly signingSecret = 'fake0signing0secret';
  /** Scopes that the installed app was granted. */
  readonly scopes = new Set<string>(SCOPES);
  /** Whether Socket Mode is on in the app's settings: Slack opens a connection all the same, and warns. */
  socketMode = true;
  /** Every call of the Web API, in order. */
  readonly calls: SeenCall[] = [];
  /** What a correct app never does. */
  readonly violations: string[] = [];
  /** Every refused call: violations, and also what merely was gone, late or not allowed. */
  readonly refusals: string[] = [];
  readonly world: World;
  readonly views: ViewStore;
  readonly sockets: Sockets;
  readonly rates: Rates;
  readonly delivery: Delivery;
  readonly #ground: Ground;
  readonly #server: Server;
  readonly #faults = new Faults();
  readonly #waiting = new Waiting();
  readonly #triggers: Triggers;
  readonly #responses: Responses;
  #revoked = false;
  #port = 0;

  /** Starts listening on 127.0.0.1. */
  static async start(options: FakeSlackOptions = {}): Promise<FakeSlack> {
    const slack = new FakeSlack(options);
    await slack.#listen(options.port ?? 0);
    return slack;
  }

  private constructor(options: FakeSlackOptions) {
    const { clock = new SystemClock() } = options;
    this.#ground = {
      clock,
      ids: new SlackIds(clock),
      origin: () => `http://127.0.0.1:${this.#port}`,
      moved: () => this.#waiting.look(),
      note: (words) => this.violations.push(words),
    };
    this.world = new World(this.#ground);
    this.views = new ViewStore(this.#ground, (file) => this.world.files.isUsable(file));
    this.sockets = new Sockets(this.#ground);
    this.rates = new Rates(clock);
    this.#triggers = new Triggers(this.#ground);
    this.#responses = new Responses(this.#ground, this.world);
    const answerMs = options.answerMs ?? (options.clock ? ANSWER_MS : PATIENT_ANSWER_MS);
    this.delivery = new Delivery(this.#ground, this.sockets, answerMs);
    const api = this.#makeApi();
    this.#server = createServer((request, response) => {
      api.handle(request, response).catch((cause: unknown) => {
        this.violations.push(`the fake broke: ${String(cause)}`);
        response.destroy();
      });
    });
    this.#server.on('upgrade', (request, socket, head) => {
      this.sockets.upgrade(request, socket, head);
    });
  }

  /** With a trailing slash, as the clients want it. */
  get apiUrl(): string {
    return `${this.#ground.origin()}/api/`;
  }

  async close(): Promise<void> {
    this.delivery.stop();
    this.#faults.clear();
    this.sockets.close();
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  /** From now on everything is delivered over HTTP to this address. */
  deliverTo(target: Omit<HttpTarget, 'signingSecret'>): void {
    this.delivery.target = { ...target, signingSecret: this.signingSecret };
  }

  addUser(options: UserOptions): FakeUser {
    return this.world.addUser(options);
  }

  addChannel(options: ChannelOptions = {}): FakeChannel {
    return this.world.addChannel(options);
  }

  /** A person at a client, who joins the channel. */
  person(user: FakeUser, channel: FakeChannel): Person {
    channel.members.add(user.id);
    const parts = { ground: this.#ground, world: this.world, views: this.views };
    const ways = { triggers: this.#triggers, responses: this.#responses, delivery: this.delivery };
    return new Person({ ...parts, ...ways }, user, channel);
  }

  /** As a member does. */
  invite(channel: FakeChannel): void {
    channel.members.add(BOT_USER);
  }

  /** As an admin does, or its author. */
  deleteMessage(channel: FakeChannel, ts: string): void {
    const one = channel.find(ts);
    if (one === undefined) throw new Error(`there is no message ${ts}`);
    one.deleted = true;
  }

  /** Public messages, oldest first. */
  messages(channel: FakeChannel): readonly FakeMessage[] {
    return channel.standing();
  }

  /** Makes matching calls go wrong, in their order. */
  fail(rule: FaultRule): void {
    this.#faults.add(rule);
  }

  /** Does matching calls, and holds their answers. */
  hold(name: string | RegExp): Hold {
    return this.#faults.hold(name);
  }

  /** Forgets every fault and lets held answers go. */
  heal(): void {
    this.#faults.clear();
  }

  /** From now on both tokens are refused. */
  revokeTokens(): void {
    this.#revoked = true;
    this.sockets.cut('all');
  }

  /** What `look` gives, once it gives something. */
  until<T>(look: () => T | undefined | null | false): Promise<T> {
    return this.#waiting.until(look);
  }

  #makeApi(): ApiServer {
    return new ApiServer({
      ground: this.#ground,
      methods: new Map(this.#methods().map((one) => [one.name, one])),
      faults: this.#faults,
      rates: this.rates,
      tokens: () => {
        return this.#revoked
          ? { bot: null, app: null }
          : { bot: this.botToken, app: this.appToken };
      },
      scopes: () => this.scopes,
      upload: (secret, bytes) => this.world.files.upload(secret, bytes),
      respond: (secret, body) => this.#responses.respond(secret, body),
      file: (path, authorization) => this.#file(path, authorization),
      seen: (call) => this.calls.push(call),
      refused: (words, isViolation) => {
        this.refusals.push(words);
        if (isViolation) this.violations.push(words);
      },
    });
  }

  #methods(): readonly Method[] {
    const url = 'https://studio.slack.com/';
    return [
      ...chatMethods(this.#ground, this.world),
      ...fileMethods(this.world),
      ...lookMethods(this.world, { url }),
      ...viewMethods(this.views, this.#triggers),
      method(
        'apps.connections.open',
        null,
        z.strictObject({}),
        () => {
          if (this.delivery.target !== null) throw circumstance('not_allowed_token_type');
          const messages = this.socketMode ? [] : ['[WARN] Socket Mode is not turned on.'];
          return { url: this.sockets.address(), response_metadata: { messages } };
        },
        'app',
      ),
    ];
  }

  /** The bytes of a file, for the bot, in channels that it is in. */
  #file(path: string, authorization: string | undefined): Buffer | null {
    const id = /^T-(F[A-Z0-9]+)\//.exec(path)?.[1] ?? '';
    const file = this.world.files.all.get(id);
    if (file === undefined || file.state !== 'completed') return null;
    return authorization === `Bearer ${this.botToken}` ? file.bytes : null;
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address ? address.port : port;
  }
}
