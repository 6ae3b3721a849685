import { z } from 'zod';
import { address } from '../../core/base/settings.ts';

/** What Discord reads of the environment. */
export const discordFields = {
  DISCORD_TOKEN: z
    .string()
    .regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'must be a bot token: three parts with dots between them')
    .optional(),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{15,20}$/, 'must be the id of a server')
    .optional(),
  DISCORD_API_URL: address.optional(),
};

export interface DiscordSettings {
  readonly token: string;
  /** Where commands are registered, at once; null: everywhere. */
  readonly guildId: string | null;
  /** Another address of Discord's API, without a trailing slash; null: the real one. */
  readonly apiUrl: string | null;
}

/** Null: no Discord. */
export function discordSettings(
  value: z.infer<z.ZodObject<typeof discordFields>>,
): DiscordSettings | null {
  if (value.DISCORD_TOKEN === undefined) return null;
  return {
    token: value.DISCORD_TOKEN,
    guildId: value.DISCORD_GUILD_ID ?? null,
    apiUrl: value.DISCORD_API_URL ?? null,
  };
}
