import type { FakeChannel } from './channel.ts';
import type { Json } from './json.ts';
import type { FakeMessage } from './message.ts';
import type { FakeUser } from './user.ts';
import type { FakeModal } from './validate-modal.ts';

export const INTERACTION = {
  command: 2,
  component: 3,
  autocomplete: 4,
  modal: 5,
} as const;

/** What the person is told when nobody answers. */
export const NO_ANSWER = 'no answer within 3 s';

export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** The first answer to an interaction. */
export interface InteractionAnswer {
  readonly type: number;
  readonly message?: FakeMessage;
  readonly modal?: FakeModal;
  readonly choices?: readonly Choice[];
}

export interface InteractionSeed {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly user: FakeUser;
  readonly channel: FakeChannel;
  readonly locale: string;
  readonly payload: Json;
  readonly sentAt: number;
  /** The message whose component was used, also through a form. */
  readonly message?: FakeMessage | undefined;
  /** What a form answered. */
  readonly trigger?: FakeInteraction | undefined;
}

/** One thing that a person did with the bot, and what came of it. */
export class FakeInteraction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly user: FakeUser;
  readonly channel: FakeChannel;
  readonly locale: string;
  readonly payload: Json;
  readonly sentAt: number;
  readonly message: FakeMessage | undefined;
  readonly trigger: FakeInteraction | undefined;
  /** Resolves with the first answer; rejects when it does not come in time. */
  readonly answered: Promise<InteractionAnswer>;
  answeredAt: number | undefined;
  answer: InteractionAnswer | undefined;
  /** True when the time for an answer is over and there was none. */
  failed = false;
  /** What `@original` is. */
  original: FakeMessage | undefined;
  readonly followUps: FakeMessage[] = [];
  /** What was sent from the form that answered this, one after the other. */
  readonly submissions: FakeInteraction[] = [];
  readonly #settled = Promise.withResolvers<InteractionAnswer>();
  #stopTimer: () => void = () => {};

  constructor(seed: InteractionSeed) {
    this.id = seed.id;
    this.token = seed.token;
    this.type = seed.type;
    this.user = seed.user;
    this.channel = seed.channel;
    this.locale = seed.locale;
    this.payload = seed.payload;
    this.sentAt = seed.sentAt;
    this.message = seed.message;
    this.trigger = seed.trigger;
    this.answered = this.#settled.promise;
    // A test that does not look must not fail for it.
    this.answered.catch(() => {});
  }

  /** The time that the service gives runs; `stop` ends the timer. */
  wait(stop: () => void): void {
    this.#stopTimer = stop;
  }

  settle(answer: InteractionAnswer, at: number): void {
    this.#stopTimer();
    this.answer = answer;
    this.answeredAt = at;
    this.#settled.resolve(answer);
  }

  /** Nobody answered. */
  fail(): void {
    this.failed = true;
    this.#settled.reject(new Error(NO_ANSWER));
  }

  /** Ends its timer without an outcome. */
  stop(): void {
    this.#stopTimer();
  }
}
