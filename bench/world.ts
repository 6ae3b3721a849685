import anyAscii from 'any-ascii';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import sharp from 'sharp';
import { WebEvents } from '../src/bots/web/events.ts';
import { WEB_PLACE } from '../src/bots/web/identity.ts';
import { WebSurface } from '../src/bots/web/surface.ts';
import { Days } from '../src/core/base/days.ts';
import type { Caller } from '../src/core/domain/person.ts';
import type {
  ImageProvider,
  ProviderAnswer,
  ReferenceImage,
} from '../src/core/ports/image-provider.ts';
import type { RenderQueue } from '../src/core/ports/render-queue.ts';
import type { Store } from '../src/core/ports/store.ts';
import type { Clock, Log } from '../src/core/ports/system.ts';
import type { Spec } from '../src/core/domain/spec.ts';
import { createStudio } from '../src/core/studio/studio.ts';
import type { Studio } from '../src/core/studio/use-cases.ts';
import type { WebMessages } from '../src/bots/web/web-messages.ts';
import { sha256Hex } from '../src/digest.ts';
import { SharpImages } from '../src/images/sharp-images.ts';
import { EmbeddedQueue } from '../src/jobs/embedded.ts';
import { pinoLog } from '../src/log.ts';
import { installStarterPool } from '../src/providers/sample/starter-pool.ts';
import { openDatabase } from '../src/storage/database.ts';
import { DurableWrites } from '../src/storage/durable.ts';
import { FileBlobs } from '../src/storage/files.ts';
import { UNWATCHED } from '../src/storage/query.ts';
import { seedStore } from '../src/storage/seed.ts';
import { sqliteStore } from '../src/storage/store.ts';
import { webMessageRows } from '../src/storage/web-message-rows.ts';
import { newSeed, RandomIds, SystemClock } from '../src/system.ts';

/** A provider that answers after a chosen delay, for measuring everything else. */
export class BenchImages implements ImageProvider {
  readonly name = 'sample';
  readonly #bytes: Uint8Array;
  readonly #waitMs: (spec: Spec) => number;
  /** The time of each answer by output key, in milliseconds of `performance.now()`. */
  readonly answeredAt = new Map<string, number>();

  constructor(bytes: Uint8Array, waitMs: (spec: Spec) => number) {
    this.#bytes = bytes;
    this.#waitMs = waitMs;
  }

  async render(
    spec: Spec,
    _references: readonly ReferenceImage[],
    signal: AbortSignal,
  ): Promise<ProviderAnswer> {
    const ms = this.#waitMs(spec);
    if (ms > 0) await pause(ms, undefined, { signal });
    this.answeredAt.set(spec.outputKey, performance.now());
    return { bytes: this.#bytes, costUsd: 0, tokens: null };
  }
}

export interface World {
  readonly folder: string;
  readonly store: Store;
  readonly db: Database.Database;
  readonly studio: Studio;
  readonly messages: WebMessages;
  readonly events: WebEvents;
  readonly blobs: FileBlobs;
  readonly provider: BenchImages;
  /** Puts commits on the disk; counts how often. */
  readonly writes: DurableWrites;
  /** For the bench's own looks, which are not the hub's statements. */
  readonly looks: Database.Database;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly waitMs?: (spec: Spec) => number;
  readonly concurrency?: number;
  /** Called with every statement that SQLite runs, values included. */
  readonly verbose?: (sql: string) => void;
  /** Fills the new database before anything runs. */
  readonly fill?: (db: Database.Database) => void;
  /** Opens another queue than the embedded one. It is closed with the world. */
  readonly queue?: (parts: QueueParts) => Promise<RenderQueue>;
}

export interface QueueParts {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'diptych-bench-'));
}

/** A small picture, so that its size does not count. */
export function smallPicture(): Promise<Uint8Array> {
  return sharp({ create: { width: 64, height: 64, channels: 3, background: '#456' } })
    .png()
    .toBuffer();
}

