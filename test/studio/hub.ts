import type { AttachmentFetcher } from '../../src/core/ports/attachment.ts';
import anyAscii from 'any-ascii';
import { setImmediate as settle } from 'node:timers/promises';
import { type Action, encodeAction } from '../../src/core/chat/action.ts';
import type { Generation, PairView } from '../../src/core/domain/pair.ts';
import type { Caller, SurfaceName } from '../../src/core/domain/person.ts';
import type { TextModel } from '../../src/core/ports/text-model.ts';
import { Days } from '../../src/core/base/days.ts';
import type { Store } from '../../src/core/ports/store.ts';
import type { SideName } from '../../src/core/domain/side.ts';
import type { GenerateInput } from '../../src/core/studio/ask/generate-input.ts';
import { createStudio } from '../../src/core/studio/studio.ts';
import type { Studio } from '../../src/core/studio/use-cases.ts';
import { sha256Hex } from '../../src/digest.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { RandomIds } from '../../src/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeMeter } from '../fakes/fake-meter.ts';
import { FakeQueue } from '../fakes/fake-queue.ts';
import { type FakeMessage, FakeSurface } from '../fakes/fake-surface.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { usualSeeds } from '../seeds.ts';
import { newStore } from '../storage/sample-rows.ts';
import { aCaller, added, aPool } from '../values.ts';

export const QUEUE_MS = 900_000;
export const SIDE_MS = 300_000;

export interface HubOptions {
  readonly slots?: number;
  /** Providers that the queue serves: the built-in one unless said. */
  readonly served?: string[];
  readonly textModels?: readonly TextModel[];
  readonly fetcher?: AttachmentFetcher;
  /** Seeds of pairs and re-rolls: those that put the first recipe on A unless said. */
  readonly seed?: () => number;
  /** Chance of waits: none unless said. */
  readonly random?: () => number;
  /** A database of the test's own: one in memory unless said. */
  readonly store?: Store;
  /** Whether only a header that stands shows that the bot may post. */
  readonly headerFirst?: boolean;
}

/** The studio over a real database, with a queue, a chat and a clock that a test moves. */
export class Hub {
  readonly clock = new FakeClock();
  readonly store: Store;
  readonly surface = new FakeSurface();
  readonly surfaces = new Map<SurfaceName, FakeSurface>([['web', this.surface]]);
  readonly blobs = new MemoryBlobs();
  readonly meter = new FakeMeter();
  readonly log = new SilentLog();
  readonly ids = new RandomIds(this.clock);
  blobsFault: string | null = null;
  queue: FakeQueue;
  studio: Studio;
  readonly #options: HubOptions;
  readonly #seeds = usualSeeds();

  constructor(options: HubOptions = {}) {
    this.#options = options;
    if (options.headerFirst === true) this.surface.headerFirst = true;
    this.store = options.store ?? newStore();
    fillPool(this.store);
    const { tones, angles, people } = aPool();
    for (const { key } of [...tones, ...angles, ...people]) this.blobs.sizes.set(key, 1);
    this.queue = this.#newQueue();
    this.studio = this.#newStudio();
  }

  /** Another chat beside the web's. Call it before the start. */
  connect(name: SurfaceName): this {
    if (!this.surfaces.has(name)) this.surfaces.set(name, new FakeSurface(name));
    this.studio = this.#newStudio();
    return this;
  }

  async start(): Promise<this> {
    await this.studio.start();
    await this.settle();
    return this;
  }

  /** The process dies without a word, and another one starts on its database with a new queue. */
  async crash(): Promise<void> {
    const dead = this.studio;
    this.queue = this.#newQueue();
    this.studio = this.#newStudio();
    await dead.close();
    await this.start();
  }

  /** Another process starts on the same database and the same queue. */
  async again(): Promise<void> {
    this.studio = this.#newStudio();
    await this.start();
  }

  #newQueue(): FakeQueue {
    const queue = new FakeQueue(this.#options.slots ?? 4);
    queue.served = this.#options.served ?? queue.served;
    return queue;
  }

