import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubProcess } from '../crash/hub-process.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { aPrefix, RedisServer } from '../redis/redis-server.ts';

/** A Redis, an S3 and workers in processes of their own, each with a data folder of its own: all that a hub shares with them. */
export class Apart {
  readonly redis: RedisServer;
  readonly s3: FakeS3;
  /** Holds the workers' data folders, and what they called. */
  readonly #folder: string;
  readonly #prefix = aPrefix();
  readonly #workers: HubProcess[] = [];

  /** Settings that hub and workers have besides. */
  readonly #settings: Readonly<Record<string, string>>;

  private constructor(
    redis: RedisServer,
    s3: FakeS3,
    folder: string,
    settings: Readonly<Record<string, string>>,
  ) {
    this.redis = redis;
    this.s3 = s3;
    this.#folder = folder;
    this.#settings = settings;
  }

  /** Starts them, with so many workers of `slots` slots each. `settings`: those that hub and workers have besides. */
  static async open({ workers = 1, slots = 4, settings = {} } = {}): Promise<Apart> {
    const folder = await mkdtemp(join(tmpdir(), 'diptych-apart-'));
    const apart = new Apart(await RedisServer.start(), await FakeS3.start(), folder, settings);
    for (let at = 0; at < workers; at += 1) await apart.#startWorker(at, slots);
    return apart;
  }

  /** The settings of a hub that uses them. */
  get env(): Record<string, string> {
    const { env } = this.s3;
    return {
      ...this.#settings,
      ...env,
      REDIS_URL: this.redis.url,
      REDIS_PREFIX: this.#prefix,
    };
  }

  /** Outputs of the calls of each worker's image provider. */
  get calls(): readonly (readonly string[])[] {
    return this.#workers.map((_, at) => {
      const path = this.#witness(at);
      return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
    });
  }

  /** Files in the workers' data folders. */
  async filesOfWorkers(): Promise<readonly string[]> {
    const found = await Promise.all(this.#workers.map((_, at) => filesIn(this.#home(at))));
    return found.flat();
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((one) => one.kill()));
    await this.redis.stop();
    await this.s3.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #startWorker(at: number, slots: number): Promise<void> {
    const env = {
      ...this.env,
      DIPTYCH_HOME: this.#home(at),
      WORKER_CONCURRENCY: String(slots),
      WITNESS: this.#witness(at),
    };
    this.#workers.push(await HubProcess.start(env, undefined, 'worker'));
  }

  #home(at: number): string {
    return join(this.#folder, `home-${at}`);
  }

  #witness(at: number): string {
    return join(this.#folder, `calls-${at}`);
  }
}

/** All files below a folder, by their paths in it; none when there is no folder. */
export async function filesIn(folder: string): Promise<readonly string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}
