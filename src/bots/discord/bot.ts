import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Images } from '../../core/ports/images.ts';
import type { Store } from '../../core/ports/store.ts';
import type { ImageLinks } from '../../core/ports/surface.ts';
import type { Clock, Digest, Log } from '../../core/ports/system.ts';
import type { Bot } from '../../core/studio/bot.ts';
import { DiscordApp } from './app.ts';
import { DiscordAttachments } from './attachments.ts';
import { demandToken, discordClient, discordRest } from './client.ts';
import { LiveInteractions } from './live-interactions.ts';
import { Pictures } from './pictures.ts';
import type { DiscordSettings } from './settings.ts';
import { DiscordSurface } from './surface.ts';
import { UploadLimits } from './upload-limits.ts';

export interface DiscordBotParts {
  readonly settings: DiscordSettings;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly links: ImageLinks;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly log: Log;
  readonly adminUsers: readonly string[];
}

/** Builds all of Discord by hand; nothing is connected before it starts. */
export function discordBot({ settings, store, ...parts }: DiscordBotParts): Bot {
  // Of its own: what is posted while the hub stops outlives the gateway's client.
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
      await demandToken(rest);
      app = new DiscordApp({
        ...parts,
        ...settings,
        settings: store.settings,
        access: store.access,
        client: discordClient(settings),
        // It reads much, and nobody waits for it.
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
