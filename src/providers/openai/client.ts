import { type ClientOptions, OpenAI } from 'openai';
import { fetchHere } from '../shared/fetch-here.ts';

/** How OpenAI is reached. */
export interface OpenAiAccess {
  readonly apiKey: string;
  /** Where its API is, up to and with the version; null for the vendor's own address. */
  readonly baseUrl: string | null;
}

/** Milliseconds; longer than any clock of ours, whose abort signal is what ends a call. */
const TIMEOUT_MS = 24 * 3_600_000;

/**
 * The official client for one key: one attempt a call, no log, and nothing from the environment. A
 * variable of another program on the machine must not move our calls to another account or address.
 */
export function openAiClient({ apiKey, baseUrl }: OpenAiAccess): OpenAI {
  return new KeyedOpenAi({
    apiKey,
    // Null is "none", where leaving out would mean the environment's. A key knows its own project.
    baseURL: baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    fetch: fetchHere,
    timeout: TIMEOUT_MS,
    logLevel: 'off',
  });
}

class KeyedOpenAi extends OpenAI {
  constructor(options: ClientOptions) {
    super(options);
    // The headers of OPENAI_CUSTOM_HEADERS, which no option keeps out and which go over the key's own.
    this._options.defaultHeaders = undefined;
  }
}
