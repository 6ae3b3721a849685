import { type ClientOptions, OpenAI } from 'openai';
import { fetchHere, type VendorAccess } from '../common/access.ts';

/** Milliseconds. Longer than all our timeouts, which end a call by its abort signal. */
const TIMEOUT_MS = 24 * 3_600_000;

/**
 * The official client: one attempt per call, no log, and nothing from the environment, where another program's
 * variable could redirect our calls to another account or address.
 */
export function openAiClient(
  { apiKey, baseUrl }: VendorAccess,
  fetchAnswer: typeof fetch = fetchHere,
): OpenAI {
  return new KeyedOpenAi({
    apiKey,
    // Null means none; without it the SDK reads the environment.
    baseURL: baseUrl,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    fetch: fetchAnswer,
    timeout: TIMEOUT_MS,
    logLevel: 'off',
  });
}

class KeyedOpenAi extends OpenAI {
  constructor(options: ClientOptions) {
    super(options);
    // Drops the headers of OPENAI_CUSTOM_HEADERS, which would override the key's and have no option of their own.
    this._options.defaultHeaders = undefined;
  }
}
