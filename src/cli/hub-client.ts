import { z } from 'zod';
import { type StatusJson, statusSchema } from '../bots/web/status.ts';
import { StartupError } from '../core/base/startup-error.ts';

/** Milliseconds for one answer of the hub. */
const ANSWER_MS = 30_000;
/** Milliseconds for an upload: its turn at the hub, and its way there. */
const UPLOAD_MS = 180_000;
/** Codes of a connection that was there and ended. */
const BROKEN_OFF = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
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
    const path = `/api/references?name=${encodeURIComponent(name)}`;
    const headers = { ...this.#headers, 'content-type': 'application/octet-stream' };
    const init = { method: 'POST', headers, body: Buffer.from(bytes) };
    return this.#read(await this.#fetch(path, init, UPLOAD_MS), uploadSchema);
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

  async #fetch(
    path: string,
    init: RequestInit = { headers: this.#headers },
    ms = ANSWER_MS,
  ): Promise<Response> {
    const request = { ...init, signal: AbortSignal.timeout(ms) };
    const response = await fetch(`${this.#url}${path}`, request).catch((cause: unknown) => {
      throw new StartupError(this.#whyNot(cause, ms), { cause });
    });
    if (response.ok) return response;
    const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
    const sentence = problem.data?.detail ?? `The hub answered ${response.status} at ${path}.`;
    throw new StartupError(sentence);
  }

  /** Why there was no answer. A hub that broke off is there. */
  #whyNot(cause: unknown, ms: number): string {
    if (cause instanceof DOMException && cause.name === 'TimeoutError') {
      return `The hub at ${this.#url} did not answer within ${ms / 1_000} s: please try again.`;
    }
    const inner = cause instanceof Error ? cause.cause : undefined;
    const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
    if (BROKEN_OFF.has(code)) {
      return `The hub at ${this.#url} broke the connection off (${code}): please try again, and look into its log.`;
    }
    return `No hub answers at ${this.#url}: start one with "npm start", or name it with --url.`;
  }
}
