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

type Event = (listener: RenderEvents) => void;

/** Reports read at once. */
const REPORTS = 50;

/** Who listens to a hub's queue, and what workers report to it. */
export class BullEvents {
  readonly #parts: BullEventParts;
  readonly #listeners = new Set<RenderEvents>();
  #reading: Promise<void> | null = null;

  constructor(parts: BullEventParts) {
    this.#parts = parts;
  }

  subscribe(events: RenderEvents): () => void {
    this.#listeners.add(events);
    return () => this.#listeners.delete(events);
  }

  /** A listener that throws is logged, and keeps the others from nothing. */
  emit(event: Event, generation?: string): void {
    for (const listener of this.#listeners) {
      try {
        event(listener);
      } catch (cause) {
        this.#parts.log.error({ err: cause, generation }, 'a listener of the render queue failed');
      }
    }
  }

  /** Reads the reports there are, and tells them. Without a listener they stay. Rejects while Redis is away. */
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
      const texts = await redis.rpop(key, REPORTS);
      if (texts === null) return;
      for (const text of texts) this.#tell(text);
    }
  }

  #tell(text: string): void {
    try {
      this.emit(...eventOf(text));
    } catch (err) {
      this.#parts.log.error({ err }, 'a worker’s report cannot be read');
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
