import type { Ground, Json } from './ground.ts';
import { HttpDelivery, type HttpTarget } from './http-delivery.ts';
import { Invocation } from './invocation.ts';
import type { Sockets } from './sockets.ts';

/** When an event is delivered again: at once, after a minute, after five. */
const RETRIES_MS = [0, 60_000, 300_000];

/** Brings what people do, and events, to the app: over a socket, or over signed HTTP. */
export class Delivery {
  /** Over HTTP when set. */
  target: HttpTarget | null = null;
  readonly #ground: Ground;
  readonly #sockets: Sockets;
  readonly #answerMs: number;
  readonly #timers = new Set<() => void>();
  readonly http: HttpDelivery;

  constructor(ground: Ground, sockets: Sockets, answerMs: number) {
    this.#ground = ground;
    this.#sockets = sockets;
    this.#answerMs = answerMs;
    this.http = new HttpDelivery(ground);
  }

  /** Once: what a person does is never delivered twice by Slack itself. */
  send(type: 'slash_commands' | 'interactive', payload: Json): Invocation {
    const invocation = this.#invocation(type, payload);
    if (!this.#try(invocation)) invocation.fail();
    return invocation;
  }

  /** Until it is acknowledged, four times at most. */
  event(payload: Json): Invocation {
    const first = this.#invocation('events_api', payload);
    this.#deliver(first, 0);
    return first;
  }

  /** Delivers the same once more, as a lost acknowledgement makes Slack do. */
  again(invocation: Invocation): Invocation {
    const copy = this.#invocation(invocation.type, invocation.payload);
    this.#try(copy, { attempt: 1, reason: 'http_timeout' });
    return copy;
  }

  stop(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #deliver(invocation: Invocation, attempt: number): void {
    const retry = attempt === 0 ? undefined : { attempt, reason: 'http_timeout' };
    if (!this.#try(invocation, retry)) invocation.fail();
    void invocation.answered.then(() => {
      const pause = RETRIES_MS[attempt];
      if (!invocation.failed || pause === undefined) return;
      this.#after(pause, () =>
        this.#deliver(this.#invocation('events_api', invocation.payload), attempt + 1),
      );
    });
  }

  #invocation(type: Invocation['type'], payload: Json): Invocation {
    const invocation = new Invocation(type, payload, this.#ground.clock.now());
    this.#after(this.#answerMs, () => {
      invocation.fail();
      this.#ground.moved();
    });
    return invocation;
  }

  #try(invocation: Invocation, retry?: { attempt: number; reason: string }): boolean {
    if (this.target === null) return this.#sockets.send(invocation, retry);
    this.http.send(this.target, invocation, retry).catch(() => {
      invocation.fail();
      this.#ground.moved();
    });
    return true;
  }

  #after(ms: number, run: () => void): void {
    const cancel = this.#ground.clock.after(ms, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
  }
}
