import { fetchHere, type VendorAccess } from '../common/access.ts';
import { cleanMessage } from '../common/clean-message.ts';
import { type Answer, readBody } from './answer.ts';

/** The vendor's own address. */
const ADDRESS = 'https://api.runware.ai/v1';

/** One task as it is sent. */
export type Task = Readonly<Record<string, unknown>>;

/** Runware over plain HTTP: one POST per call, without retries. Its own SDK uses a WebSocket and retries. */
export class RunwareClient {
  readonly #apiKey: string;
  readonly #address: string;

  constructor({ apiKey, baseUrl }: VendorAccess) {
    this.#apiKey = apiKey;
    this.#address = baseUrl ?? ADDRESS;
  }

  /** Sends tasks. Throws the connection's error, or the signal's reason. */
  async send(tasks: readonly Task[], signal: AbortSignal): Promise<Answer> {
    const response = await fetchHere(this.#address, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.#apiKey}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify(tasks),
      signal,
    });
    const { status, headers } = response;
    return { status, headers, body: readBody(await response.text()) };
  }

  /** A message without the key. */
  readonly hide = (message: string): string => cleanMessage(message, this.#apiKey);
}
