import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, unauthorized, unknownRoute } from './errors.ts';
import type { Fault, Faults } from './faults.ts';
import type { Ground } from './ground.ts';
import { type RateLimits, tooMany } from './rate-limits.ts';
import { readBody, type RequestBody } from './request.ts';
import { type Answer, match, type Route } from './route.ts';

/** A request that the server got, and what it answered. */
export interface SeenRequest {
  readonly method: string;
  /** Decoded, after the version, without the query. */
  readonly path: string;
  readonly query: string;
  readonly at: number;
  /** When all of it had come, in milliseconds of `performance.now()`. */
  readonly cameAt: number;
  readonly body: unknown;
  /** Names of the uploads. */
  readonly files: readonly string[];
  /** What the server did; 0 until then, and when it never did anything. */
  status: number;
}

export interface RestHost {
  readonly ground: Ground;
  readonly routes: readonly Route[];
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly latencyMs: number;
  readonly token: () => string | undefined;
  readonly refused: (words: string, violation: boolean) => void;
  readonly seen: (request: SeenRequest) => void;
  readonly moved: () => void;
}

interface Reply extends Answer {
  readonly headers: Record<string, string>;
}

const PREFIX = /^\/api\/v(?<version>\d+)(?<path>\/.*)$/u;

/** The REST side of the service. */
export class RestServer {
  readonly #host: RestHost;

  constructor(host: RestHost) {
    this.#host = host;
  }

  /** Answers one request. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://rest');
    const groups = PREFIX.exec(url.pathname)?.groups;
    if (groups === undefined) return this.#serveFile(url, response);
    const path = groups['path'] ?? '/';
    const version = Number(groups['version']);
    if (version !== 10) this.#host.refused(`API version ${version} was asked for`, true);
    return this.#answer(request, response, { path, query: url.searchParams });
  }

  #serveFile(url: URL, response: ServerResponse): void {
    const file = this.#host.ground.cdn.open(url.pathname, url.searchParams);
    if (file === undefined) {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('This content is no longer available.');
      return;
    }
    response.writeHead(200, { 'content-type': file.type ?? 'application/octet-stream' });
    response.end(file.bytes);
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    { path, query }: { readonly path: string; readonly query: URLSearchParams },
  ): Promise<void> {
    const { faults, latencyMs } = this.#host;
    const method = request.method ?? 'GET';
    const shown = decodeURIComponent(path);
    const read = await readBody(request).catch(asError);
    // Who died in the middle of asking has asked for nothing.
    if (read instanceof Error && request.destroyed) return void response.destroy();
    const seen = this.#see(method, shown, query, read);
    const fault = faults.take(method, shown);
    if (fault === 'cut') return void request.socket.resetAndDestroy();
    if (fault === 'close') return void request.socket.destroy();
    const reply = instead(fault) ?? this.#run(request, { path, query }, read);
    seen.status = reply.status;
    this.#host.moved();
    if (fault === 'cut-after') return void request.socket.resetAndDestroy();
    if (fault === 'close-after') return void request.socket.destroy();
    if (fault === 'torn-after') return tear(response, reply);
    if (isLost(fault)) return send(response, { status: fault.lost, body: undefined, headers: {} });
    const slow = latencyMs + (isSlow(fault) ? fault.slowMs : 0);
    if (slow > 0) await sleep(slow);
    await faults.gate(shown);
    return send(response, reply);
  }

  #see(
    method: string,
    path: string,
    query: URLSearchParams,
    read: RequestBody | Error,
  ): SeenRequest {
    const { body, uploads } = read instanceof Error ? { body: undefined, uploads: [] } : read;
    const request = {
      method,
      path,
      query: query.toString(),
      at: this.#host.ground.clock.now(),
      cameAt: performance.now(),
      body,
      files: uploads.map((one) => one.name),
      status: 0,
    };
    this.#host.seen(request);
    return request;
  }

  #run(
    request: IncomingMessage,
    { path, query }: { readonly path: string; readonly query: URLSearchParams },
    read: RequestBody | Error,
  ): Reply {
    const method = request.method ?? 'GET';
    const { headers, refusal } = this.#host.limits.count(method, path);
    if (refusal) return { status: 429, body: refusal, headers };
    try {
      const { route, parts } = this.#route(method, path);
      if (!route.open) this.#checkToken(request);
      if (read instanceof Error) throw read;
      const { body, uploads } = read;
      const param = (name: string) => parts.get(name) ?? '';
      return { ...route.run({ query, body, uploads, param }), headers };
    } catch (error) {
      return { ...this.#refuse(`${method} ${decodeURIComponent(path)}`, error), headers };
    }
  }

  #route(method: string, path: string) {
    for (const route of this.#host.routes) {
      const parts = route.method === method ? match(route.pattern, path) : undefined;
      if (parts) return { route, parts };
    }
    throw unknownRoute();
  }

  #checkToken(request: IncomingMessage): void {
    const token = this.#host.token();
    if (token === undefined || request.headers.authorization !== `Bot ${token}`) {
      throw unauthorized();
    }
  }

  #refuse(what: string, error: unknown): Answer {
    if (!(error instanceof ApiError)) {
      this.#host.refused(`${what}: the fake broke: ${String(error)}`, true);
      return { status: 500, body: { message: String(error), code: 0 } };
    }
    const fields = error.errors === undefined ? '' : ` ${JSON.stringify(error.errors)}`;
    const words = `${what}: ${error.status} ${error.code} ${error.message}${fields}`;
    this.#host.refused(words, !error.circumstance);
    return { status: error.status, body: error.toJson() };
  }
}

function isSlow(fault: Fault | undefined): fault is { readonly slowMs: number } {
  return typeof fault === 'object' && 'slowMs' in fault;
}

function isLost(fault: Fault | undefined): fault is Extract<Fault, { lost: number }> {
  return typeof fault === 'object' && 'lost' in fault;
}

/** Sends half of an answer, and closes the connection. */
function tear(response: ServerResponse, { status, body, headers }: Reply): void {
  const text = Buffer.from(JSON.stringify(body ?? {}));
  const length = String(text.byteLength + 1);
  response.writeHead(status, {
    ...headers,
    'content-type': 'application/json',
    'content-length': length,
  });
  response.write(text.subarray(0, Math.ceil(text.byteLength / 2)), () => response.destroy());
}

/** The answer that a fault gives in place of doing anything. */
function instead(fault: Fault | undefined): Reply | undefined {
  if (typeof fault !== 'object' || 'slowMs' in fault || 'lost' in fault) return undefined;
  if ('rateLimit' in fault) return { status: 429, ...tooMany(fault.rateLimit, fault.afterMs) };
  if (!('code' in fault)) return { status: fault.status, body: undefined, headers: {} };
  const { code, status, message = 'Refused by the test' } = fault;
  return { status, body: { message, code }, headers: {} };
}

function send(response: ServerResponse, { status, body, headers }: Reply): void {
  if (response.destroyed) return;
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { ...headers, 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
