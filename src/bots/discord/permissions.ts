import { OAuth2Scopes, PermissionFlagsBits, type PermissionsBitField } from 'discord.js';

/** What the bot needs in a channel, and what each is for. */
export const NEEDED = [
  ['ViewChannel', 'see the channel it posts in'],
  ['SendMessages', 'post headers and images'],
  ['SendMessagesInThreads', 'do so in threads'],
  ['AttachFiles', 'post the pictures'],
  [
    'ReadMessageHistory',
    'answer its header, find a message whose answer was lost, catch up with emoji',
  ],
] as const;

/** What a reader of English calls them in Discord's own settings. */
const NAMES: Readonly<Record<(typeof NEEDED)[number][0], string>> = {
  ViewChannel: 'View Channel',
  SendMessages: 'Send Messages',
  SendMessagesInThreads: 'Send Messages in Threads',
  AttachFiles: 'Attach Files',
  ReadMessageHistory: 'Read Message History',
};

export const NEEDED_BITS = NEEDED.reduce((bits, [name]) => bits | PermissionFlagsBits[name], 0n);

/** Names of the permissions that are missing for posting in a channel or, elsewhere, in a thread. */
export function missing(
  has: Readonly<PermissionsBitField>,
  place: 'channel' | 'thread' | 'server',
): readonly string[] {
  const unneeded =
    place === 'thread' ? 'SendMessages' : place === 'channel' ? 'SendMessagesInThreads' : null;
  return NEEDED.map(([name]) => name)
    .filter((name) => name !== unneeded && !has.has(name))
    .map((name) => NAMES[name]);
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
