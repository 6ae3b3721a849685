import type { World } from '../base/world.ts';
import type { LinePlace } from '../../line/place.ts';
import { type LineNow, nextToRun, orderLine, type Room } from '../../line/dispatch-order.ts';
import type { Generation } from '../../domain/pair.ts';
import { imageCall } from '../../domain/provider-call.ts';
import { JOB_VERSION } from '../../ports/render-queue.ts';
import { estimateWaits, type Newcomer, type Pace } from '../../line/wait-estimate.ts';
import { closeCalls } from './ledger.ts';
import type { ProviderWatch } from './provider-watch.ts';
import type { Transitions } from './transitions.ts';

export type DispatcherParts = Pick<
  World,
  'store' | 'clock' | 'queue' | 'log' | 'sideBudgetMs' | 'providerTimeoutMs'
> & {
  readonly transitions: Transitions;
  readonly watch: ProviderWatch;
};

/** Takes the next generation out of the line whenever a slot is free, and hands it to the queue. */
export class Dispatcher {
  readonly #parts: DispatcherParts;
  /** When each person's last generation was dispatched, as far as it was asked for: only we dispatch. */
  readonly #last = new Map<string, number>();
  #pumping: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #room: Room;
  #stopRest: (() => void) | null = null;

  constructor(parts: DispatcherParts) {
    this.#parts = parts;
    this.#room = { capacity: 1, served: [], provider: (name) => parts.watch.room(name) };
  }

  /** Looks at the line; repeating it while it looks makes it look once more. */
  wake(): void {
    this.#again = true;
    if (this.#pumping !== null || this.#closed) return;
    this.#pumping = this.#pump().finally(() => {
      this.#pumping = null;
      if (this.#again && !this.#closed) this.wake();
    });
  }

  /** Providers served now, asked of the queue. */
  async served(): Promise<readonly string[]> {
    return this.#parts.queue.providers();
  }

  /** The same, as they were when the line was last looked at. */
  get lastServed(): readonly string[] {
    return this.#room.served;
  }

  /** The place of every waiting generation: 1 is next. */
  places(): ReadonlyMap<string, LinePlace> {
    const line = this.#line();
    const order = orderLine(line);
    const waits = this.#waits(order, line);
    const held = memo((name) => this.#parts.watch.held(name, this.#room.served));
    return new Map(
      order.map((entry, index) => [
        entry.id,
        { place: index + 1, waitMs: waits[index] ?? null, held: held(entry.provider) },
      ]),
    );
  }

  /** Milliseconds until the last of these starts, if they joined the line now. */
  waitOfNewcomers(newcomers: readonly Newcomer[]): number {
    const line = this.#line();
    const waits = this.#waits([...orderLine(line), ...newcomers], line);
    return Math.max(0, ...waits.slice(-newcomers.length).map((ms) => ms ?? 0));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopRest?.();
    await this.#pumping;
  }

  #waits(order: readonly Newcomer[], line: LineNow): readonly (number | null)[] {
    const { store, clock } = this.#parts;
    const usualMs = memo(
      (modelId) => store.line.typicalMs(modelId) ?? store.models.get(modelId)?.typicalMs ?? 0,
    );
    const pace: Pace = { now: clock.now(), usualMs };
    return estimateWaits(order, line.running, this.#roomNow(), pace);
  }

  /** What may be out at this moment: each provider is asked for once. */
  #roomNow(): Room {
    return { ...this.#room, provider: memo((name) => this.#parts.watch.room(name)) };
  }

  #line(): LineNow {
    const { line } = this.#parts.store;
    return {
      waiting: line.waiting(),
      running: line.running(),
      lastDispatched: (personId) => this.#lastOf(personId),
    };
  }

  #lastOf(personId: string): number {
    const last = this.#last.get(personId) ?? this.#parts.store.line.lastDispatched(personId);
    this.#last.set(personId, last);
    return last;
  }

  async #pump(): Promise<void> {
    while (this.#again && !this.#closed) {
      this.#again = false;
      try {
        await this.refresh();
        while (!this.#closed && (await this.#dispatchNext()));
        this.#awaitRest();
      } catch (cause) {
        this.#parts.log.error({ err: cause }, 'the line could not be dispatched');
      }
    }
  }

  /** Asks the queue what it takes and serves. */
  async refresh(): Promise<void> {
    const { queue } = this.#parts;
    const [capacity, served] = await Promise.all([queue.capacity(), queue.providers()]);
    this.#room = { ...this.#room, capacity, served };
  }

  /** Looks again when the next rest of a provider is over. */
  #awaitRest(): void {
    this.#stopRest?.();
    this.#stopRest = null;
    const ms = this.#closed ? null : this.#parts.watch.nextEnd();
    if (ms === null) return;
    this.#stopRest = this.#parts.clock.after(ms, () => {
      this.#stopRest = null;
      this.wake();
    });
  }

  /** Commits `running`, then submits. False when nothing may run now. */
  async #dispatchNext(): Promise<boolean> {
    const line = this.#line();
    const next = nextToRun(orderLine(line), line.running, this.#roomNow());
    if (next === undefined) return false;
    const { clock, transitions, store, sideBudgetMs } = this.#parts;
    const at = clock.now();
    const running = transitions.apply(
      { type: 'dispatched', id: next.id, at, budgetMs: sideBudgetMs },
      (after) => {
        if (after.state !== 'running') return;
        const { id, pairId, spec } = after;
        store.calls.begin({ ...imageCall(id, spec), pairId, generationId: id }, at);
      },
    );
    if (running?.state === 'running') {
      this.#last.set(next.personId, at);
      await this.#submit(running);
    }
    return true;
  }

  async #submit({ id, spec }: Generation): Promise<void> {
    const { queue, providerTimeoutMs, log, transitions, clock, store } = this.#parts;
    try {
      const timeoutMs = providerTimeoutMs;
      await queue.submit({ version: JOB_VERSION, generationId: id, spec, timeoutMs });
    } catch (cause) {
      log.error({ err: cause, generation: id }, 'the render queue took no job');
      const failure = { kind: 'worker_lost', detail: 'the render queue took no job' } as const;
      const at = clock.now();
      transitions.apply({ type: 'failed', id, at, failure }, () =>
        closeCalls(store, id, { outcome: 'worker_lost', costUsd: null }, at),
      );
    }
  }
}

function memo<T>(read: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = read(key);
    known.set(key, value);
    return value;
  };
}
