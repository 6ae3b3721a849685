import {
  type Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  type Guild,
  type REST,
} from 'discord.js';
import type { Clock } from '../../core/ports/system.ts';
import type { CatchUp } from '../../core/studio/press/catch-up.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { TOKEN_REFUSED } from './errors.ts';
import { localeOf } from './identity.ts';
import { type InteractionParts, Interactions } from './interactions.ts';
import { inviteLink } from './permissions.ts';
import { greetingPlace, registerCommands, type RegisterParts } from './register.ts';
import { DiscordReactionReader } from './reaction-reader.ts';
import { type ReactionParts, Reactions } from './reactions.ts';
import type { DiscordSurface } from './surface.ts';

export interface DiscordParts extends ReactionParts, InteractionParts, RegisterParts {
  /** Works without the gateway's connection. */
  readonly rest: REST;
  readonly token: string;
  /** Where commands are registered; null for everywhere. */
  readonly guildId: string | null;
  readonly surface: DiscordSurface;
  readonly clock: Clock;
}

const REFUSED: number = GatewayCloseCodes.AuthenticationFailed;
const CLOSED =
  'Look the code up in its documentation under “Gateway Close Event Codes”, then restart the hub.';
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
/** Milliseconds until a message that was found is stored as ours. */
const FOUND_MS = 1_000;
/** Milliseconds for ending the connection and the current read in order. */
const GOODBYE_MS = 3_000;

/** Hands each of the gateway's events to the part that reads it. */
export class DiscordApp {
  readonly #parts: DiscordParts;
  readonly #catchUp: CatchUp;
  #stopRetry: (() => void) | null = null;
  #stopFound: (() => void) | null = null;
  #closed = false;

  constructor(parts: DiscordParts) {
    this.#parts = parts;
    this.#catchUp = parts.studio.catchUp('discord', new DiscordReactionReader(parts));
  }

  /**
   * Listens and connects. Returns the link that invites the bot. Throws a `StartupError` when the token is
   * refused. Returns null and keeps trying when Discord cannot be reached, because the hub works without it.
   */
  async start(): Promise<string | null> {
    this.#listen();
    await this.#login(FIRST_PAUSE_MS);
    const { application } = this.#parts.client;
    return application === null ? null : inviteLink(application.id);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopRetry?.();
    this.#stopFound?.();
    const { client, clock } = this.#parts;
    const limit = Promise.withResolvers<void>();
    const cancel = clock.after(GOODBYE_MS, limit.resolve);
    // A client in the middle of its handshake may never end, and a rate limit may last: wait for neither.
    const ended = Promise.all([client.destroy(), this.#catchUp.close()]);
    await Promise.race([ended, limit.promise]);
    cancel();
  }

  #listen(): void {
    const { client, log, surface, clock } = this.#parts;
    // Reactions that came before we knew the message as ours were ignored.
    surface.whenFound(() => {
      this.#stopFound?.();
      this.#stopFound = clock.after(FOUND_MS, () => this.#catchUp.start());
    });
    const interactions = new Interactions(this.#parts);
    const reactions = new Reactions(this.#parts);
    client
      .on(Events.InteractionCreate, (interaction) => void interactions.handle(interaction))
      .on(Events.Raw, (packet: unknown) => {
        const change = reactions.handle(packet);
        if (change?.cleared === true) this.#catchUp.readAgain(change.place, change.message);
        else if (change !== undefined) this.#catchUp.changed(change.message);
      })
      .on(Events.ShardReady, () => this.#catchUp.start())
      .on(Events.ClientReady, (ready) => void this.#ready(ready))
      .on(Events.GuildCreate, (guild) => void this.#joined(guild))
      .on(Events.Error, (err) => log.error({ err }, 'Discord’s client failed'))
      .on(Events.Warn, (said) => log.warn({ said }, 'Discord’s client warns'))
      .on(Events.ShardDisconnect, ({ code }) => {
        if (this.#closed) return;
        const why = code === REFUSED ? TOKEN_REFUSED : CLOSED;
        log.error({ code }, `Discord ended the connection for good (code ${code}). ${why}`);
      });
  }

  async #login(pauseMs: number): Promise<void> {
    const { client, token, clock, log } = this.#parts;
    try {
      await client.login(token);
    } catch (cause) {
      if (isRefusedToken(cause)) throw new StartupError(TOKEN_REFUSED, { cause });
      log.warn({ err: cause, againInMs: pauseMs }, 'Discord cannot be reached');
      if (this.#closed) return;
      this.#stopRetry = clock.after(pauseMs, () => {
        this.#login(Math.min(LONGEST_PAUSE_MS, pauseMs * 2)).catch((later: unknown) => {
          log.error({ err: later }, 'Discord does not let us in');
        });
      });
    }
  }

  async #ready(client: Client<true>): Promise<void> {
    const { guildId, log } = this.#parts;
    try {
      const invite = inviteLink(client.application.id);
      const servers = client.guilds.cache.size;
      log.info({ bot: client.user.tag, servers, invite }, 'Discord is connected');
      await registerCommands({ ...this.#parts, client }, guildId);
    } catch (cause) {
      log.error({ err: cause }, 'the commands could not be registered at Discord');
    }
  }

  async #joined(guild: Guild): Promise<void> {
    try {
      const place = greetingPlace(guild);
      const locale = localeOf(guild.preferredLocale);
      if (place !== undefined) await this.#parts.studio.welcome.once(place, locale);
    } catch (cause) {
      this.#parts.log.warn({ err: cause, guild: guild.id }, 'a new server could not be welcomed');
    }
  }
}

function isRefusedToken(cause: unknown): boolean {
  if (cause instanceof DiscordAPIError) return cause.status === 401;
  return cause instanceof DiscordjsError && cause.code === DiscordjsErrorCodes.TokenInvalid;
}
