import { DiscordAPIError, HTTPError, RateLimitError, type RouteLike } from 'discord.js';
import { z } from 'zod';
import { discordRest } from '../bots/discord/client.ts';
import { TOKEN_REFUSED } from '../bots/discord/errors.ts';
import type { DiscordSettings } from '../bots/discord/settings.ts';
import { bad, type Finding } from './finding.ts';

/** Reads from Discord's API. */
export interface AskDiscord {
  /** Rejects with the client's error, also for no answer in time, or with a `ZodError`. */
  get<T>(route: RouteLike, schema: z.ZodType<T>, query?: Record<string, string>): Promise<T>;
  /** For `catch`: turns the error of a request into the finding of the check `what`. */
  failed(what: string): (cause: unknown) => readonly Finding[];
}

/** Requests with the bot's token, each with a timeout of `answerMs` milliseconds. */
export function askDiscord(config: DiscordSettings, answerMs: number): AskDiscord {
  const rest = discordRest(config.token, config);
  // The client would wait for the end of a rate limit, which can last an hour, and ignore the signal.
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
    failed: (what) => (cause) => {
      const refused = cause instanceof DiscordAPIError && cause.status === 401;
      if (refused) return [bad('Discord token', TOKEN_REFUSED)];
      return [bad(what, `${problem(cause, rest.options.api, remedy)}.`.replaceAll(/\s+/g, ' '))];
    },
  };
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
