import { type Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { within } from '../core/base/within.ts';
import { Announcer } from './bull-announcer.ts';
import { BullJobs } from './bull-jobs.ts';
import { Leftovers } from './bull-leftovers.ts';
import { ADDED, BEAT_MS, bullNames } from './bull-names.ts';
import { connectRedis, ping, withoutCommand } from './redis-client.ts';
import { serverOf } from './redis-server.ts';
import { WriteWatch } from './redis-writes.ts';
import type { RenderParts } from './render.ts';

export interface BullWorkerParts extends Omit<RenderParts, 'onLate'> {
  /** Clients whose commands wait while Redis is away: for commands, and for messages. Closed with the worker. */
  readonly redis: Redis;
  readonly ears: Redis;
  readonly prefix: string;
  /** Of this process, new at each start. */
  readonly id: string;
  /** The version of Diptych. */
  readonly version: string;
  /** Jobs at once. */
  readonly slots: number;
  /** How often it says that it lives, in milliseconds. */
  readonly beatMs?: number;
}

/** Milliseconds for which BullMQ believes that a silent worker holds a job. The hub decides sooner, by announcements. */
const LOCK_MS = 30_000;
/** Milliseconds for saying goodbye to a Redis that may be away. */
const GOODBYE_MS = 2_000;

interface Running {
  readonly job: Job;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

/** The worker's side of a render queue over Redis: takes jobs of its providers, and does each at most once. */
export class BullWorker {
  readonly #parts: BullWorkerParts;
  readonly #names;
  readonly #beatMs: number;
  readonly #jobs: BullJobs;
  readonly #announcer: Announcer;
  readonly #takers = new Map<string, Worker>();
  readonly #running = new Map<string, Running>();
  #isTaking = true;
  #filling: Promise<void> | null = null;
  /** Providers whose queues may have a job. */
  readonly #due = new Set<string>();
  #beating: Promise<void> | null = null;
  readonly #writes: WriteWatch;
  readonly #leftovers: Leftovers;
  /** There is a new connection: Redis may have handed over a job through the last one that nobody heard of. */
  #mayHaveUnheard = false;
  #stopBeat: (() => void) | null = null;
  #tokens = 0;
  #closing: Promise<void> | null = null;

  constructor(parts: BullWorkerParts) {
    this.#parts = parts;
    this.#names = bullNames(parts.prefix);
    this.#beatMs = parts.beatMs ?? BEAT_MS;
    this.#writes = new WriteWatch(parts.log);
    this.#leftovers = new Leftovers(parts);
    const names = this.#names;
    this.#jobs = new BullJobs({ ...parts, names, server: serverOf(parts.redis, parts.log) });
    this.#announcer = new Announcer({ ...parts, names, beatMs: this.#beatMs });
  }

  get id(): string {
    return this.#parts.id;
  }

  /** Names of the providers that it can call. */
  get providers(): readonly string[] {
    return [...this.#parts.providers.keys()];
  }

  get state() {
    const { slots, redis } = this.#parts;
    return {
      slots,
      running: this.#running.size,
      isDraining: !this.#isTaking,
      isRedisAway: redis.status !== 'ready' || this.#announcer.isUnheard,
    };
  }

  /** Ids of the generations that it works on. */
  get working(): readonly string[] {
    return [...this.#running.keys()];
  }

  /**
   * Connects, announces itself and takes jobs. Rejects with what Redis, or the way to it, said. Until it is closed it goes on
   * trying then, and begins when Redis is there and takes writes.
   */
  async start(): Promise<void> {
    const { redis } = this.#parts;
    try {
      await connectRedis(redis);
    } catch (cause) {
      redis.once('ready', () => {
        this.#join().catch((err: unknown) => this.#failed(err, 'the worker has not begun well'));
      });
      throw cause;
    }
    await this.#join();
  }

  /** Begins, over a connection that is there. */
  async #join(): Promise<void> {
    const { redis, ears, providers } = this.#parts;
    ears.on('message', (_channel, message: string) => {
      if (message.startsWith(ADDED)) this.#fill([message.slice(ADDED.length)]);
      else this.#abort(message, 'cancelled');
    });
    // It waits until Redis is there, and is renewed by itself.
    ears.connect().catch((err: unknown) => this.#failed(err, 'hubs cannot be heard yet'));
    await ears.subscribe(this.#names.orders);
    if (this.#closing !== null) return;
    for (const provider of providers.keys()) this.#takers.set(provider, this.#newTaker(provider));
    redis.on('ready', () => {
      this.#mayHaveUnheard = true;
      this.#beat();
    });
    try {
      await this.#announce();
    } finally {
      this.#beat();
    }
  }

  /** Takes no more jobs, and waits for those that run until `signal` aborts. Resolves with the ids of the unfinished. */
  async drain(signal: AbortSignal): Promise<readonly string[]> {
    this.#isTaking = false;
    const stopped = Promise.withResolvers<void>();
    const stop = () => stopped.resolve();
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const ended = async () => {
      // A Redis that is away must not keep a worker which has nothing to do.
      await this.#atGoodbye(async () => {
        await this.#announce().catch(() => undefined);
        await this.#filling;
      });
      await Promise.all([...this.#running.values()].map(({ done }) => done));
    };
    await Promise.race([ended(), stopped.promise]);
    signal.removeEventListener('abort', stop);
    return [...this.#running.keys()];
  }

  /** Takes no more jobs, aborts those that run, and takes itself off the list of workers. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#isTaking = false;
    this.#stopBeat?.();
    for (const id of this.#running.keys()) this.#abort(id, 'shutting down');
    // Without one the announcement expires by itself.
    await this.#atGoodbye(() => this.#goodbye());
    this.#parts.redis.disconnect();
    this.#parts.ears.disconnect();
    for (const taker of this.#takers.values()) await taker.close(true).catch(() => undefined);
    this.#takers.clear();
  }

  /** Does what may fail, or be too late. */
  async #atGoodbye(work: () => Promise<void>): Promise<void> {
    await within({ clock: this.#parts.clock, ms: GOODBYE_MS }, work).catch(() => undefined);
  }

  async #goodbye(): Promise<void> {
    const { redis } = this.#parts;
    if (redis.status !== 'ready') return;
    await this.#filling;
    await this.#beating;
    await Promise.all([...this.#running.values()].map(({ done }) => done));
    await this.#announcer.leave();
  }

  #newTaker(provider: string): Worker {
    const { redis, prefix, id, log } = this.#parts;
    const queue = this.#names.queue(provider);
    const taker = new Worker(queue, undefined, {
      connection: redis,
      prefix,
      name: id,
      lockDuration: LOCK_MS,
      maxStalledCount: 0,
      maxStartedAttempts: 1,
    });
    taker.on('error', (err) => {
      // Of connections the client's own listener tells.
      if (redis.status !== 'ready' || this.#writes.failed(err)) return;
      log.warn({ err: withoutCommand(err), queue }, 'a queue in Redis failed');
    });
    void taker.startStalledCheckTimer();
    return taker;
  }

  /** Takes jobs while there are slots. A call meanwhile causes one more look. */
  #fill(providers: Iterable<string> = this.#takers.keys()): void {
    for (const provider of providers) this.#due.add(provider);
    this.#filling ??= this.#take()
      .catch((err: unknown) => this.#failed(err, 'no jobs can be taken just now'))
      .finally(() => {
        this.#filling = null;
        // Called after the last look, and before this.
        if (this.#due.size > 0) this.#fill([]);
      });
  }

  async #take(): Promise<void> {
    for (const provider of this.#due) {
      this.#due.delete(provider);
      const taker = this.#takers.get(provider);
      if (taker !== undefined) await this.#takeFrom(taker);
    }
  }

  async #takeFrom(taker: Worker): Promise<void> {
    while (this.#isTaking && this.#running.size < this.#parts.slots) {
      const token = `${this.#parts.id}:${(this.#tokens += 1)}`;
      const job = await taker.getNextJob(token, { block: false });
      // Declared as a job, but undefined when none waits.
      if (!job) return;
      this.#begin(job);
    }
  }

  #begin(job: Job): void {
    const id = job.id ?? '';
    const controller = new AbortController();
    const done = this.#jobs
      .run(job, controller.signal)
      .catch((err: unknown) => {
        this.#parts.log.error({ err, generation: id }, 'a render job failed unexpectedly');
      })
      .finally(() => {
        this.#running.delete(id);
        if (job.finishedOn === undefined) this.#leftovers.add(job);
        this.#fill();
      });
    this.#running.set(id, { job, controller, done });
  }

  #abort(id: string, why: string): void {
    this.#running.get(id)?.controller.abort(new Error(why));
  }

  /** Announces itself, holds on to its jobs, reads what it may not have heard, and takes more. */
  #beat(): void {
    if (this.#closing !== null) return;
    this.#stopBeat?.();
    ping(this.#parts.ears);
    this.#beating ??= this.#doBeat()
      .catch((err: unknown) => this.#failed(err, 'a beat did not reach Redis'))
      .finally(() => {
        this.#beating = null;
      });
    this.#stopBeat = this.#parts.clock.after(this.#beatMs, () => this.#beat());
  }

  #failed(err: unknown, message: string): void {
    if (this.#closing !== null || this.#writes.failed(err)) return;
    this.#parts.log.warn({ err: err instanceof Error ? withoutCommand(err) : err }, message);
  }

  async #doBeat(): Promise<void> {
    const { redis } = this.#parts;
    await this.#announce();
    this.#writes.taken();
    await this.#leftovers.mark();
    if (this.#mayHaveUnheard && this.#filling === null) {
      this.#mayHaveUnheard = false;
      await this.#leftovers.markUnheard(this.#takers.values(), this.#running);
    }
    const running = [...this.#running];
    for (const [id, { job }] of running) {
      if ((await redis.exists(this.#names.cancelled(id))) > 0) this.#abort(id, 'cancelled');
      else await job.extendLock(job.token ?? '', LOCK_MS).catch(() => 0);
    }
    this.#fill();
  }

  #announce(): Promise<void> {
    return this.#announcer.say({ isTaking: this.#isTaking, running: this.working });
  }
}
