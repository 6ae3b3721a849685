import type { Redis } from 'ioredis';
import { readSentResult, type RenderEvents } from '../core/ports/render-queue.ts';
import type { Log } from '../core/ports/system.ts';
import { reportSchema } from './bull-messages.ts';

export interface BullEventParts {
  readonly redis: Redis;
  /** The list of this hub's reports. */
  readonly key: string;
  readonly log: Log;
}

/** Returns whether what it tells is stored. */
type Event = (listener: RenderEvents) => boolean;

/** Reports read at once. */
const REPORTS = 50;

/** Who listens to a hub's queue, and what workers report to it. */
export class BullEvents {
  readonly #parts: BullEventParts;
  readonly #listeners = new Set<RenderEvents>();
  /** Reports that are stored, and may still be in Redis. */
  readonly #stored = new Set<string>();
  #reading: Promise<void> | null = null;

  constructor(parts: BullEventParts) {
    this.#parts = parts;
  }

  subscribe(events: RenderEvents): () => void {
    this.#listeners.add(events);
    return () => this.#listeners.delete(events);
  }

  /** Tells that workers or the queue changed. */
  changed(): void {
    this.#emit((listener) => {
      listener.changed?.();
      return true;
    });
  }

  /**
   * Reads the reports there are, and tells them; each is taken off Redis when it is on the disk. Without a listener they stay. Rejects
   * while Redis is away.
   */
  readReports(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#reading?.catch(() => undefined);
  }

  async #read(): Promise<void> {
    const { redis, key } = this.#parts;
    while (this.#listeners.size > 0) {
      // The oldest is the last.
      const texts = (await redis.lrange(key, -REPORTS, -1)).toReversed();
      // Also when Redis was emptied: what it lost is never told again.
      if (texts.length === 0) return this.#stored.clear();
      // Those who are told now, though they may leave before it is on the disk.
      const listeners = [...this.#listeners];
      if (listeners.length === 0) return;
      for (const text of texts) {
        if (!this.#stored.has(text) && this.#tell(text)) this.#stored.add(text);
      }
      const taken = await this.#takeOff(
        texts.filter((text) => this.#stored.has(text)),
        listeners,
      );
      // What is not stored is told again when reports are read next.
      if (taken < texts.length) return;
    }
  }

  /** Takes reports off the list once they are on the disk. Returns how many. */
  async #takeOff(texts: readonly string[], listeners: readonly RenderEvents[]): Promise<number> {
    const { redis, key } = this.#parts;
    if (texts.length === 0 || !(await areKept(listeners))) return 0;
    const removing = redis.multi();
    for (const text of texts) removing.lrem(key, -1, text);
    await removing.exec();
    for (const text of texts) this.#stored.delete(text);
    return texts.length;
  }

  /** Returns whether all listeners have stored it. A listener that throws is logged, and keeps the others from nothing. */
  #emit(event: Event, generation?: string): boolean {
    let isStored = true;
    for (const listener of this.#listeners) {
      try {
        if (!event(listener)) isStored = false;
      } catch (cause) {
        // It would fail again.
        this.#parts.log.error({ err: cause, generation }, 'a listener of the render queue failed');
      }
    }
    return isStored;
  }

  #tell(text: string): boolean {
    try {
      return this.#emit(...eventOf(text));
    } catch (err) {
      this.#parts.log.error({ err }, 'a worker’s report cannot be read');
      return true;
    }
  }
}

/** What a report tells, and the id of its generation. Throws for one that cannot be read. */
function eventOf(text: string): readonly [Event, string] {
  const report = reportSchema.parse(JSON.parse(text));
  const { id } = report;
  if (report.type === 'late') return [(listener) => listener.late(id, report.call), id];
  const result = readSentResult(report.result);
  return [(listener) => listener.finished(id, result, true), id];
}

async function areKept(listeners: readonly RenderEvents[]): Promise<boolean> {
  try {
    await Promise.all(listeners.map(async (listener) => listener.kept?.()));
    return true;
  } catch {
    // The disk's own watch tells.
    return false;
  }
}
