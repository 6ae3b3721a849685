import {
  Client,
  DiscordAPIError,
  GatewayIntentBits,
  Options,
  Partials,
  REST,
  type RESTOptions,
  Routes,
} from 'discord.js';
import { Agent } from 'undici';
import { StartupError } from '../../core/base/startup-error.ts';
import { TOKEN_REFUSED } from './errors.ts';

/** Milliseconds for one answer of Discord; the client tries three times. */
const ANSWER_MS = 15_000;

/** So many that the client never waits. */
const ANSWERS_PER_SECOND = 10_000;

/** Where Discord is; null for the real one. Without a trailing slash. */
export interface DiscordAddress {
  readonly apiUrl: string | null;
}

function restOptions({ apiUrl }: DiscordAddress): Partial<RESTOptions> {
  return {
    version: '10',
    timeout: ANSWER_MS,
    // Its own, of the undici that the client is made with: the global one is whichever another package has set, and
    // another version refuses the client's files.
    agent: new Agent(),
    ...(apiUrl === null ? {} : { api: apiUrl }),
  };
}

/**
 * Discord's HTTP API with a token, for what needs no gateway. Waits out short rate limits; a longer
 * one is thrown as a `RateLimitError`, unless `patient`.
 */
export function discordRest(
  token: string,
  address: DiscordAddress,
  { patient = false }: { readonly patient?: boolean } = {},
): REST {
  const options = patient ? {} : { rejectOnRateLimit: isLong };
  return new SteadyRest({ ...restOptions(address), ...options }).setToken(token);
}

/** Throws a `StartupError` when the token is refused; other failures may be temporary. */
export async function requireToken(rest: REST): Promise<void> {
  try {
    await rest.get(Routes.user(), { signal: AbortSignal.timeout(CHECK_MS) });
  } catch (cause) {
    const isRefused = cause instanceof DiscordAPIError && cause.status === 401;
    if (isRefused) throw new StartupError(TOKEN_REFUSED, { cause });
  }
}

const CHECK_MS = 5_000;
const LONG_WAIT_MS = 10_000;

function isLong({ retryAfter }: { readonly retryAfter: number }): boolean {
  return retryAfter > LONG_WAIT_MS;
}

/** Keeps its token: the client drops it at any 401, and one stray answer would end all posting. */
class SteadyRest extends REST {
  override setToken(token: string | null): this {
    return token === null ? this : super.setToken(token);
  }
}

/**
 * A client that is not connected yet. None of its intents is privileged: it reads no messages, only emoji on
 * messages, and interactions. Messages are not cached, so that reactions on old ones arrive like others.
 */
export function discordClient(address: DiscordAddress): Client {
  return new Client({
    // It answers interactions, which Discord leaves out of the bot's limit of 50 requests a second
    // (its documentation, "Global Rate Limit"); all other requests go through `discordRest`.
    rest: { ...restOptions(address), globalRequestsPerSecond: ANSWERS_PER_SECOND },
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessageReactions,
      GatewayIntentBits.DirectMessageReactions,
    ],
    // Direct channels are unknown until the first interaction in them.
    partials: [Partials.Channel],
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      GuildMemberManager: {
        maxSize: 1_000,
        keepOverLimit: (member) => member.user.id === member.client.user.id,
      },
    }),
  });
}
