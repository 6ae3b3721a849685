import { createServer, type Server } from 'node:http';
import type { Clock } from '../../../src/core/ports/system.ts';
import { SystemClock } from '../../../src/system.ts';
import { applicationApi, readyApi } from './application.ts';
import { Cdn } from './cdn.ts';
import type { FakeChannel } from './channel.ts';
import { type FakeCommand, Commands } from './commands.ts';
import { noFilters } from './filters.ts';
import { type FaultRule, Faults } from './faults.ts';
import type { Hold } from '../holds.ts';
import { Gateway } from './gateway.ts';
import { type Ground, INTENT } from './ground.ts';
import type { FakeGuild, GuildOptions } from './guild.ts';
import { Interactions } from './interactions.ts';
import type { FakeMessage } from './message.ts';
import { Person } from './person.ts';
import { Posting } from './posting.ts';
import { readEmoji, sweepReactions } from './reactions.ts';
import { type KeptMessage, recall } from './recall.ts';
import { type Limits, RateLimits } from './rate-limits.ts';
import { RestServer, type SeenRequest } from './rest-server.ts';
import { interactionRoutes } from './routes-interactions.ts';
import { messageRoutes } from './routes-messages.ts';
import { worldRoutes } from './routes-world.ts';
import { Snowflakes } from './snowflakes.ts';
import type { FakeUser, UserOptions } from './user.ts';
import { Waiting } from '../waiting.ts';
import { World } from './world.ts';

/** The service waits so long for an answer to an interaction. */
const ANSWER_MS = 3_000;
/** By the machine's own clock three seconds would measure the machine: what has not come by then never comes. */
const PATIENT_ANSWER_MS = 120_000;

export interface FakeDiscordOptions {
  readonly clock?: Clock;
  /** Real milliseconds before each answer. */
  readonly latencyMs?: number;
  /** How long it waits for an answer: as the service does by a test's clock, longer by the machine's. */
  readonly answerMs?: number;
  /** A free one unless told. */
  readonly port?: number;
  /** Of a bot that was there before; a new one unless told. */
  readonly applicationId?: string;
}

/** A strict Discord in memory, over real HTTP and WebSocket. */
export class FakeDiscord {
  readonly applicationId: string;
  readonly token: string;
  /** Every REST request, in order. */
  readonly requests: SeenRequest[] = [];
  /** What a correct bot never does. */
  readonly violations: string[] = [];
  /** Every refused request: violations, and also what merely was gone, late or not allowed. */
  readonly refusals: string[] = [];
  readonly gateway: Gateway;
  /** What the service refuses for good. */
  readonly filters = noFilters();
  /** Set in the developer portal; interactions would go there. */
  interactionsEndpointUrl: string | null = null;
  readonly #server: Server;
  readonly #ground: Ground;
  readonly #world: World;
  readonly #commands: Commands;
  readonly #interactions: Interactions;
  readonly #faults = new Faults();
  readonly #rateLimits: RateLimits;
  readonly #waiting = new Waiting();
  #revoked = false;
  #port = 0;

  /** Starts listening. */
  static async start(options: FakeDiscordOptions = {}): Promise<FakeDiscord> {
    const discord = new FakeDiscord(options);
    await discord.#listen(options.port ?? 0);
    return discord;
  }

  private constructor(options: FakeDiscordOptions) {
    const { clock = new SystemClock(), latencyMs = 0 } = options;
    const { answerMs = options.clock ? ANSWER_MS : PATIENT_ANSWER_MS } = options;
    const ids = new Snowflakes(clock);
    this.applicationId = options.applicationId ?? ids.next();
    this.token = `${Buffer.from(this.applicationId).toString('base64url')}.Fake00.${'t'.repeat(38)}`;
    const emit: Ground['emit'] = (event) => this.gateway.emit(event);
    const { applicationId, filters } = this;
    this.#ground = { clock, ids, cdn: new Cdn(clock), applicationId, filters, emit };
    this.gateway = this.#makeGateway();
    this.#world = new World(this.#ground);
    this.#commands = new Commands(this.#ground);
    this.#rateLimits = new RateLimits(clock);
    const posting = new Posting(this.#ground, this.#world);
    this.#interactions = new Interactions(this.#ground, this.#world, posting, answerMs);
    const rest = this.#makeRest(posting, latencyMs);
    this.#server = createServer((request, response) => {
      rest.handle(request, response).catch((error: unknown) => {
        this.violations.push(`the fake broke: ${String(error)}`);
        response.destroy();
      });
    });
    this.gateway.attach(this.#server);
  }

  /** Without a trailing slash. */
  get apiUrl(): string {
    return `${this.#origin}/api`;
  }

  get botId(): string {
    return this.#world.bot.id;
  }

  get limits(): Limits {
    return this.#rateLimits.limits;
  }

