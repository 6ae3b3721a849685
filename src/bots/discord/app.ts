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
import type { Settings } from '../../core/ports/settings.ts';
import type { Clock, Digest, Log } from '../../core/ports/system.ts';
import type { CatchUp } from '../../core/studio/press/catch-up.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import type { Studio } from '../../core/studio/studio.ts';
import { TOKEN_REFUSED } from './errors.ts';
import { greetingPlace } from './first-run.ts';
import { localeOf } from './identity.ts';
import { Interactions } from './interactions.ts';
import type { LiveInteractions } from './live-interactions.ts';
import { inviteLink } from './permissions.ts';
import type { MemberParts } from './members.ts';
import type { Pictures } from './pictures.ts';
import { DiscordReactionReader } from './reaction-reader.ts';
import { Reactions } from './reactions.ts';
import { registerCommands } from './register.ts';
import type { DiscordSurface } from './surface.ts';
import type { UploadLimits } from './upload-limits.ts';

export interface DiscordParts extends MemberParts {
  /** With the bot's token, whatever becomes of the client's connection. */
  readonly rest: REST;
  readonly token: string;
  /** Registers commands there alone; null for everywhere. */
  readonly guildId: string | null;
  readonly studio: Studio;
  readonly settings: Settings;
  readonly surface: DiscordSurface;
  readonly pictures: Pictures;
  readonly live: LiveInteractions;
  readonly limits: UploadLimits;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly log: Log;
}

const REFUSED: number = GatewayCloseCodes.AuthenticationFailed;
const CLOSED =
  'Look the code up in its documentation under “Gateway Close Event Codes”, then restart the hub.';
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 300_000;
/** Milliseconds until a message that was found is kept as ours. */
const FOUND_MS = 1_000;
/** Milliseconds for ending the connection, and what is being read, in order. */
const GOODBYE_MS = 3_000;

/** Discord's door: the gateway's events, each handed to the part that reads it. */
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
   * Listens, and connects; gives the link that invites the bot. Throws a `StartupError` when the token is
   * refused. Where Discord cannot be reached it goes on trying (null), because the hub works without it.
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
    // A client that is just shaking hands answers no goodbye, and a rate limit may last: neither is waited for.
    const ended = Promise.all([client.destroy(), this.#catchUp.close()]);
    await Promise.race([ended, limit.promise]);
    cancel();
  }

  #listen(): void {
    const { client, log, surface, clock } = this.#parts;
    // Emoji that came before we knew the message to be ours were let pass.
    surface.whenFound(() => {
      this.#stopFound?.();
      this.#stopFound = clock.after(FOUND_MS, () => this.#catchUp.start());
    });
    const interactions = new Interactions(this.#parts);
    const reactions = new Reactions(this.#parts);
    client
      .on(Events.InteractionCreate, (interaction) => void interactions.handle(interaction))
      .on(Events.Raw, (packet: unknown) => {
        const heard = reactions.hear(packet);
        if (heard?.swept === true) this.#catchUp.swept(heard.place, heard.message);
        else if (heard !== undefined) this.#catchUp.heard(heard.message);
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
