import type { Images } from './core/ports/images.ts';
import type { ImageLinks } from './core/ports/surface.ts';
import type { BlobStore } from './core/ports/blobs.ts';
import type { Clock, Log } from './core/ports/system.ts';
import { DiscordApp } from './bots/discord/app.ts';
import { DiscordAttachments } from './bots/discord/attachments.ts';
import { demandToken, discordClient, discordRest } from './bots/discord/client.ts';
import { LiveInteractions } from './bots/discord/live-interactions.ts';
import { Pictures } from './bots/discord/pictures.ts';
import { DiscordSurface } from './bots/discord/surface.ts';
import { UploadLimits } from './bots/discord/upload-limits.ts';
import type { DiscordConfig } from './config.ts';
import type { AttachmentFetcher } from './core/ports/attachment.ts';
import type { Store } from './core/ports/store.ts';
import type { Studio } from './core/studio/studio.ts';
import { sha256Hex } from './digest.ts';

export interface DiscordBotParts {
  readonly config: DiscordConfig;
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly links: ImageLinks;
  readonly clock: Clock;
  readonly log: Log;
  readonly adminUsers: readonly string[];
}

/** Discord in two steps, because the studio stands between them: its surface, then its door. */
export interface DiscordBot {
  readonly surface: DiscordSurface;
  readonly fetcher: AttachmentFetcher;
  /** Throws a `StartupError` when the token is refused. A Discord that cannot be reached is not waited for. */
  demandToken(): Promise<void>;
  app(studio: Studio): DiscordApp;
}

/** Builds all of Discord by hand; nothing is connected before the app starts. */
export function discordBot(parts: DiscordBotParts): DiscordBot {
  const { config, store, clock } = parts;
  // Of its own: what is posted while the hub stops outlives the gateway's client.
  const rest = discordRest(config.token, config);
  const live = new LiveInteractions(clock);
  const limits = new UploadLimits(store.settings);
  const pictures = new Pictures({ ...parts, limits });
  const surface = new DiscordSurface({ rest, pictures, live });
  return {
    surface,
    fetcher: new DiscordAttachments(),
    demandToken: () => demandToken(rest),
    app: (studio) =>
      new DiscordApp({
        ...parts,
        ...config,
        client: discordClient(config),
        digest: sha256Hex,
        // It reads much, and nobody waits for it.
        rest: discordRest(config.token, config, { patient: true }),
        studio,
        surface,
        pictures,
        live,
        limits,
      }),
  };
}
