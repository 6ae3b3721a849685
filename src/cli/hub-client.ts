import { z } from 'zod';
import { type StatusJson, statusSchema } from '../bots/web/status.ts';
import { StartupError } from '../core/base/startup-error.ts';

/** Milliseconds for one answer of the hub. */
const ANSWER_MS = 30_000;
const problemSchema = z.object({ detail: z.string() });
const acceptedSchema = z.object({ pairs: z.array(z.object({ batch_id: z.string() })) });
const uploadSchema = z.object({ id: z.string(), name: z.string() });

/** A client of a hub's HTTP API. Every method throws a `StartupError` when the hub refuses or is not there. */
export class HubClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(url: string, token: string | null) {
    this.#url = url;
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
  }

  /** Requests pairs; resolves with their ids. The hub accepts the same `requestKey` once. */
  async generate(body: object, requestKey: string): Promise<readonly string[]> {
    const response = await this.#post('/api/generate', body, { 'idempotency-key': requestKey });
    return (await this.#read(response, acceptedSchema)).pairs.map((pair) => pair.batch_id);
  }

  async upload(name: string, bytes: Uint8Array): Promise<{ id: string; name: string }> {
    const data = Buffer.from(bytes).toString('base64');
    return this.#read(await this.#post('/api/references', { name, data }), uploadSchema);
  }

  async status(id: string): Promise<StatusJson> {
    const path = `/api/generation-status?batch_id=${encodeURIComponent(id)}`;
    return this.#read(await this.#fetch(path), statusSchema);
  }

  async image(path: string): Promise<Uint8Array> {
    return new Uint8Array(await (await this.#fetch(path)).arrayBuffer());
  }

  async #read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    const read = schema.safeParse(await response.json().catch(() => undefined));
    if (read.success) return read.data;
    throw new StartupError(
      `What answers at ${this.#url} is not a hub of this version: name one with --url.`,
    );
  }

  #post(path: string, body: object, more: Readonly<Record<string, string>> = {}) {
    const headers = { ...this.#headers, 'content-type': 'application/json', ...more };
    return this.#fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #fetch(path: string, init: RequestInit = { headers: this.#headers }): Promise<Response> {
    const request = { ...init, signal: AbortSignal.timeout(ANSWER_MS) };
    const response = await fetch(`${this.#url}${path}`, request).catch((cause: unknown) => {
      throw new StartupError(
        `No hub answers at ${this.#url}: start one with "npm start", or name it with --url.`,
        { cause },
      );
    });
    if (response.ok) return response;
    const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
    const sentence = problem.data?.detail ?? `The hub answered ${response.status} at ${path}.`;
    throw new StartupError(sentence);
  }
}
