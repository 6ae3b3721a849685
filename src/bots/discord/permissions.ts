import {
  type Interaction,
  OAuth2Scopes,
  PermissionFlagsBits,
  PermissionsBitField,
} from 'discord.js';

/** What the bot needs, and what Discord's own settings call it; docs/discord.md says what for. */
const NEEDED = [
  ['ViewChannel', 'View Channel'],
  ['SendMessages', 'Send Messages'],
  ['SendMessagesInThreads', 'Send Messages in Threads'],
  ['AttachFiles', 'Attach Files'],
  ['ReadMessageHistory', 'Read Message History'],
] as const;

export const NEEDED_BITS = NEEDED.reduce((bits, [flag]) => bits | PermissionFlagsBits[flag], 0n);

/** Names of the permissions that are missing for posting in a channel or, elsewhere, in a thread. */
export function missing(
  has: Readonly<PermissionsBitField>,
  place: 'channel' | 'thread' | 'server',
): readonly string[] {
  const unneeded =
    place === 'thread' ? 'SendMessages' : place === 'channel' ? 'SendMessagesInThreads' : null;
  return NEEDED.filter(([flag]) => flag !== unneeded && !has.has(flag)).map(([, name]) => name);
}

/** What is missing where an interaction happened. In direct channels, of which Discord says nothing, the bot may answer. */
export function missingHere({ guildId, channel, appPermissions }: Interaction): readonly string[] {
  if (guildId === null) return [];
  const place = channel?.isThread() === true ? 'thread' : 'channel';
  return missing(appPermissions ?? new PermissionsBitField(), place);
}

/** Where somebody with Manage Server adds the bot, with exactly the permissions it needs. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    permissions: NEEDED_BITS.toString(),
    scope: `${OAuth2Scopes.Bot} ${OAuth2Scopes.ApplicationsCommands}`,
  });
  return `https://discord.com/oauth2/authorize?${query.toString()}`;
}
