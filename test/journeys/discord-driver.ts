import { parseCommand } from '../../src/core/chat/command.ts';
import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { FakeChannel } from '../fakes/discord/channel.ts';
import type { FakeGuild } from '../fakes/discord/guild.ts';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import type { FakeMessage } from '../fakes/discord/message.ts';
import type { Person } from '../fakes/discord/person.ts';
import { runHub, type RunningHub } from '../web/hub.ts';
import type { Driver, Seat, Seen } from './driver.ts';
import { confirmRemoval } from './removal.ts';
import { plainText } from './plain-text.ts';
import { setQuota } from './quota.ts';

export interface DiscordDriver extends Driver {
  readonly hub: RunningHub;
  readonly discord: FakeDiscord;
  readonly guild: FakeGuild;
  readonly channel: FakeChannel;
  /** A member of the server at a client, in its channel. `you` manages the server. */
  readonly person: (name: string) => Person;
}

const NUMBERS = new Set(['count', 'tone_ratio', 'angle_ratio']);

/** A strict Discord with one server, and a real hub that is connected to it. */
export async function discordDriver(env: Record<string, string> = {}): Promise<DiscordDriver> {
  const discord = await FakeDiscord.start();
  discord.gateway.identifyWindowMs = 0;
  const guild = discord.addGuild({ name: 'Studio' });
  const channel = guild.addChannel({ name: 'pictures' });
  const hub = await runHub({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    ...env,
  });
  await discord.until(() => discord.commands().length > 0);
  const people = new Map<string, Person>();
  const person = (name: string): Person => {
    const known = people.get(name) ?? newPerson(name);
    people.set(name, known);
    return known;
  };
  const newPerson = (name: string): Person => {
    const user = discord.addUser({ name });
    guild.addMember(user, { admin: name === 'you' });
    return discord.person(user, channel);
  };
  return {
    hub,
    discord,
    guild,
    channel,
    person,
    seat: async (name) => new DiscordSeat(person(name)),
    setQuota: (credits) => setQuota(hub.home, credits),
    close: async () => {
      await hub.close();
      await discord.close();
      // What the real service would have refused is a fault of ours, wherever it happened.
      if (discord.violations.length > 0) throw new Error(discord.violations.join('\n'));
    },
  };
}

class DiscordSeat implements Seat {
  readonly #person: Person;
  #pressed: FakeInteraction | null = null;

  constructor(person: Person) {
    this.#person = person;
  }

  async say(line: string): Promise<void> {
    const command = parseCommand(line);
    const sent =
      command.type === 'diptych'
        ? this.#person.slash('diptych', command.rest === '' ? {} : { of: command.rest }, {
            subcommand: command.word,
          })
        : this.#person.slash('generate', typed(command.options));
    await sent.answered;
  }

  async messages(): Promise<readonly Seen[]> {
    return this.#person.sees().flatMap((one) => (one.ephemeralFor ? [] : [seen(one)]));
  }

  async press(message: Seen, label: string): Promise<void> {
    const id = message.buttons.find((one) => one.label === label)?.id;
    if (id === undefined) throw new Error(`there was no ${label} on ${message.id}`);
    this.#pressed = this.#person.press(message.id, id);
    await this.#pressed.answered;
  }

  async answer(values: Readonly<Record<string, string>>): Promise<void> {
    if (this.#pressed === null) throw new Error('no form is open');
    await this.#person.submit(this.#pressed, values).answered;
  }

  async told(): Promise<string> {
    const mine = this.#person.sees().filter((one) => one.ephemeralFor);
    return plainText(mine.at(-1)?.text ?? '');
  }

  remove(message: Seen): Promise<void> {
    return confirmRemoval(this, message);
  }

  async pressTold(label: string): Promise<void> {
    const told = this.#told();
    const id = told.customIds.find((one) => told.component(one)?.label === label);
    if (id === undefined) throw new Error(`there was no ${label} on what was told`);
    this.#pressed = this.#person.press(told.id, id);
    await this.#pressed.answered;
  }

  async choose(label: string): Promise<void> {
    const told = this.#told();
    for (const id of told.customIds) {
      const options = told.component(id)?.options ?? [];
      const value = options.find((one) => one.label.startsWith(label))?.value;
      if (value === undefined) continue;
      await this.#person.choose(told.id, id, [value]).answered;
      return;
    }
    throw new Error(`there was no choice ${label}`);
  }

  async picturesTold(): Promise<number> {
    return this.#told().files.length;
  }

  #told(): FakeMessage {
    const told = this.#person.sees().findLast((one) => one.ephemeralFor);
    if (told === undefined) throw new Error('nothing was told');
    return told;
  }

  async react(message: Seen, emoji: string): Promise<void> {
    this.#person.react(message.id, emoji);
  }

  async unreact(message: Seen, emoji: string): Promise<void> {
    this.#person.unreact(message.id, emoji);
  }

  /** A Discord client keeps nothing that the service does not. */
  async reload(): Promise<void> {}
}

function typed(options: Readonly<Record<string, string>>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      NUMBERS.has(name) ? Number(value) : value,
    ]),
  );
}

/** A message as its reader tells it from others: by its Details button, and by its picture. */
function seen(message: FakeMessage): Seen {
  const buttons = message.customIds.map((id) => {
    const label = message.component(id)?.label;
    return { id, label: typeof label === 'string' ? label : '' };
  });
  const isHeader = buttons.some(
    ({ id }) => id.includes(':pair_details:') || id.includes('example'),
  );
  const text = plainText(message.text);
  const kind = isHeader ? 'header' : message.attachments.length > 0 ? 'image' : 'ending';
  const side = /^([AB])\b/.exec(text)?.[1];
  return {
    id: message.id,
    kind,
    side: side === 'A' || side === 'B' ? side : null,
    text,
    buttons,
    reactions: message.reactions.map(({ emoji, users }) => `${emoji.name} ${users.length}`),
  };
}
