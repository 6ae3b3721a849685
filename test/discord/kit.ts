import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Store } from '../../src/core/ports/store.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import type { FakeInteraction } from '../fakes/discord/interaction.ts';
import type { FakeMessage } from '../fakes/discord/message.ts';
import type { Person } from '../fakes/discord/person.ts';
import { type DiscordDriver, discordDriver } from '../journeys/discord-driver.ts';
import { plainText } from '../journeys/plain-text.ts';

/** A hub at a strict Discord for one test. What the real service would refuse fails the test at its end. */
export async function atDiscord(env: Record<string, string> = {}) {
  const driver = await discordDriver(env);
  onTestFinished(() => driver.close());
  return { ...driver, ...eyes(driver) };
}
export type AtDiscord = Awaited<ReturnType<typeof atDiscord>>;

/** What people see in the channel. */
export function eyes({ discord, channel, hub, person }: DiscordDriver) {
  const messages = () => discord.messages(channel.id);
  const until = (wanted: (one: FakeMessage) => boolean) =>
    discord.until(() => messages().findLast(wanted));
  return {
    /** The newest header that says so. */
    header: (text = '') => until((one) => isHeader(one) && says(one, text)),
    /** The newest image of a side that says so. */
    image: (side: 'A' | 'B', text = '') =>
      until((one) => isImage(one) && says(one, text) && plainText(one.text).startsWith(side)),
    ending: (side: 'A' | 'B') =>
      until((one) => !isHeader(one) && !isImage(one) && plainText(one.text).startsWith(side)),
    images: () => messages().filter(isImage),
    headers: () => messages().filter(isHeader),
    /** Asks for a pair and waits for the header that answers. */
    ask: async (prompt: string, who: Person = person('you'), more = {}) => {
      const sent = who.slash('generate', { prompt, ...more });
      await sent.answered;
      return sent;
    },
    /** The hub's own database, beside it. */
    store: (): Store => {
      const db = openDatabase(join(hub.config.home, 'diptych.db'));
      onTestFinished(() => void db.close());
      return sqliteStore(db);
    },
  };
}

export function isHeader(message: FakeMessage): boolean {
  return message.customIds.some((id) => id.includes(':pair_details:'));
}

export function isImage(message: FakeMessage): boolean {
  return message.attachments.length > 0;
}

export function says(message: FakeMessage, text: string): boolean {
  return plainText(message.text).includes(text);
}

/** The id of the button with this label. */
export function buttonOf(message: FakeMessage, label: string): string {
  const id = message.customIds.find((one) => message.component(one)?.label === label);
  if (id === undefined) throw new Error(`there is no ${label}: ${labelsOf(message).join(', ')}`);
  return id;
}

export function labelsOf(message: FakeMessage): readonly string[] {
  return message.customIds.map((id) => String(message.component(id)?.label));
}

/** What a person was answered privately, once it is there. */
export function privateText({ original, followUps, answer }: FakeInteraction): string {
  const message = followUps.at(-1) ?? original ?? answer?.message;
  if (message?.ephemeralFor === undefined) return '';
  return plainText(message.text);
}

/** Both sides' images and one header that knows of both, none twice. */
export async function stands(at: AtDiscord) {
  await at.header('Which is better?');
  await at.discord.until(() => at.images().length === 2);
  expect(at.headers()).toHaveLength(1);
}
