import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault, Faults } from './faults.ts';
import type { Ground, Json } from './ground.ts';
import type { Method } from './method.ts';
import type { Rates } from './rates.ts';
import { SlackRefusal } from './refusal.ts';

/** A call that the server got, and what it answered. */
export interface SeenCall {
  readonly method: string;
  readonly args: Json;
  readonly at: number;
  /** When all of it had come, in milliseconds of `performance.now()`. */
  readonly cameAt: number;
  /** `ok`, an error, a status of HTTP, or '' while nothing was done. */
  outcome: string;
}

export interface ApiHost {
  readonly ground: Ground;
  readonly methods: ReadonlyMap<string, Method>;
  readonly faults: Faults;
  readonly rates: Rates;
  readonly tokens: () => { readonly bot: string | null; readonly app: string | null };
  readonly scopes: () => ReadonlySet<string>;
  readonly upload: (secret: string, bytes: Buffer) => boolean;
  readonly respond: (secret: string, body: Buffer) => { status: number; body: object | string };
  readonly file: (path: string, authorization: string | undefined) => Buffer | null;
  readonly seen: (call: SeenCall) => void;
  readonly refused: (words: string, isViolation: boolean) => void;
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: object | string | Buffer;
}

/** The Web API, the addresses of uploads and files, and the response addresses. */
export class ApiServer {
  readonly #host: ApiHost;

  constructor(host: ApiHost) {
    this.#host = host;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', 'http://slack');
    const body = await bytesOf(request);
    const [, area = '', rest = ''] =
      /^\/(api|upload\/v1|respond|files-pri)\/(.*)$/.exec(pathname) ?? [];
    const name = area === 'api' ? rest : area.startsWith('upload') ? 'upload' : area;
    const { faults, ground } = this.#host;
    const fault = faults.take(name);
    if (fault === 'cut') return void request.socket.resetAndDestroy();
    const reply = instead(fault) ?? this.#answer(request, { area, rest, body });
    ground.moved();
    if (fault === 'cut-after') return void request.socket.resetAndDestroy();
    if (fault === 'torn-after') return tear(response, reply);
    if (typeof fault === 'object' && 'lost' in fault)
      return send(response, { status: fault.lost, body: '' });
    await faults.gate(name);
    return send(response, reply);
  }

  #answer(
    request: IncomingMessage,
    { area, rest, body }: { readonly area: string; readonly rest: string; readonly body: Buffer },
  ): Reply {
    const { upload, respond, file } = this.#host;
    if (area === 'upload/v1') {
      return upload(rest, body)
        ? { status: 200, body: 'OK' }
        : { status: 404, body: 'no_such_upload' };
    }
    if (area === 'respond') return respond(rest, body);
    if (area === 'files-pri') {
      const found = file(rest, request.headers.authorization);
      // Without access Slack answers with its page to sign in.
      return found === null
        ? {
            status: 200,
            headers: { 'content-type': 'text/html' },
            body: '<!doctype html><title>Sign in | Slack</title>',
          }
        : { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: found };
    }
    if (area === 'api') return this.#call(rest, request, body);
    return { status: 404, body: 'not found' };
  }

  #call(name: string, request: IncomingMessage, body: Buffer): Reply {
    const { methods, rates, ground } = this.#host;
    const args = argsOf(request, body);
    const seen: SeenCall = {
      method: name,
      args,
      at: ground.clock.now(),
      cameAt: performance.now(),
      outcome: '',
    };
    this.#host.seen(seen);
    try {
      const method = methods.get(name);
      if (method === undefined) throw new SlackRefusal('unknown_method');
      this.#checkToken(method, request, args);
      const channel = args['channel'];
      const waitS = rates.refuse(name, typeof channel === 'string' ? channel : undefined);
      if (waitS !== undefined) {
        seen.outcome = '429';
        return limited(waitS);
      }
      this.#checkScope(method, args);
      const result = method.run(args);
      seen.outcome = 'ok';
      return { status: 200, headers: this.#headers(), body: { ok: true, ...result } };
    } catch (cause) {
      const refusal = this.#refusalOf(name, cause);
      seen.outcome = refusal.error;
      return {
        status: 200,
        headers: this.#headers(),
        body: { ok: false, error: refusal.error, ...refusal.more },
      };
    }
  }

  #refusalOf(name: string, cause: unknown): SlackRefusal {
    const refusal =
      cause instanceof SlackRefusal ? cause : new SlackRefusal(`the fake broke: ${String(cause)}`);
    const words = `${name}: ${refusal.error} ${JSON.stringify(refusal.more)}`;
    this.#host.refused(words, !refusal.isCircumstance);
    return refusal;
  }

  #checkToken(method: Method, request: IncomingMessage, args: Json): void {
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? args['token'];
    const { bot, app } = this.#host.tokens();
    if (given === undefined) throw new SlackRefusal('not_authed', { isCircumstance: true });
    if (given === (method.token === 'bot' ? bot : app)) return;
    const isOther = given === bot || given === app;
    throw new SlackRefusal(isOther ? 'not_allowed_token_type' : 'invalid_auth', {
      isCircumstance: true,
    });
  }

  #checkScope({ scope, token }: Method, args: Json): void {
    if (scope === null || token === 'app') return;
    const needed = typeof scope === 'string' ? scope : scope(args);
    const provided = this.#host.scopes();
    if (provided.has(needed)) return;
    const more = { needed, provided: [...provided].join(',') };
    throw new SlackRefusal('missing_scope', { more, isCircumstance: true });
  }

  #headers(): Readonly<Record<string, string>> {
    return { 'x-oauth-scopes': [...this.#host.scopes()].join(','), 'x-accepted-oauth-scopes': '' };
  }
}

function limited(waitS: number): Reply {
  return {
    status: 429,
    headers: { 'retry-after': String(waitS) },
    body: { ok: false, error: 'ratelimited' },
  };
}

function argsOf(request: IncomingMessage, body: Buffer): Json {
  const type = request.headers['content-type'] ?? '';
  const text = body.toString();
  if (type.startsWith('application/json')) return text === '' ? {} : asObject(JSON.parse(text));
  const args: Record<string, unknown> = Object.fromEntries(new URLSearchParams(text));
  // Bolt names the team in every call; an app of one team may.
  const { token: _token, team_id: _team, ...rest } = args;
  return rest;
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The answer that a fault gives in place of doing anything. */
function instead(fault: Fault | undefined): Reply | undefined {
  if (typeof fault !== 'object' || 'lost' in fault) return undefined;
  if ('retryAfterS' in fault) return limited(fault.retryAfterS);
  if ('redirectTo' in fault) {
    return { status: 302, headers: { location: fault.redirectTo }, body: '' };
  }
  if ('instead' in fault) return { status: 200, body: fault.instead };
  if ('status' in fault) return { status: fault.status, body: '' };
  return { status: 200, body: { ok: false, error: fault.error, ...fault.more } };
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  if (response.destroyed) return;
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  const type = isRaw ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers }).end(isRaw ? body : JSON.stringify(body));
}

/** Sends half of an answer, and closes the connection. */
function tear(response: ServerResponse, { status, body }: Reply): void {
  const text = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': String(text.length + 1),
  });
  response.write(text.subarray(0, Math.ceil(text.length / 2)), () => response.destroy());
}
