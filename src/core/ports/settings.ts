import type { Place } from '../domain/person.ts';

/** What the hub remembers besides its rows, as texts by key. */
export interface Settings {
  get(key: SettingKey): string | undefined;
  put(key: SettingKey, value: string): void;
}

/** Every key there is. They are stored: a changed key is a forgotten setting. */
export type SettingKey =
  /** Where the blobs are. */
  | 'blobs'
  /** A random id, new each time the blobs are moved. */
  | 'blobs.move-id'
  /** Names of the providers that workers over a queue served last, with commas between them. */
  | 'served.providers'
  /** Set once an admin chose the default model: after that, a new key does not change it. */
  | 'default-model-chosen'
  /** When the starter pool was installed. */
  | 'starter_pool_installed'
  /** Emoji names with commas between them. */
  | 'emoji.likes'
  | 'emoji.dislikes'
  /** The server whose own commands were registered last; '' for everywhere. */
  | 'discord.commands.server'
  | ReturnType<(typeof settingKey)[keyof typeof settingKey]>;

type Workspace = Pick<Place, 'surface' | 'workspace'>;
type Channel = Pick<Place, 'surface' | 'workspace' | 'channel'>;

export const settingKey = {
  /** `on` where pictures of a channel are hidden until somebody opens them. */
  spoiler: ({ surface, workspace, channel }: Channel) =>
    `spoiler.${surface}.${workspace}.${channel}` as const,
  /** When somebody was told that a channel takes no messages; '' once it takes them again. */
  toldUnusable: ({ surface, workspace, channel }: Channel) =>
    `told.${surface}.${workspace}.${channel}` as const,
  /** When a workspace was greeted. */
  greeted: ({ surface, workspace }: Workspace) => `first-run.${surface}.${workspace}` as const,
  /** Bytes that a Discord server takes in one message. */
  discordUpload: (workspace: string) => `discord.upload.${workspace}` as const,
  /** A hash of the commands that were registered for one server; null for everywhere. */
  discordCommands: (applicationId: string, guildId: string | null) =>
    `discord.commands.${applicationId}.${guildId ?? 'everywhere'}` as const,
};