  #newStudio(): Studio {
    const { fetcher, textModels = [] } = this.#options;
    return createStudio({
      store: this.store,
      clock: this.clock,
      ids: this.ids,
      digest: sha256Hex,
      toAscii: anyAscii,
      seed: this.#options.seed ?? this.#seeds,
      random: this.#options.random ?? (() => 0),
      log: this.log,
      meter: this.meter,
      blobs: this.blobs,
      images: new SharpImages(),
      queue: this.queue,
      blobsFault: () => this.blobsFault,
      textModels,
      surfaces: this.surfaces,
      fetchers: fetcher === undefined ? new Map() : new Map([['web', fetcher]]),
      days: new Days('UTC'),
      queueBudgetMs: QUEUE_MS,
      sideBudgetMs: SIDE_MS,
      providerTimeoutMs: 270_000,
    });
  }

  /** Lets everything that is under way come to rest. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 24; turn += 1) await settle();
  }

  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.settle();
  }

  /** Lets hours pass without their seconds: what is due runs once an hour. */
  async hours(count: number): Promise<void> {
    for (let hour = 0; hour < count; hour += 1) {
      await this.clock.jump(3_600_000);
      await this.settle();
    }
  }

  /** Sends a request. Ids of its pairs. */
  async accept(who: Caller, input: GenerateInput): Promise<readonly string[]> {
    return (await this.studio.generate.accept(who, input)).ids;
  }

  /** Asks for a pair and lets it be planned and dispatched. Its id. */
  async generate(prompt = 'a woman walking', who = aCaller(), more: object = {}): Promise<string> {
    const input = { options: { prompt, ...more }, attachments: [], requestKey: null };
    const [id = ''] = await this.accept(who, input);
    await this.settle();
    return id;
  }

  async press(action: Action, who: Caller = aCaller(), values?: unknown) {
    const reply = await this.studio.press.press(who, encodeAction(action), values);
    await this.settle();
    return reply;
  }

  view(pairId: string): PairView {
    const view = this.store.pairs.view(pairId);
    if (view === undefined) throw new Error(`no pair ${pairId}`);
    return view;
  }

  /** The side's newest generation. */
  newest(pairId: string, side: SideName): Generation {
    const one = this.store.generations.newest(pairId, side);
    if (one === undefined) throw new Error(`side ${side} of ${pairId} has no generation`);
    return one;
  }

  /** The message of a pair's header or of a generation; throws unless there is exactly one. */
  message(id: string): FakeMessage {
    const found = this.surface.withNonce(id);
    const [message] = found;
    if (message === undefined || found.length > 1) {
      throw new Error(`${found.length} messages of ${id}`);
    }
    return message;
  }

  /** Texts of a message, one a line. */
  text(id: string): string {
    const { card } = this.message(id);
    return [card.heading, ...card.lines.map((line) => line.text)].join('\n');
  }

  labels(id: string): readonly string[] {
    return this.message(id)
      .card.rows.flat()
      .map((one) => one.label);
  }

  async deliver(side: SideName): Promise<void> {
    const job = this.queue.jobOf(side);
    await this.blobs.put(job.spec.outputKey, new Uint8Array([1]));
    this.queue.deliver(job, { costUsd: 0.01 });
    await this.settle();
  }

  /** A pair whose sides both have their image. */
  async pairWithImages(prompt?: string, who?: Caller, more?: object): Promise<string> {
    const id = await this.generate(prompt, who, more);
    await this.deliver('A');
    await this.deliver('B');
    return id;
  }
}

export function fillPool(store: Store): void {
  const pool = aPool();
  store.transaction(() => {
    for (const category of pool.categories) store.pool.putCategory(category);
    for (const persona of pool.personas) store.pool.putPersona(persona);
    for (const one of [...pool.tones, ...pool.angles, ...pool.people]) {
      store.pool.insert(one, added({ source: 'starter' }));
    }
  });
}
