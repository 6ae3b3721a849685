import anyAscii from 'any-ascii';
import { setImmediate as turn } from 'node:timers/promises';
import { Days } from '../../src/core/base/days.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { createStudio } from '../../src/core/studio/studio.ts';
import type { Studio } from '../../src/core/studio/use-cases.ts';
import { sha256Hex } from '../../src/digest.ts';
import { SharpImages } from '../../src/images/sharp-images.ts';
import { EmbeddedQueue } from '../../src/jobs/embedded.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { DurableWrites } from '../../src/storage/durable.ts';
import type { Db } from '../../src/storage/query.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { RandomIds } from '../../src/system.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeMeter } from '../fakes/fake-meter.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { usualSeeds } from '../seeds.ts';
import type { Mains } from './mains.ts';
import type { Outside } from './outside.ts';
import { Wal } from './wal.ts';

/** Milliseconds, by the machine's clock, after which what has not come never comes. */
const PATIENCE_MS = 120_000;
/** A process without power waits for its disk for ever: a deadline would let its waiting calls fail during another test. */
const NO_DEADLINE_MS = 2 ** 31 - 1;
/** Turns of the event loop in a second of the hub's clock, while nothing is being made. */
const TURNS = 60;
const images = new SharpImages();
const UNFINISHED = `SELECT
  (SELECT count(*) FROM pairs WHERE state = 'planning' OR shown_version < version)
  + (SELECT count(*) FROM generations WHERE state IN ('waiting', 'running'))
  + (SELECT count(*) FROM posts WHERE state IN ('intended', 'again'))`;

/** One process: the studio over a database in a file, from its start to the failure of its power. */
export class Life {
  readonly clock: FakeClock;
  readonly db: Db;
  readonly store: Store;
  readonly wal: Wal;
  readonly studio: Studio;
  readonly mains: Mains;
  readonly #unfinished;

  constructor(path: string, outside: Outside, mains: Mains, now?: number) {
    this.mains = mains;
    this.clock = new FakeClock(now);
    this.db = openDatabase(path);
    this.db.pragma('wal_autocheckpoint = 0');
    this.wal = new Wal(path, () => mains);
    this.store = sqliteStore(
      this.db,
      undefined,
      new DurableWrites(this.db, { openLog: async () => this.wal, longestMs: NO_DEADLINE_MS }),
    );
    this.#unfinished = this.db.prepare(UNFINISHED).pluck();
    const log = new SilentLog();
    const { clock } = this;
    const blobs = outside.blobsFor(mains);
    const provider = outside.providerFor(mains);
    const providers = new Map([[provider.name, provider]]);
    this.studio = createStudio({
      store: this.store,
      clock,
      ids: new RandomIds(clock),
      digest: sha256Hex,
      toAscii: anyAscii,
      seed: usualSeeds(),
      random: () => 0,
      log,
      meter: new FakeMeter(),
      blobs,
      images,
      queue: new EmbeddedQueue({ providers, blobs, images, clock, log, concurrency: 4 }),
      textModels: outside.textModelsFor(mains),
      surfaces: new Map([['web', outside.chatFor(mains)]]),
      fetchers: new Map(),
      blobsFault: () => null,
      days: new Days('UTC'),
      queueBudgetMs: 900_000,
      sideBudgetMs: 300_000,
      providerTimeoutMs: 270_000,
    });
  }

  /** Starts, and works until everything has ended: what waits for a time has it. */
  async recover(): Promise<void> {
    await this.studio.start();
    let turns = 0;
    await this.until(() => {
      turns += 1;
      const isDue = turns % TURNS === 0 && this.store.generations.running().length === 0;
      if (isDue) void this.clock.advance(1_000);
      return this.isQuiet();
    });
  }

  async close(): Promise<void> {
    await this.studio.close();
    this.db.close();
  }

  /** Resolves when `look` finds it, or the power has failed. */
  async until(look: () => boolean): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    let turns = 0;
    while (performance.now() < until) {
      if (!this.mains.isOn || look()) return;
      await turn();
      turns += 1;
      // Edits wait a moment.
      if (turns % TURNS === 0) void this.clock.advance(10);
    }
    throw new Error(`it never came about: ${look.toString()}`);
  }

  /** Whether every pair has ended, and every message shows how. */
  readonly isQuiet = (): boolean => this.#unfinished.get() === 0;
}