  set limits(limits: Limits) {
    Object.assign(this.#rateLimits.limits, limits);
  }

  async close(): Promise<void> {
    this.#interactions.stop();
    this.#faults.clear();
    this.gateway.close();
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }

  addGuild(options: GuildOptions): FakeGuild {
    return this.#world.addGuild(options);
  }

  addUser(options: UserOptions): FakeUser {
    return this.#world.addUser(options);
  }

  /** The direct messages of a person and the bot. */
  openDm(user: FakeUser, id?: string): FakeChannel {
    return this.#world.openDm(user, id);
  }

  /** Puts messages of an earlier time into a channel, oldest first: nobody is told. */
  recall(channel: FakeChannel, messages: readonly KeptMessage[]): void {
    recall({ ground: this.#ground, world: this.#world, channel }, messages);
  }

  /** A person at a client. */
  person(user: FakeUser, channel: FakeChannel, { locale = 'en-US' } = {}): Person {
    const ground = this.#ground;
    const [world, commands, interactions] = [this.#world, this.#commands, this.#interactions];
    return new Person({ ground, world, commands, interactions }, { user, channel, locale });
  }

  /** Public messages, oldest first. */
  messages(channelId: string): readonly FakeMessage[] {
    const all = this.#world.findChannel(channelId)?.all ?? [];
    return all.filter((one) => !one.deleted && one.ephemeralFor === undefined);
  }

  /** As a moderator does. */
  deleteChannel(channelId: string): void {
    this.#world.deleteChannel(this.#world.channel(channelId));
  }

  /** As a moderator does. */
  deleteMessage(channelId: string, messageId: string): void {
    const channel = this.#world.channel(channelId);
    const message = channel.find(messageId);
    if (message === undefined) throw new Error(`there is no message ${messageId}`);
    this.#world.deleteMessage(channel, message);
  }

  /** As a moderator sweeps reactions away: those with one emoji, or all. */
  sweepReactions(channelId: string, messageId: string, emoji?: string): void {
    const channel = this.#world.channel(channelId);
    const message = channel.find(messageId);
    if (message === undefined) throw new Error(`there is no message ${messageId}`);
    sweepReactions(channel, message, emoji === undefined ? null : readEmoji(emoji));
  }

  /** As an administrator throws the bot out. */
  removeGuild(guild: FakeGuild): void {
    this.#world.removeGuild(guild);
  }

  /** Registered commands: of a server, or those for everywhere. */
  commands(guildId?: string): readonly FakeCommand[] {
    return this.#commands.list(guildId ?? null);
  }

  /** Makes matching requests go wrong, in the order of the calls. */
  fail(rule: FaultRule): void {
    this.#faults.add(rule);
  }

  /** Does matching requests, and holds their answers. */
  hold(path: RegExp): Hold {
    return this.#faults.hold(path);
  }

  /** Forgets every fault and lets held answers go. */
  heal(): void {
    this.#faults.clear();
  }

  /** From now on the token is refused everywhere. */
  revokeToken(): void {
    this.#revoked = true;
    this.gateway.reject();
  }

  /** What `look` gives, once it gives something; looked at after each request and connection. */
  until<T>(look: () => T | undefined | null | false): Promise<T> {
    return this.#waiting.until(look);
  }

  /** A link into the content host, signed anew. */
  link(url: string): string {
    return this.#ground.cdn.link(url);
  }

  get #origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  get #gatewayUrl(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address ? address.port : port;
    this.#ground.cdn.origin = this.#origin;
  }

  #validToken(): string | undefined {
    return this.#revoked ? undefined : this.token;
  }

  #makeGateway(): Gateway {
    return new Gateway({
      token: () => this.#validToken(),
      ready: () => readyApi(this.#world),
      afterReady: () =>
        [...this.#world.guilds.values()]
          .filter((guild) => guild.ready)
          .map((guild) => ({ t: 'GUILD_CREATE', d: guild.toApi(), intent: INTENT.guilds })),
      url: () => this.#gatewayUrl,
      note: (words) => this.violations.push(words),
      deliver: (interaction) => this.#interactions.deliver(interaction),
      moved: () => this.#waiting.look(),
    });
  }

  #makeRest(posting: Posting, latencyMs: number): RestServer {
    const facts = {
      gatewayUrl: () => this.#gatewayUrl,
      application: () => applicationApi(this.#world, this.interactionsEndpointUrl),
      applicationId: this.applicationId,
    };
    return new RestServer({
      ground: this.#ground,
      routes: [
        ...worldRoutes(this.#world, this.#commands, facts),
        ...messageRoutes(this.#world, posting),
        ...interactionRoutes(this.#interactions),
      ],
      faults: this.#faults,
      limits: this.#rateLimits,
      latencyMs,
      token: () => this.#validToken(),
      refused: (words, violation) => {
        this.refusals.push(words);
        if (violation) this.violations.push(words);
      },
      seen: (request) => this.requests.push(request),
      moved: () => this.#waiting.look(),
    });
  }
}
