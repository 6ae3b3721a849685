/** The permission bits that the fake looks at. */
export const PERMISSION = {
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  useExternalEmojis: 1n << 18n,
  manageMessages: 1n << 13n,
  manageGuild: 1n << 5n,
  administrator: 1n << 3n,
  useApplicationCommands: 1n << 31n,
  sendMessagesInThreads: 1n << 38n,
} as const;

/** What a bot gets by an ordinary invitation. */
export const BOT_PERMISSIONS =
  PERMISSION.addReactions |
  PERMISSION.viewChannel |
  PERMISSION.sendMessages |
  PERMISSION.embedLinks |
  PERMISSION.attachFiles |
  PERMISSION.readMessageHistory |
  PERMISSION.useExternalEmojis |
  PERMISSION.sendMessagesInThreads;

/** What everybody on a server may do. */
export const MEMBER_PERMISSIONS = BOT_PERMISSIONS | PERMISSION.useApplicationCommands;

/** What both sides may do in a direct message. */
export const DM_PERMISSIONS = BOT_PERMISSIONS | PERMISSION.mentionEveryone;

/** The bits that hold in a channel; an administrator is never denied anything. */
export function effective(granted: bigint, denied: bigint): bigint {
  if ((granted & PERMISSION.administrator) !== 0n) return (1n << 50n) - 1n;
  const left = granted & ~denied;
  // Who cannot see a channel can do nothing there.
  return (left & PERMISSION.viewChannel) === 0n ? 0n : left;
}
