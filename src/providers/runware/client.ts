import { fetchHere } from '../shared/fetch-here.ts';
import { vendorWords } from '../shared/words.ts';
import { type Answer, readBody } from './answer.ts';

/** The vendor's own address. */
const ADDRESS = 'https://api.runware.ai/v1';

/** One task as it is sent. */
export type Task = Readonly<Record<string, unknown>>;

/** Runware over plain HTTP: one POST a call, tried once. Its own SDK speaks WebSocket and retries. */
export class RunwareClient {
  readonly #apiKey: string;
  readonly #address: string;

  /** `baseUrl`: where the API is instead, its version included; null for the vendor's own address. */
  constructor({ apiKey, baseUrl }: { readonly apiKey: string; readonly baseUrl: string | null }) {
    this.#apiKey = apiKey;
    this.#address = baseUrl ?? ADDRESS;
  }

  /** Sends tasks. Throws what `fetchHere` throws: the connection's fault, or the signal's reason. */
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

  /** Words from outside as they may be stored and shown: without the key. */
  hide(said: string): string {
    return vendorWords(said, this.#apiKey);
  }
}
