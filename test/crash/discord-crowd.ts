import { setTimeout as pause } from 'node:timers/promises';
import type { FakeChannel } from '../fakes/discord/channel.ts';
import type { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import type { FakeMessage } from '../fakes/discord/message.ts';
import type { Person } from '../fakes/discord/person.ts';
import { PROMPTS } from './prompts.ts';

/** Answers to the forms behind the buttons. */
const FORMS: readonly (readonly [action: string, values: Readonly<Record<string, string>>])[] = [
  [':edit:', { prompt: 'a dog in the rain' }],
  [':feedback:', { rating: '4' }],
];
/** Messages that people still look at. */
const RECENT = 16;

/** People in a few channels of one server, where each of them may press everything. */
export class Crowd {
  readonly people: readonly Person[];
  readonly channels: readonly FakeChannel[];
  readonly workspace: string;
  /** Commands for pairs, answered or not. */
  readonly asked: FakeInteraction[] = [];
  presses = 0;
  readonly #discord: FakeDiscord;
  readonly #random: () => number;

  constructor(discord: FakeDiscord, random: () => number) {
    this.#discord = discord;
    this.#random = random;
    const guild = discord.addGuild({ name: 'Studio' });
    this.workspace = guild.id;
    this.channels = ['one', 'two'].map((name) => guild.addChannel({ name }));
    this.people = Array.from({ length: 8 }, (_, index) => {
      const user = discord.addUser({ name: `person ${index}` });
      guild.addMember(user, { admin: true });
      return this.channels.map((channel) => discord.person(user, channel));
    }).flat();
  }

  /** Asks for pairs and presses buttons, as people do, until the signal. */
  async useIt(over: AbortSignal): Promise<void> {
    for (let pairs = 0; !over.aborted; ) {
      if (pairs < 3 && this.#random() < 0.6) {
        pairs += 1;
        const prompt = this.#pick(PROMPTS) ?? '';
        const asked = this.#pick(this.people)?.slash('generate', { prompt });
        if (asked) this.asked.push(asked);
      } else {
        this.#press(over);
      }
      await pause(15 + 60 * this.#random());
    }
  }

  /** A slow machine may miss the time for an answer: people then ask once more. */
  async ask(prompt: string): Promise<void> {
    const [person] = this.people;
    if (person === undefined) throw new Error('nobody is there');
    for (let isAnswered = false; !isAnswered; ) {
      const asked = person.slash('generate', { prompt });
      this.asked.push(asked);
      isAnswered = await asked.answered.then(
        () => true,
        () => false,
      );
    }
  }

  /** Public messages that stand. */
  messages(): readonly FakeMessage[] {
    return this.channels.flatMap((channel) => this.#discord.messages(channel.id));
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.#random() * items.length)];
  }

  #press(over: AbortSignal): void {
    const person = this.#pick(this.people);
    const recent = this.#discord.messages(person?.channel.id ?? '').slice(-RECENT);
    const message = this.#pick(recent);
    const id = this.#pick(message?.customIds ?? []);
    if (person === undefined || message === undefined || id === undefined) return;
    this.presses += 1;
    const pressed = person.press(message.id, id);
    const fill = () => {
      const values = FORMS.find(([action]) => id.includes(action))?.[1];
      if (pressed.answer?.modal && !over.aborted) person.submit(pressed, values);
    };
    // What the killed process no longer answers is what this is about.
    pressed.answered.then(fill, () => undefined);
  }
}

/** The pair or generation that the message was made for, by the buttons it ever had. */
export function ownersOf(message: FakeMessage): readonly string[] {
  const found = [...message.everPressable.keys()].flatMap(
    (id) => /^1:(?:pair_details|details):(\w+)$/.exec(id)?.[1] ?? [],
  );
  return [...new Set(found)];
}
