import { FakeDiscord } from '../fakes/discord/fake-discord.ts';
import type { ChatClock, CrashChat } from './crash-chat.ts';
import { Crowd, ownersOf } from './discord-crowd.ts';
import { DISCORD_TARGETS, isDiscordTarget, strikeAt } from './discord-strike.ts';

/** A strict Discord, and a crowd at it. */
export async function discordChat(clock: ChatClock, random: () => number): Promise<CrashChat> {
  // Long enough that something is always on its way.
  const discord = await FakeDiscord.start({ clock, latencyMs: 15 });
  discord.gateway.identifyWindowMs = 0;
  const crowd = new Crowd(discord, random);
  return {
    workspace: crowd.workspace,
    people: [...new Set(crowd.people.map((one) => `discord:${one.user.id}`))],
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    targets: DISCORD_TARGETS,
    // Past the minutes in which the service itself takes a nonce only once.
    longMs: 6 * 60_000,
    editsAtOnce: Infinity,
    connected: async () => void (await discord.until(() => discord.commands().length > 0)),
    useIt: (over) => crowd.useIt(over),
    ask: (prompt) => crowd.ask(prompt),
    strikeAt: ({ target, nth, moment }, life) => {
      if (!isDiscordTarget(target)) throw new Error(`there is no target ${target}`);
      return strikeAt(discord, { target, nth, moment }, life);
    },
    heal: () => discord.heal(),
    messages: () =>
      crowd.messages().map((message) => ({
        id: message.id,
        owners: ownersOf(message),
        pictures: message.attachments.map((file) => file.filename),
        buttons: message.customIds,
      })),
    edits: () => discord.requests.filter(({ method }) => method === 'PATCH').length,
    answered: () =>
      crowd.asked
        .flatMap((one) => one.answer?.message ?? [])
        .filter((one) => one.ephemeralFor === undefined)
        .flatMap(ownersOf),
    faults: () => [...discord.violations, ...crowd.messages().flatMap((one) => one.pings)],
    close: () => discord.close(),
  };
}
