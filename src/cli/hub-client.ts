import { z } from 'zod';
import { type StatusJson, statusSchema } from '../bots/web/status.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { HubAway } from './patience.ts';

/** Milliseconds for one answer of the hub. */
const ANSWER_MS = 30_000;
/** Milliseconds for an upload: its turn at the hub, and its way there. */
const UPLOAD_MS = 180_000;
/** Codes of a connection that was there and ended. */
const BROKEN_OFF = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);
/** Statuses of a hub that starts, stops or cannot use its storage, and of a proxy before none. */
const AWAY = new Set([502, 503, 504, 507]);
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
    return this.#read(await this.#fetch(statusPath(id)), statusSchema);
  }

  /** Where to read the state of a pair. */
  statusUrl(id: string): string {
    return `${this.#url}${statusPath(id)}`;
  }

  async image(path: string): Promise<Uint8Array> {
    const response = await this.#fetch(path);
    return new Uint8Array(await response.arrayBuffer().catch((cause) => this.#cutOff(cause)));
  }

  async #read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    const text = await response.text().catch((cause) => this.#cutOff(cause));
    const read = schema.safeParse(asJson(text));
    if (read.success) return read.data;
    throw new StartupError(
      `What answers at ${this.#url} is not a hub of this version: name one with --url.`,
    );
  }

  #cutOff(cause: unknown): never {
    throw new HubAway(`The hub at ${this.#url} went away in the middle of an answer.`, {
      cause,
      reached: true,
    });
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
      throw this.#away(cause, ms);
    });
    if (response.ok) return response;
    const problem = problemSchema.safeParse(await response.json().catch(() => undefined));
    const sentence = problem.data?.detail ?? `The hub answered ${response.status} at ${path}.`;
    if (AWAY.has(response.status) && init.method === undefined) {
      throw new HubAway(sentence, { reached: true });
    }
    throw new StartupError(sentence);
  }

  /** Why there was no answer. A hub that broke off is there. */
  #away(cause: unknown, ms: number): HubAway {
    if (cause instanceof DOMException && cause.name === 'TimeoutError') {
      const late = `The hub at ${this.#url} did not answer within ${ms / 1_000} s: please try again.`;
      return new HubAway(late, { cause, reached: true });
    }
    const inner = cause instanceof Error ? cause.cause : undefined;
    const code = inner instanceof Error && 'code' in inner ? String(inner.code) : '';
    if (BROKEN_OFF.has(code)) {
      const broken = `The hub at ${this.#url} broke the connection off (${code}): please try again, and look into its log.`;
      return new HubAway(broken, { cause, reached: true });
    }
    const none = `No hub answers at ${this.#url}: start one with "npm start", or name it with --url.`;
    return new HubAway(none, { cause, reached: false });
  }
}

function statusPath(id: string): string {
  return `/api/generation-status?batch_id=${encodeURIComponent(id)}`;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
