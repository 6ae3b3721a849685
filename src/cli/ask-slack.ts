import { WebAPIHTTPError, WebAPIRequestError, WebClient } from '@slack/web-api';
import { z } from 'zod';
import { clientOptions } from '../bots/slack/client.ts';
import { codeOf, missingScope, retryAfterOf } from '../bots/slack/errors.ts';
import { bad, type Finding } from './finding.ts';

/** Asks Slack's Web API, with one token. */
export interface AskSlack {
  /** Rejects with the client's error, also for no answer in time, or with a `ZodError`. */
  call<T>(method: string, schema: z.ZodType<T>, args?: Record<string, unknown>): Promise<T>;
  /** For `catch`: turns the error of a call into the finding of the check `what`. */
  failed(what: string): (cause: unknown) => readonly Finding[];
}

export interface AskSlackParts {
  readonly token: string;
  /** Another address of the Web API; null: the real one. */
  readonly apiUrl: string | null;
  /** Milliseconds until a call times out. */
  readonly answerMs: number;
  /** What to do when Slack answers with this code, where something is known. */
  readonly advice: (code: string) => string | undefined;
}

/** For answers of which nothing is read. */
export const anything = z.unknown();

/** Calls with a token, each tried once. */
export function askSlack({ token, apiUrl, answerMs, advice }: AskSlackParts): AskSlack {
  const client = new WebClient(token, { ...clientOptions(apiUrl), timeout: answerMs });
  const remedy =
    apiUrl === null
      ? 'check the connection to the internet, and whether a firewall stands between'
      : 'check SLACK_API_URL, or remove it to use the real Slack';
  return {
    async call(method, schema, args = {}) {
      return schema.parse(await client.apiCall(method, args));
    },
    failed: (what) => (cause) => {
      const known = advice(codeOf(cause) ?? '');
      if (known !== undefined) return [bad(what, known)];
      return [bad(what, `${problem(cause, client.slackApiUrl, remedy)}.`.replaceAll(/\s+/g, ' '))];
    },
  };
}

function problem(cause: unknown, address: string, remedy: string): string {
  const waitMs = retryAfterOf(cause);
  if (waitMs !== undefined) {
    const seconds = Math.round(waitMs / 1_000);
    return `Slack refuses every question for ${seconds} s: run the doctor again after that`;
  }
  const scope = missingScope(cause);
  if (scope !== undefined) return `the app was not granted ${scope}: see “Slack scopes”`;
  const code = codeOf(cause);
  if (code !== undefined) return `${address} answers ${code}: ${remedy}`;
  if (cause instanceof WebAPIHTTPError && cause.statusCode >= 500) {
    return `Slack fails at the moment (${cause.statusCode} from ${address}): look at https://slack-status.com, and try again later`;
  }
  if (cause instanceof WebAPIRequestError) {
    return `Slack cannot be reached at ${address} (${reason(cause.original)}): ${remedy}`;
  }
  return `what answers at ${address} is not Slack: ${remedy}`;
}

function reason(error: Error): string {
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code: unknown = Reflect.get(cause, 'code');
  return typeof code === 'string' ? code : cause.message;
}
