import { z } from 'zod';
import type { EndingName } from '../vendor/endings.ts';
import { type VendorReply, type VendorRequest, VendorServer } from '../vendor/server.ts';
import type { FakeVendor, SeenCall } from '../vendor/vendor.ts';
import { strictJson } from '../vendor/strict-json.ts';
import { readImageTask } from './check.ts';
import { endingReply, errorReply, htmlReply, jsonReply } from './endings.ts';
import { type FaultBody, invalid, RunwareRefusal } from './fault.ts';
import { itemOf } from './item.ts';
import { MODEL_NAMES } from './models.ts';
import type { RawTask } from './references.ts';

const UUID_V4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;
const tasksSchema = z.array(z.looseObject({ taskType: z.string() })).min(1);

/** Runware's HTTP API in this process. Strict: an unknown field, a used task id or a wrong size is refused. */
export class FakeRunware implements FakeVendor {
  readonly key = 'Jq7vTn2XwLd9RkZc4HsYb8MfGp3EuA6x';
  readonly calls: SeenCall[] = [];
  readonly refusals: string[] = [];
  /** Every task that was understood, in order. */
  readonly tasks: RawTask[] = [];
  /** Laid over the item of every image from now on. */
  odd: Readonly<Record<string, unknown>> = {};
  /** What the service does before it answers a call for an image; it takes no time at first. */
  meanwhile: (call: SeenCall) => Promise<void> = () => Promise.resolve();
  #url = '';
  #ending: EndingName | null = null;
  #offered: ReadonlySet<string> = new Set(MODEL_NAMES);
  readonly #used = new Set<string>();
  readonly #server = new VendorServer((request) => this.#answer(request));

  /** Starts one on a free port of 127.0.0.1. */
  static async start(): Promise<FakeRunware> {
    const fake = new FakeRunware();
    fake.#url = `${await fake.#server.listen()}/v1`;
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

  close(): Promise<void> {
    return this.#server.close();
  }

  async #answer(request: VendorRequest): Promise<VendorReply> {
    if (request.url !== '/v1') return this.#malformed(htmlReply(404, '404 Not Found'));
    if (request.method !== 'POST') return this.#malformed(htmlReply(405, '405 Not Allowed'));
    const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (given !== this.key) return unauthorized(given);
    const tasks = tasksSchema.safeParse(jsonOf(request));
    if (!tasks.success) {
      const message = 'The request must be a JSON array of task objects.';
      return this.#malformed(errorReply(400, { code: 'invalidRequest', message }));
    }
    const done = [];
    for (const task of tasks.data) done.push(await this.#do(task, request.gone));
    const spoiled = done.find((one) => 'reply' in one);
    if (spoiled !== undefined) return spoiled.reply;
    const data = done.flatMap((one) => ('item' in one ? [one.item] : []));
    const refused = done.flatMap((one) => ('refusal' in one ? [one.refusal] : []));
    const errors = refused.map(({ fault }) => fault);
    const status = data.length > 0 ? 200 : (refused[0]?.status ?? 200);
    return jsonReply(status, errors.length > 0 ? { data, errors } : { data });
  }

  #malformed(reply: VendorReply): VendorReply {
    this.refusals.push(`${reply.status} ${String(reply.body)}`);
    return reply;
  }

  async #do(task: RawTask & { taskType: string }, gone: Promise<void>): Promise<Done> {
    const { taskType } = task;
    try {
      if (taskType === 'ping') return { item: { taskType, pong: true } };
      const taskUUID = this.#claim(task['taskUUID']);
      const done =
        taskType === 'modelSearch'
          ? { item: { taskType, taskUUID, ...this.#search(task['search']) } }
          : await this.#draw(task, taskUUID, gone);
      this.tasks.push(task);
      return done;
    } catch (cause) {
      if (!(cause instanceof RunwareRefusal)) throw cause;
      if (cause.fault.code !== 'invalidModel') this.refusals.push(cause.message);
      const taskUUID = String(task['taskUUID']);
      const fault: FaultBody = { taskType, taskUUID, ...cause.fault };
      return { refusal: new RunwareRefusal(cause.status, fault) };
    }
  }

  #claim(taskUUID: unknown): string {
    if (typeof taskUUID !== 'string' || !UUID_V4.test(taskUUID)) {
      throw invalid('taskUUID', 'It must be a valid UUID v4 string.');
    }
    if (this.#used.has(taskUUID)) {
      const message = 'The taskUUID was used before. Use a unique taskUUID for each request.';
      throw new RunwareRefusal(400, { code: 'conflictTaskUUID', message, parameter: 'taskUUID' });
    }
    this.#used.add(taskUUID);
    return taskUUID;
  }

  #search(search: unknown): object {
    if (typeof search !== 'string') throw invalid('search', 'Search must be a string value.');
    const results = [...this.#offered]
      .filter((air) => air.includes(search))
      .map((air) => ({ air }));
    return { results, totalResults: results.length };
  }

  async #draw(task: RawTask, taskUUID: string, gone: Promise<void>): Promise<Done> {
    if (task['taskType'] !== 'imageInference') throw invalid('taskType', 'It is not known.');
    const read = await readImageTask(task);
    const { model, positivePrompt: prompt, references } = read;
    const call = { model, prompt, references, parameters: task, gone };
    this.calls.push(call);
    await this.meanwhile(call);
    if (!this.#offered.has(model)) {
      throw invalid('model', 'Model must be an string value representing a valid AIR identifier.');
    }
    const { odd, key } = this;
    const item = { ...(await itemOf(read, taskUUID)), ...odd };
    const ending = this.#ending;
    if (ending !== null) return { reply: endingReply(ending, { taskUUID, key, model, item }) };
    return { item };
  }
}

type Done =
  | { readonly item: object }
  | { readonly refusal: RunwareRefusal }
  | { readonly reply: VendorReply };

function unauthorized(given: string | undefined): VendorReply {
  return errorReply(401, {
    code: given === undefined ? 'missingApiKey' : 'invalidApiKey',
    message: `Invalid API key${given === undefined ? '' : ` "${given}"`}. Get one at https://my.runware.ai/signup`,
    parameter: 'apiKey',
    type: 'string',
    taskType: 'authentication',
  });
}

function jsonOf({ headers, body }: VendorRequest): unknown {
  if (!headers['content-type']?.startsWith('application/json')) return undefined;
  try {
    return strictJson(body.toString());
  } catch {
    return undefined;
  }
}
