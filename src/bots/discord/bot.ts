import type { ImageLinks } from '../../core/ports/surface.ts';
import type { World } from '../../core/studio/base/world.ts';
import type { Bot } from '../../core/studio/bot.ts';
import { DiscordApp } from './app.ts';
import { DiscordAttachments } from './attachments.ts';
import { requireToken, discordClient, discordRest } from './client.ts';
import { LiveInteractions } from './live-interactions.ts';
import { Pictures } from './pictures.ts';
import type { DiscordSettings } from './settings.ts';
import { DiscordSurface } from './surface.ts';
import { UploadLimits } from './upload-limits.ts';

export type DiscordBotParts = Pick<
  World,
  'store' | 'blobs' | 'images' | 'clock' | 'digest' | 'log'
> & {
  readonly settings: DiscordSettings;
  readonly links: ImageLinks;
  readonly adminUsers: readonly string[];
};

/** Builds all of Discord by hand; nothing is connected before it starts. */
export function discordBot({ settings, store, ...parts }: DiscordBotParts): Bot {
  // Separate from the gateway's client, because messages are still posted while the hub stops.
  const rest = discordRest(settings.token, settings);
  const live = new LiveInteractions(parts.clock);
  const limits = new UploadLimits(store.settings);
  const pictures = new Pictures({ ...parts, limits });
  const surface = new DiscordSurface({ rest, pictures, live });
  let app: DiscordApp | null = null;
  return {
    name: 'discord',
    surface,
    fetcher: new DiscordAttachments(),
    async open(studio) {
      await requireToken(rest);
      app = new DiscordApp({
        ...parts,
        ...settings,
        settings: store.settings,
        access: store.access,
        client: discordClient(settings),
        // It reads a lot, and nobody waits for it.
        rest: discordRest(settings.token, settings, { patient: true }),
        studio,
        surface,
        pictures,
        live,
        limits,
      });
    },
    start: async () => (await app?.start()) ?? null,
    close: async () => app?.close(),
  };
}
