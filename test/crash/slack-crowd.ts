import { setTimeout as pause } from 'node:timers/promises';
import type { FakeChannel } from '../fakes/slack/channels.ts';
import type { FakeSlack } from '../fakes/slack/fake-slack.ts';
import type { FakeMessage } from '../fakes/slack/messages.ts';
import type { Person } from '../fakes/slack/person.ts';
import { pressableIn } from '../fakes/slack/pressables.ts';
import { PROMPTS } from './prompts.ts';

/** Answers to the forms behind the buttons, by the labels of their fields. */
const FORMS: readonly (readonly [action: string, values: Readonly<Record<string, string>>])[] = [
  [':edit:', { 'Prompt, for this side only': 'a dog in the rain' }],
  [':feedback:', { 'What is good, what is not': 'fine' }],
];
/** Messages that people still look at. */
const RECENT = 16;
/** Slack takes about one message a second in a channel: with several, something is always on its way. */
const CHANNELS = 12;

/** People in the channels of one workspace, all of them admins, so that each may press everything. */
export class SlackCrowd {
  readonly people: readonly Person[];
  readonly channels: readonly FakeChannel[];
  readonly #slack: FakeSlack;
  readonly #random: () => number;
  #asks = 0;

  constructor(slack: FakeSlack, random: () => number) {
    this.#slack = slack;
    this.#random = random;
    this.channels = Array.from({ length: CHANNELS }, (_, index) =>
      slack.addChannel({ name: `channel-${index}` }),
    );
    this.people = Array.from({ length: 8 }, (_, index) => {
      const user = slack.addUser({ name: `person ${index}`, role: 'admin' });
      return this.channels.map((channel) => slack.person(user, channel));
    }).flat();
  }

  /** Asks for pairs and presses buttons, as people do, until the signal. */
  async useIt(over: AbortSignal): Promise<void> {
    for (let pairs = 0; !over.aborted; ) {
      if (pairs < 3 && this.#random() < 0.6) {
        pairs += 1;
        this.#pick(this.people)?.command('/generate', this.#pick(PROMPTS) ?? '');
      } else {
        this.#press(over);
      }
      await pause(15 + 60 * this.#random());
    }
  }

  /** A slow machine may miss the time for an answer: people then ask once more. */
  async ask(prompt: string): Promise<void> {
    // One after the other in the channels: they take messages at the same time.
    const person = this.people[this.#asks % this.people.length];
    this.#asks += 1;
    if (person === undefined) throw new Error('nobody is there');
    for (let isAnswered = false; !isAnswered; ) {
      await this.#slack.until(() => this.#slack.sockets.connections > 0);
      const asked = person.command('/generate', prompt);
      await asked.answered;
      isAnswered = !asked.failed;
    }
  }

  /** Messages of ours that stand and that everybody sees. */
  messages(): readonly FakeMessage[] {
    return this.channels.flatMap((channel) => channel.standing().filter(({ isOurs }) => isOurs));
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }

  #press(over: AbortSignal): void {
    const person = this.#pick(this.people);
    const recent = person?.channel.standing().slice(-RECENT) ?? [];
    const message = this.#pick(recent);
    const id = this.#pick(message === undefined ? [] : buttonsOf(message));
    if (person === undefined || message === undefined || id === undefined) return;
    const before = person.form()?.id;
    const fill = () => {
      const values = FORMS.find(([action]) => id.includes(action))?.[1];
      const form = person.form();
      const isOpen = form !== undefined && form.id !== before && form.view.callback_id === id;
      if (values !== undefined && isOpen && !over.aborted) person.submit(values);
    };
    // What the killed process no longer answers is what this is about.
    const pressed = person.press(message.ts, id);
    void pressed.answered.then(() => pause(60)).then(fill);
  }
}

/** The ids of a message's buttons. */
export function buttonsOf({ blocks }: FakeMessage): readonly string[] {
  return pressableIn(blocks).flatMap(({ element }) => element.action_id ?? []);
}
