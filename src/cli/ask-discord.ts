import { DiscordAPIError, HTTPError, RateLimitError, type RouteLike } from 'discord.js';
import { z } from 'zod';
import { discordRest } from '../bots/discord/client.ts';
import { TOKEN_REFUSED } from '../bots/discord/errors.ts';
import type { DiscordSettings } from '../bots/discord/settings.ts';
import { bad, type Finding } from './finding.ts';

/** Questions to Discord that only read, each answered within a time. */
export interface AskDiscord {
  /** Throws what the client throws, and what the schema refuses. */
  get<T>(route: RouteLike, schema: z.ZodType<T>, query?: Record<string, string>): Promise<T>;
  /** What a question that threw means, and what to do. */
  failure(what: string, cause: unknown): Finding;
}

/** Asks with the bot's token; no answer within `answerMs` is a failure. */
export function askDiscord(config: DiscordSettings, answerMs: number): AskDiscord {
  const rest = discordRest(config.token, config);
  // The client sleeps out a rate limit whatever the signal says, and Discord's can last an hour.
  rest.options.rejectOnRateLimit = ({ retryAfter }) => retryAfter > answerMs;
  const remedy =
    config.apiUrl === null
      ? 'check the connection to the internet, and whether a firewall stands between'
      : 'check DISCORD_API_URL, or remove it to use the real Discord';
  return {
    async get(route, schema, query = {}) {
      const signal = AbortSignal.timeout(answerMs);
      return schema.parse(await rest.get(route, { signal, query: new URLSearchParams(query) }));
    },
    failure(what, cause) {
      if (isRefused(cause)) return bad('Discord token', TOKEN_REFUSED);
      return bad(what, `${problem(cause, rest.options.api, remedy)}.`.replaceAll(/\s+/g, ' '));
    },
  };
}

function isRefused(cause: unknown): boolean {
  return cause instanceof DiscordAPIError && cause.status === 401;
}

function problem(cause: unknown, address: string, remedy: string): string {
  if (cause instanceof RateLimitError) {
    const seconds = Math.round(cause.retryAfter / 1_000);
    return `Discord refuses every question for ${seconds} s: run the doctor again after that`;
  }
  if (cause instanceof HTTPError) {
    return `Discord fails at the moment (${cause.status} from ${address}): look at https://discordstatus.com, and try again later`;
  }
  if (cause instanceof DiscordAPIError) {
    return `${address} answers ${cause.status} (${cause.message}): ${remedy}`;
  }
  if (cause instanceof z.ZodError || cause instanceof SyntaxError) {
    return `what answers at ${address} is not Discord: ${remedy}`;
  }
  return `Discord cannot be reached at ${address} (${reason(cause)}): ${remedy}`;
}

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.name === 'AbortError') return 'no answer in time';
  const code: unknown = Reflect.get(cause, 'code');
  return typeof code === 'string' ? code : cause.message;
}
