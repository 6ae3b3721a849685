import type { EndingName } from '../vendor/endings.ts';
import { type VendorReply, type VendorRequest, VendorServer } from '../vendor/server.ts';
import { FakeTexts } from '../vendor/texts.ts';
import type { FakeTextVendor, SeenCall } from '../vendor/vendor.ts';
import { checkKey } from './auth.ts';
import { type Body, readForm, readJson, type Upload } from './body.ts';
import { replyOf } from './endings.ts';
import { MODELS } from './families.ts';
import { checkFields, type Endpoint } from './fields.ts';
import { errorReply, json, OpenAiRefusal } from './refusal.ts';
import { textReply } from './text-answers.ts';
import { TEXT_MODELS } from './text-models.ts';
import { readTextRequest } from './text-rules.ts';

/** A call as OpenAI sees it. */
export interface OpenAiCall extends SeenCall {
  readonly endpoint: Endpoint;
  /** Of each reference: its file's name and the type it claims. */
  readonly files: readonly Pick<Upload, 'name' | 'type'>[];
}

const KEY = 'sk-proj-fake0diptych0Zm9yIHRlc3Rz0000abcd';
/** Bytes of a request for a text at most. */
const MAX_BYTES = 26_214_400;
const READS: Readonly<Record<Endpoint, (request: VendorRequest) => Body | Promise<Body>>> = {
  generations: readJson,
  edits: readForm,
};

/** A strict OpenAI in this process, over real HTTP: images, texts and models, and what it refuses of them. */
export class FakeOpenAi implements FakeTextVendor {
  readonly key = KEY;
  readonly url: string;
  readonly calls: OpenAiCall[] = [];
  readonly texts = new FakeTexts();
  readonly refusals: string[] = [];
  readonly #server: VendorServer;
  #ending: EndingName | null = null;
  #models: readonly string[] = [...MODELS, ...TEXT_MODELS.keys()];

  private constructor(server: VendorServer, url: string) {
    this.#server = server;
    this.url = `${url}/v1`;
  }

  /** Starts one on a free port of 127.0.0.1. */
  static async start(): Promise<FakeOpenAi> {
    const server = new VendorServer((request) => fake.#answer(request));
    const fake: FakeOpenAi = new FakeOpenAi(server, await server.listen());
    return fake;
  }

  /** What failed in the fake itself. */
  get faults(): readonly unknown[] {
    return this.#server.faults;
  }

  end(name: EndingName | null): void {
    this.#ending = name;
  }

  offer(models: readonly string[]): void {
    this.#models = models;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  async #answer(request: VendorRequest): Promise<VendorReply> {
    try {
      checkKey(request, this.key);
      return await this.#route(request);
    } catch (cause) {
      if (!(cause instanceof OpenAiRefusal)) throw cause;
      if (cause.malformed) this.refusals.push(cause.message);
      return errorReply(cause.status, cause.body);
    }
  }

  #route(request: VendorRequest): VendorReply | Promise<VendorReply> {
    const { method, url } = request;
    const { pathname } = new URL(url, 'http://fake');
    const [, endpoint] = /^\/v1\/images\/(generations|edits)$/.exec(pathname) ?? [];
    if (endpoint === 'generations' || endpoint === 'edits') {
      requireMethod('POST', request);
      return this.#makeImage(endpoint, request);
    }
    if (pathname === '/v1/responses') {
      requireMethod('POST', request);
      return this.#write(request);
    }
    const [models, model] = /^\/v1\/models(?:\/([^/]+))?$/.exec(pathname) ?? [];
    if (models === undefined) throw wrongUrl(`${method} ${url}`);
    requireMethod('GET', request);
    if (model !== undefined) return this.#model(decodeURIComponent(model));
    return json(200, { object: 'list', data: this.#models.map(modelOf) });
  }

  #model(name: string): VendorReply {
    if (this.#models.includes(name)) return json(200, modelOf(name));
    const message = `The model '${name}' does not exist`;
    return errorReply(404, { message, param: 'model', code: 'model_not_found' });
  }

  async #write(request: VendorRequest): Promise<VendorReply> {
    checkBytes(request.body.length);
    const { fields } = readJson(request);
    const call = { ...(await readTextRequest(fields, this.#models)), gone: request.gone };
    return textReply(call, await this.texts.reply(call), this.key);
  }

  async #makeImage(endpoint: Endpoint, request: VendorRequest): Promise<VendorReply> {
    const body = await READS[endpoint](request);
    checkFields(body.fields, endpoint, this.#models);
    const { model, prompt, ...parameters } = body.fields;
    this.calls.push({
      endpoint,
      model: String(model),
      prompt: String(prompt),
      references: body.images.map(({ bytes }) => bytes),
      files: body.images.map(({ name, type }) => ({ name, type })),
      parameters,
      gone: request.gone,
    });
    return replyOf(this.#ending, body, this.key);
  }
}

function modelOf(id: string) {
  return { id, object: 'model', created: 1_776_729_600, owned_by: 'system', shutdown_date: null };
}

function checkBytes(bytes: number): void {
  if (bytes <= MAX_BYTES) return;
  const message = `Maximum content size limit (${MAX_BYTES}) exceeded (${bytes} bytes read)`;
  throw new OpenAiRefusal(413, { message, type: 'server_error' });
}

function requireMethod(expected: string, { method, url }: VendorRequest): void {
  if (method === expected) return;
  const message = `Not allowed to ${method} on ${url}. (HINT: Perhaps you meant to use a different HTTP method?)`;
  throw new OpenAiRefusal(405, { message, code: 'method_not_supported' });
}

function wrongUrl(request: string): OpenAiRefusal {
  return new OpenAiRefusal(404, { message: `Invalid URL (${request})` });
}
