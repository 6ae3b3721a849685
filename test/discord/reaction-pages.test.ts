import { expect, it } from 'vitest';
import { discordClient, discordRest } from '../../src/bots/discord/client.ts';
import { DiscordReactionReader } from '../../src/bots/discord/reaction-reader.ts';
import { seat } from '../fakes/discord/kit.ts';
import { newStore } from '../storage/sample-rows.ts';

/** A message that is reacted to, and its reactions as the reader sees them. */
async function reactedTo() {
  const seated = await seat();
  const { discord, guild, channel, ana } = seated;
  const { access } = newStore();
  const reader = new DiscordReactionReader({
    client: discordClient(discord),
    rest: discordRest(discord.token, discord, { patient: true }),
    access,
    adminUsers: [],
  });
  const { id } = ana.say('a picture');
  const place = { surface: 'discord', workspace: guild.id, channel: channel.id, thread: null };
  const read = async () => {
    const message = await reader.message({ ...place, surface: 'discord' }, id);
    return (await message?.reactions())?.map(({ caller, emoji }) => `${caller.person.id} ${emoji}`);
  };
  return { ...seated, access, id, read };
}

it('everybody who reacted is read, also beyond a page of a hundred', async () => {
  const { discord, guild, channel, id, read } = await reactedTo();
  for (let n = 0; n < 201; n += 1) {
    const user = discord.addUser({ name: `fan ${n}` });
    guild.addMember(user);
    discord.person(user, channel).react(id, '🔥');
  }
  const found = await read();
  expect(found).toHaveLength(201);
  expect(new Set(found)).toHaveProperty('size', 201);
});

it('a super reaction is read as any other', async () => {
  const { ana, user, id, read } = await reactedTo();
  ana.react(id, '🔥', { burst: true });
  expect(await read()).toEqual([`discord:${user.id} 🔥`]);
});

it('somebody who left is read without roles, where roles matter', async () => {
  const { ana, user, guild, access, id, read } = await reactedTo();
  access.putRules(guild.id, { roles: ['artist'], channels: [] });
  ana.react(id, '🔥');
  guild.members.delete(user.id);
  expect(await read()).toEqual([`discord:${user.id} 🔥`]);
});
