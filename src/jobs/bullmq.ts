import type { WorkerHealth } from '../core/domain/hub-health.ts';
import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import {
  type JobStatus,
  type OwnWork,
  QueueAwayError,
  readJob,
  readSentResult,
  type RenderEvents,
  type RenderJob,
  type RenderQueue,
} from '../core/ports/render-queue.ts';
import type { Clock, Log } from '../core/ports/system.ts';
import { BullEvents } from './bull-events.ts';
import { BEAT_MS, bullNames, KEPT_S, WORKERS } from './bull-names.ts';
import { BullRoll } from './bull-roll.ts';
import { BullSubmits } from './bull-submits.ts';
import type { BullWorker } from './bull-worker.ts';
import { connectRedis, ping, withoutCommand } from './redis-client.ts';
import { serverOf } from './redis-server.ts';
import { writeRefusal, WriteWatch } from './redis-writes.ts';

export interface BullQueueParts {
  /** A client whose commands fail while Redis is away, and one for messages, which waits. Closed with the queue. */
  readonly redis: Redis;
  readonly ears: Redis;
  readonly prefix: string;
  /** The hub's id, the same after a restart: several may share a Redis and its workers. */
  readonly hub: string;
  /** The key of the hub's marker among its images; none: workers do not look for it. */
  readonly marker?: string | null;
  readonly clock: Clock;
  readonly log: Log;
  /** How often the living workers are looked at, in milliseconds. Their own beat must be as fast. */
  readonly beatMs?: number;
  /** A worker in the hub's own process, which is drained and closed with the queue. */
  readonly worker?: Pick<BullWorker, 'providers' | 'working' | 'drain' | 'close'> | null;
}

/** The hub's side of a render queue over Redis: workers in other processes do the jobs. */
export class BullRenderQueue implements RenderQueue {
  readonly #parts: BullQueueParts;
  readonly #names;
  readonly #beatMs: number;
  readonly #roll: BullRoll;
  readonly #queues = new Map<string, Queue>();
  readonly #events: BullEvents;
  readonly #toCancel = new Set<string>();
  readonly #submits: BullSubmits;
  readonly #writes: WriteWatch;
  #stopBeat: (() => void) | null = null;
  #takesJobs = true;
  #closed = false;
  #closing: Promise<void> | null = null;

