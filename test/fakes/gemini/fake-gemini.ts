import type { EndingName } from '../vendor/endings.ts';
import { type VendorReply, type VendorRequest, VendorServer } from '../vendor/server.ts';
import { FakeTexts } from '../vendor/texts.ts';
import type { FakeTextVendor, SeenCall } from '../vendor/vendor.ts';
import { type Call, goodReply } from './answers.ts';
import { endingReply, notFound } from './endings.ts';
import { type FakeModel, MODELS } from './models.ts';
import { paint } from './picture.ts';
import { errorInfo, GeminiRefusal, json, page, refusalReply } from './refusal.ts';
import { checkBytes, readRequest } from './rules.ts';
import { parseRequest } from './schema.ts';
import { textReply } from './text-answers.ts';
import { type FakeTextModel, TEXT_MODELS } from './text-models.ts';
import { readTextRequest } from './text-rules.ts';

/** A model, maybe what to do with it, maybe a query. */
const ROUTE = /^\/v1beta\/models(?:\/([^/:?]+)(?::(\w+))?)?(?:\?|$)/;
const BAD_KEY = errorInfo('API_KEY_INVALID');

const ALL_MODELS = [...Object.keys(MODELS), ...TEXT_MODELS.keys()];

/** A strict Gemini Developer API over real HTTP: image and text models, each after the documentation. */
export class FakeGemini implements FakeTextVendor {
  readonly key = 'AIzaSyFake0of0Diptych0000000000000000AA';
  readonly calls: SeenCall[] = [];
  readonly texts = new FakeTexts();
  readonly refusals: string[] = [];
  readonly #server = new VendorServer((request) => this.#serve(request));
  #url = '';
  #ending: EndingName | null = null;
  #offered: ReadonlySet<string> = new Set(ALL_MODELS);

  private constructor() {}

  /** Starts one on a free port of 127.0.0.1. */
  static async start(): Promise<FakeGemini> {
    const fake = new FakeGemini();
    fake.#url = await fake.#server.listen();
    return fake;
  }

  get url(): string {
    return this.#url;
  }

  end(name: EndingName | null): void {
    this.#ending = name;
  }

  offer(models: readonly string[]): void {
    this.#offered = new Set(models);
  }

  /** Offers every model again. */
  offerAll(): void {
    this.offer(ALL_MODELS);
  }

  offerAllBut(model: string): void {
    this.offer(ALL_MODELS.filter((one) => one !== model));
  }

  async close(): Promise<void> {
    await this.#server.close();
    // What the fake itself did wrong must not pass as an error of the service.
    if (this.#server.faults.length > 0) throw this.#server.faults[0];
  }

  async #serve(request: VendorRequest): Promise<VendorReply> {
    try {
      return await this.#answer(request);
    } catch (cause) {
      if (!(cause instanceof GeminiRefusal)) throw cause;
      if (cause.code === 'INVALID_ARGUMENT' && cause.details[0] !== BAD_KEY) {
        this.refusals.push(cause.message);
      }
      return refusalReply(cause);
    }
  }

  async #answer(request: VendorRequest): Promise<VendorReply> {
    const { method, url, headers } = request;
    const [, name = '', action = ''] = ROUTE.exec(url) ?? [];
    const isKnown = method === 'POST' ? action === 'generateContent' : action === '';
    if (!ROUTE.test(url) || !isKnown) return this.#lost(request);
    this.#checkKey(headers['x-goog-api-key']);
    return method === 'POST' ? this.#generate(name, request) : this.#list(name);
  }

  /** What Google's front end says of a path that nobody serves. */
  #lost({ method, url }: VendorRequest): VendorReply {
    this.refusals.push(`${method} ${url}`);
    return page(404, 'Not Found', 'The requested URL was not found on this server.');
  }

  #checkKey(key: string | string[] | undefined): void {
    if (key === this.key) return;
    if (key === undefined) {
      const message =
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.";
      throw new GeminiRefusal('PERMISSION_DENIED', message);
    }
    const message = 'API key not valid. Please pass a valid API key.';
    throw new GeminiRefusal('INVALID_ARGUMENT', message, [BAD_KEY]);
  }

  #list(name: string): VendorReply {
    if (name !== '' && !this.#isOffered(name)) throw unknown(name);
    if (name !== '') return json(200, described(name));
    return json(200, { models: [...this.#offered].map(described) });
  }

  #isOffered(name: string): boolean {
    return this.#offered.has(name) && (Object.hasOwn(MODELS, name) || TEXT_MODELS.has(name));
  }

  #generate(name: string, request: VendorRequest): Promise<VendorReply> {
    if (!this.#isOffered(name)) throw unknown(name);
    checkBytes(request.body.length);
    const texts = TEXT_MODELS.get(name);
    if (texts !== undefined) return this.#write(name, texts, request);
    const images = MODELS[name];
    if (images === undefined) throw unknown(name);
    return this.#paint(name, images, request);
  }

  async #write(
    name: string,
    model: FakeTextModel,
    { body, gone }: VendorRequest,
  ): Promise<VendorReply> {
    const call = { ...(await readTextRequest(body, model)), model: name, gone };
    return textReply(call, await this.texts.reply(call), this.key);
  }

  async #paint(
    name: string,
    model: FakeModel,
    { body, gone }: VendorRequest,
  ): Promise<VendorReply> {
    const request = parseRequest(body);
    const read = await readRequest(request, model);
    const { generationConfig: parameters } = request;
    const { prompt, references } = read;
    const withThoughts = parameters.thinkingConfig?.includeThoughts === true;
    const good = await paint(read, model, withThoughts);
    this.calls.push({ model: name, prompt, references, parameters, gone });
    const call: Call = { model: name, key: this.key, read, good };
    return this.#ending === null ? goodReply(call) : endingReply(this.#ending, call);
  }
}

function unknown(name: string): GeminiRefusal {
  return new GeminiRefusal('NOT_FOUND', notFound(name));
}

function described(name: string): object {
  return {
    name: `models/${name}`,
    version: '001',
    displayName: name,
    description: TEXT_MODELS.has(name) ? 'Writes.' : 'Paints, from images too.',
    supportedGenerationMethods: ['generateContent', 'countTokens', 'batchGenerateContent'],
  };
}
