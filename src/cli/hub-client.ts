import { z } from 'zod';
import { type StatusJson, statusSchema } from '../bots/web/status.ts';
import { StartupError } from '../core/base/startup-error.ts';

/** Milliseconds for one answer of the hub. */
const ANSWER_MS = 30_000;
const problemSchema = z.object({ detail: z.string() });
const acceptedSchema = z.object({ pairs: z.array(z.object({ batch_id: z.string() })) });
const uploadSchema = z.object({ id: z.string(), name: z.string() });

interface Sending {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A hub as the command line talks to it. Every member throws a `StartupError` with a sentence. */
export class HubClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, token: string | null) {
    this.#url = url;
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
  }

  /** Ids of the pairs that were accepted. */
  async generate(body: object, requestKey: string): Promise<readonly string[]> {
    const response = await this.#post('/api/generate', body, { 'idempotency-key': requestKey });
    return acceptedSchema.parse(await response.json()).pairs.map((pair) => pair.batch_id);
  }

  async upload(name: string, bytes: Uint8Array): Promise<{ id: string; name: string }> {
    const data = Buffer.from(bytes).toString('base64');
    return uploadSchema.parse(await (await this.#post('/api/references', { name, data })).json());
  }

  async status(id: string): Promise<StatusJson> {
    const response = await this.#fetch(`/api/generation-status?batch_id=${encodeURIComponent(id)}`);
    return statusSchema.parse(await response.json());
  }

  async image(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#fetch(path)).arrayBuffer());
  }

  #post(path: string, body: object, headers: Readonly<Record<string, string>> = {}) {
    return this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  }

  async #fetch(path: string, init: Sending = {}): Promise<Response> {
    const headers = { ...this.#headers, ...init.headers };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const response = await fetch(`${this.#url}${path}`, { ...init, headers, signal }).catch(
      (cause: unknown) => {
        throw new StartupError(
          `No hub answers at ${this.#url}: start one with "npm start", or name it with --url.`,
          { cause },
        );
      },
    );
    if (response.ok) return response;
    const said = problemSchema.safeParse(await response.json().catch(() => undefined));
    throw new StartupError(said.data?.detail ?? `The hub answered ${response.status} at ${path}.`);
  }
}