  constructor(parts: BullQueueParts) {
    this.#parts = parts;
    this.#names = bullNames(parts.prefix);
    this.#beatMs = parts.beatMs ?? BEAT_MS;
    this.#roll = new BullRoll({ ...parts, names: this.#names, beatMs: this.#beatMs });
    this.#events = new BullEvents({ ...parts, key: this.#names.reports(parts.hub) });
    this.#submits = new BullSubmits({
      ...parts,
      names: this.#names,
      server: serverOf(parts.redis, parts.log),
      queue: (name) => this.#queue(name),
    });
    this.#writes = new WriteWatch(parts.log);
  }

  /**
   * Connects, and begins to listen. Rejects when Redis cannot be reached, but goes on trying; one that takes no writes is
   * away, and no reason to reject.
   */
  async open(): Promise<void> {
    const { redis, ears } = this.#parts;
    redis.on('ready', () => void this.#beat());
    redis.on('close', () => this.#away());
    ears.on('message', (_channel, message: string) => {
      if (message === WORKERS) void this.#beat();
      else if (message === this.#parts.hub) void this.#events.readReports().catch(() => undefined);
    });
    // Its subscription waits until Redis is there, and is renewed by itself.
    ears.connect().catch(() => undefined);
    ears.subscribe(this.#names.news).catch(() => undefined);
    await connectRedis(redis);
    await this.#roll.look().catch((cause: unknown) => {
      if (writeRefusal(cause) === null) throw cause;
    });
    this.#later();
  }

  get own(): OwnWork {
    const { worker } = this.#parts;
    return { providers: worker?.providers ?? [], jobs: worker?.working ?? [] };
  }

  async capacity(): Promise<number> {
    return this.#roll.ours().reduce((sum, one) => sum + one.slots, 0);
  }

  async providers(): Promise<readonly string[]> {
    const open = this.#roll.ours().filter((one) => one.slots > 0);
    return [...new Set(open.flatMap((one) => one.providers))];
  }

  async workers(): Promise<readonly WorkerHealth[]> {
    return this.#roll.workers();
  }

  async submit(submitted: RenderJob): Promise<void> {
    const job = readJob(submitted);
    if (!this.#takesJobs) throw new Error('the render queue is closed');
    await this.#reaching(() => this.#submits.send(job));
  }

  async cancel(generationId: string): Promise<void> {
    // Kept until it is done: a job must not be begun for nothing when Redis is back.
    this.#toCancel.add(generationId);
    this.#submits.forget(generationId);
    await this.#cancel(generationId);
  }

  async #cancel(generationId: string): Promise<void> {
    const { redis } = this.#parts;
    const names = this.#names;
    await this.#reaching(async () => {
      // The marker first: a worker that did not hear the order reads it.
      await redis.set(names.cancelled(generationId), '1', 'EX', KEPT_S);
      await redis.publish(names.orders, generationId);
      const name = await redis.get(names.job(generationId));
      const job = name === null ? undefined : await this.#queue(name).getJob(generationId);
      // A job that a worker holds cannot be removed: the worker aborts it.
      if (job !== undefined && (await job.isWaiting())) await job.remove().catch(() => undefined);
    });
    this.#toCancel.delete(generationId);
  }

  async status(generationId: string): Promise<JobStatus> {
    const known = await this.#reaching(() => this.#status(generationId));
    if (known.state !== 'unknown') return known;
    if (this.#submits.has(generationId)) return { state: 'queued' };
    // Only now: who lives may have changed since the last look.
    await this.#roll.look();
    for (let ms = this.#roll.unsureMs; ms > 0 && !this.#closed; ms = this.#roll.unsureMs) {
      await new Promise<void>((resolve) => this.#parts.clock.after(ms, resolve));
      await this.#roll.look();
    }
    return this.#reaching(() => this.#status(generationId));
  }

  subscribe(events: RenderEvents): () => void {
    const leave = this.#events.subscribe(events);
    // What came while nobody listened.
    if (!this.#roll.isAway) void this.#beat();
    return leave;
  }

  async drain(signal: AbortSignal): Promise<void> {
    this.#takesJobs = false;
    const { worker } = this.#parts;
    if (worker == null) return;
    await worker.drain(signal);
    // Its last endings.
    await this.#beat();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#takesJobs = false;
    this.#closed = true;
    await this.#parts.worker?.close();
    this.#stopBeat?.();
    await this.#events.close();
    for (const queue of this.#queues.values()) await queue.close().catch(() => undefined);
    this.#queues.clear();
    this.#parts.redis.disconnect();
    this.#parts.ears.disconnect();
  }

  #queue(name: string): Queue {
    const { redis: connection, prefix, log } = this.#parts;
    const known = this.#queues.get(name);
    if (known !== undefined) return known;
    const queue = new Queue(name, {
      connection,
      prefix,
      skipWaitingForReady: true,
      // The database keeps what happened: its stream of events is read by nobody.
      streams: { events: { maxLen: 100 } },
    });
    queue.on('error', (err) => {
      // Of connections the client's own listener tells.
      if (!this.#roll.isAway)
        log.warn({ err: withoutCommand(err), queue: name }, 'a queue in Redis failed');
    });
    this.#queues.set(name, queue);
    return queue;
  }

  async #status(id: string): Promise<JobStatus> {
    const { redis, log } = this.#parts;
    const name = await redis.get(this.#names.job(id));
    const job = name === null ? undefined : await this.#queue(name).getJob(id);
    const state = await job?.getState();
    if (name !== null && state === 'completed') {
      // Read anew: it may have ended after the first read, which then has no result.
      const ended = await this.#queue(name).getJob(id);
      if (ended === undefined) return { state: 'unknown' };
      try {
        return { state: 'finished', result: readSentResult(ended.returnvalue) };
      } catch (err) {
        // Its image is found by its key, if there is one.
        log.error({ err, generation: id }, 'a worker’s result cannot be read');
        return { state: 'unknown' };
      }
    }
    const isHeld = this.#roll.has({ worker: job?.processedBy, generation: id });
    if (state === 'failed' ? this.#roll.has({ generation: id }) : isHeld)
      return { state: 'active' };
    const isNew = job !== undefined && job.processedBy === undefined && !job.deferredFailure;
    if (state !== 'waiting' || !isNew) return { state: 'unknown' };
    return { state: (await this.#takeBack(job)) ? 'unknown' : 'queued' };
  }

  /** Takes back a job that waits for workers of another version, when none of them lives. False: somebody may begin it. */
  async #takeBack(job: Job): Promise<boolean> {
    const isRead = this.#roll.workers().some((one) => !one.speaksOurs);
    if (this.#names.isOurs(job.queueName) || isRead || this.#roll.unsureMs > 0) return false;
    return job.remove().then(
      () => true,
      () => false,
    );
  }

  /** Does something over Redis. A failure to reach it becomes a `QueueAwayError`. */
  async #reaching<T>(work: () => Promise<T>): Promise<T> {
    if (this.#roll.isAway) throw this.#roll.awayError();
    try {
      return await work();
    } catch (cause) {
      throw new QueueAwayError({ cause, reason: writeRefusal(cause) });
    }
  }

  #later(): void {
    this.#stopBeat?.();
    if (this.#closed) return;
    this.#stopBeat = this.#parts.clock.after(this.#beatMs, () => void this.#beat());
  }

  /** Looks who lives, and reads what workers report. Never rejects. */
  async #beat(): Promise<void> {
    if (this.#closed) return;
    const { redis, ears, log } = this.#parts;
    ping(ears);
    try {
      const hasChanged = await this.#roll.look();
      this.#writes.taken();
      await this.#events.readReports();
      for (const id of this.#toCancel) await this.#cancel(id);
      await this.#submits.again();
      if (hasChanged) this.#events.changed();
    } catch (err) {
      // Of connections the client's own listener tells.
      if (!this.#writes.failed(err) && redis.status === 'ready' && !this.#roll.isAway) {
        log.error({ err }, 'Redis does not answer as it should');
      }
      this.#away(writeRefusal(err));
    } finally {
      this.#later();
    }
  }

  #away(refusal: string | null = null): void {
    if (this.#roll.markAway(refusal) && !this.#closed) this.#events.changed();
  }
}
