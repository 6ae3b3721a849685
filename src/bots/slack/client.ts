import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';

/** Milliseconds for one answer of Slack. */
export const ANSWER_MS = 10_000;

export interface SlackAddress {
  /** The bot's token, `xoxb-…`. */
  readonly botToken: string;
  /** Where the Web API is; null for the real one. */
  readonly apiUrl: string | null;
}

/** Slack's Web API with the bot's token. Every call is tried once: a lost answer must not post a message twice. */
export function slackClient({ botToken, apiUrl }: SlackAddress): WebClient {
  return new WebClient(botToken, clientOptions(apiUrl));
}

/** One try, at most 10 s; a rate limit is thrown, because waiting for one call would hold up all others. */
export function clientOptions(apiUrl: string | null): WebClientOptions {
  return {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl.replace(/\/*$/, '/') }),
    retryConfig: { retries: 0 },
    timeout: ANSWER_MS,
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: SILENT,
  };
}

const nothing = (): void => undefined;
/** The client logs nothing: it throws its errors, and the callers log them. */
const SILENT: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};