/** The whole studio on real SQLite and files, with the web chat and a `BenchImages`. */
export async function newWorld(options: WorldOptions = {}): Promise<World> {
  const folder = newFolder();
  const path = join(folder, 'diptych.db');
  openDatabase(path).close();
  const db = new Database(path, {
    verbose: (sql) => options.verbose?.(String(sql)),
  });
  for (const pragma of ['journal_mode = WAL', 'foreign_keys = ON']) db.pragma(pragma);
  const looks = new Database(path, { readonly: true });
  const writes = new DurableWrites(db);
  const clock = new SystemClock();
  const ids = new RandomIds(clock);
  const log = pinoLog('error');
  const store = sqliteStore(db, undefined, writes);
  seedStore(store);
  store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 1_000_000 });
  const blobs = new FileBlobs(join(folder, 'blobs'));
  await installStarterPool({ store, blobs, ids, clock, digest: sha256Hex });
  options.fill?.(db);
  const provider = new BenchImages(await smallPicture(), options.waitMs ?? (() => 0));
  const images = new SharpImages();
  const queue =
    (await options.queue?.({ folder, clock, log })) ??
    new EmbeddedQueue({
      providers: new Map([[provider.name, provider]]),
      blobs,
      images,
      clock,
      concurrency: options.concurrency ?? 4,
      log,
    });
  const messages = webMessageRows(db, { ...UNWATCHED, changed: writes.changed });
  const events = new WebEvents();
  const studio = createStudio({
    store,
    clock,
    ids,
    digest: sha256Hex,
    toAscii: anyAscii,
    seed: newSeed,
    random: Math.random,
    blobsFault: () => null,
    log,
    meter: {
      started: () => undefined,
      accepted: () => undefined,
      answered: () => undefined,
      editLate: () => undefined,
      ended: () => undefined,
      late: () => undefined,
      shown: () => undefined,
      undelivered: () => undefined,
    },
    blobs,
    images,
    queue,
    textModels: [],
    surfaces: new Map([['web', new WebSurface({ messages, ids, clock, events })]]),
    fetchers: new Map(),
    days: new Days('UTC'),
    queueBudgetMs: 900_000,
    sideBudgetMs: 300_000,
    providerTimeoutMs: 270_000,
  });
  await studio.start();
  return {
    folder,
    store,
    db,
    studio,
    messages,
    events,
    blobs,
    provider,
    writes,
    looks,
    close: async () => {
      await studio.close();
      await writes.close();
      looks.close();
      db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export function person(name: string): Caller {
  return {
    person: { id: `web:${name}`, name },
    place: WEB_PLACE,
    roles: [],
    admin: false,
    locale: 'en',
  };
}

export async function ask(world: World, who: Caller, prompt = 'a woman walking in Seoul') {
  const input = { options: { prompt }, attachments: [], requestKey: null };
  const { ids } = await world.studio.generate.accept(who, input);
  const [id = ''] = ids;
  return id;
}

/** Resolves when `done` returns true; calls it after every event of the chat. */
export function untilEvent(world: World, done: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!done()) return;
      stop();
      resolve();
    };
    const stop = world.events.listen(look);
    look();
  });
}

/** Resolves with each pair when both its images are in the chat. All who wait share one look at each event. */
export class ShownPairs {
  readonly #shown: Database.Statement<[string], { id: string }>;
  readonly #waiting = new Map<string, () => void>();
  readonly #stop: () => void;

  constructor({ looks, events }: Pick<World, 'looks' | 'events'>) {
    this.#shown = looks.prepare(
      `SELECT pair_id AS id FROM posts WHERE pair_id IN (SELECT value FROM json_each(?))
         AND kind = 'image' AND state = 'posted' GROUP BY pair_id HAVING count(*) = 2`,
    );
    this.#stop = events.listen(() => this.#look());
  }

  until(pairId: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(pairId, resolve);
      this.#look();
    });
  }

  close(): void {
    this.#stop();
  }

  #look(): void {
    if (this.#waiting.size === 0) return;
    for (const { id } of this.#shown.all(JSON.stringify([...this.#waiting.keys()]))) {
      this.#waiting.get(id)?.();
      this.#waiting.delete(id);
    }
  }
}

/** Whether both images of a pair are in the chat, by one cheap query that does not distort the measurement. */
export function isShown({ looks }: Pick<World, 'looks'>, pairId: string): boolean {
  const shown = looks
    .prepare(`SELECT count(*) FROM posts WHERE pair_id = ? AND kind = 'image' AND state = 'posted'`)
    .pluck();
  return shown.get(pairId) === 2;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
