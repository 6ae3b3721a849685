import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { configuredPlace, rememberPlace } from '../../src/blob-place.ts';
import { loadConfig } from '../../src/config.ts';
import type { PairView } from '../../src/core/domain/pair.ts';
import type { Store } from '../../src/core/ports/store.ts';
import { FakeRunware } from '../fakes/runware/fake-runware.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import type { RedisServer } from '../redis/redis-server.ts';
import { aModel } from '../values.ts';
import type { HubProcess, ProcessRole } from './hub-process.ts';
import { withStore } from './pool-crash-kit.ts';
import { Fleet, linesOf } from './scale-out-kit.ts';

type Env = Readonly<Record<string, string>>;

/** Who asks on the web. */
export const PERSON = 'web:you';
const WORKSPACE = 'web';
/** Small, so that the tests' time goes into what they are about. */
const SQUARE = { width: 256, height: 256 };
const MODEL = aModel({
  id: 'paid',
  provider: 'runware',
  model: 'runware:97@1',
  displayName: 'Paid',
  validSizes: [SQUARE],
  squareSize: SQUARE,
  landscapeSize: SQUARE,
  portraitSize: SQUARE,
  maxReferences: 0,
  costUsd: 0.009,
});
/** Nothing ends for its time: a hub that is killed every few seconds is never sure what is lost, until it lives on. */
const SETTINGS = { LOG_LEVEL: 'warn', SIDE_BUDGET_MS: '600000', PROVIDER_TIMEOUT_MS: '60000' };

export interface PaidFleetOptions {
  readonly env?: Env;
  /** A Redis that others use too. */
  readonly redis?: RedisServer;
}

/** A hub and workers in processes of their own, over Redis and a strict S3, whose images a vendor is paid for. */
export class PaidFleet {
  readonly fleet: Fleet;
  readonly s3: FakeS3;
  readonly vendor: FakeRunware;
  /** Pairs that a hub has accepted. */
  readonly accepted: string[] = [];
  readonly #seats = new Set<string>();

  private constructor(fleet: Fleet, s3: FakeS3, vendor: FakeRunware) {
    this.fleet = fleet;
    this.s3 = s3;
    this.vendor = vendor;
  }

  static async open({ env = {}, redis }: PaidFleetOptions = {}): Promise<PaidFleet> {
    const [s3, vendor] = await Promise.all([FakeS3.start(), FakeRunware.start()]);
    const paid = { RUNWARE_API_KEY: vendor.key, RUNWARE_BASE_URL: vendor.url };
    const settings = { ...SETTINGS, ...s3.env, ...paid, ...env };
    const fleet = await Fleet.open({ env: settings, ...(redis && { redis }) });
    await fillBucket(s3, join(fleet.home, 'blobs'));
    withStore(fleet.home, (store) => {
      rememberPlace(store.settings, configuredPlace(loadConfig(fleet.env)));
      chooseModel(store);
    });
    return new PaidFleet(fleet, s3, vendor);
  }

  hub(more: Env = {}): Promise<HubProcess> {
    return this.#start('hub', 'hub', more);
  }

  /** A worker whose calls are witnessed under a name. */
  worker(seat = 'worker', more: Env = {}): Promise<HubProcess> {
    return this.#start('worker', seat, more);
  }

  #start(role: ProcessRole, seat: string, more: Env): Promise<HubProcess> {
    this.#seats.add(seat);
    return this.fleet.start(role, { WITNESS: this.#witness(seat), ...more });
  }

  /** Output keys of all calls that processes of this name began, in order; of all processes by default. */
  calls(seat?: string): readonly string[] {
    const seats = seat === undefined ? [...this.#seats] : [seat];
    return seats.flatMap((one) => linesOf(this.#witness(one)));
  }

  look<T>(work: (store: Store) => T): T {
    return withStore(this.fleet.home, work);
  }

  /** Everything that people asked for, also what no hub lived to confirm. */
  views(): readonly PairView[] {
    return this.look(({ pairs }) => pairs.history(PERSON, WORKSPACE, null, 100_000));
  }

  async close(): Promise<void> {
    await this.fleet.close();
    await Promise.all([this.s3.close(), this.vendor.close()]);
  }

  #witness(seat: string): string {
    return join(this.fleet.home, `witness-${seat}`);
  }
}

/** Puts the starter pool where the hub will look for it. */
async function fillBucket({ bucket }: FakeS3, folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    bucket.put(path.slice(folder.length + 1), await readFile(path), 'image/png', Date.now());
  }
}

function chooseModel({ models }: Store): void {
  models.put({ ...models.default(), isDefault: false });
  models.put(MODEL);
  models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 10_000 });
}
