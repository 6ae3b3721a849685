import type { Json } from './ground.ts';

/** Something a person did, or an event, on its way to the app and back. */
export class Invocation {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Json;
  /** Milliseconds from the sending to the acknowledgement, by the fake's clock; null before. */
  ackMs: number | null = null;
  /** What came with the acknowledgement. */
  ackBody: unknown = null;
  /** Whether the person was shown a failure: no acknowledgement in time, or no connection. */
  failed = false;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
  readonly #answered = Promise.withResolvers<void>();

  constructor(type: Invocation['type'], payload: Json, sentAt: number) {
    this.type = type;
    this.payload = payload;
    this.sentAt = sentAt;
  }

  /** Resolves when it was acknowledged, or failed. */
  get answered(): Promise<void> {
    return this.#answered.promise;
  }

  get isOver(): boolean {
    return this.ackMs !== null || this.failed;
  }

  acknowledge(body: unknown, at: number): void {
    if (this.isOver) return;
    this.ackMs = at - this.sentAt;
    this.ackBody = body;
    this.#answered.resolve();
  }

  fail(): void {
    if (this.isOver) return;
    this.failed = true;
    this.#answered.resolve();
  }
}
