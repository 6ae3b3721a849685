import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Images } from '../../core/ports/images.ts';
import type { Store } from '../../core/ports/store.ts';
import type { Clock, Digest, Ids, Log } from '../../core/ports/system.ts';
import type { Bot } from '../../core/studio/bot.ts';
import { webApp } from './app.ts';
import { WebUploads } from './attachments.ts';
import { WebEvents } from './events.ts';
import { WEB_PLACE } from './identity.ts';
import type { Signer } from './links.ts';
import { listen, type WebServer } from './server.ts';
import type { WebSettings } from './settings.ts';
import { WebSurface } from './surface.ts';
import type { WebMessages } from './web-messages.ts';

export interface WebBotParts {
  readonly settings: WebSettings;
  readonly store: Store;
  readonly messages: WebMessages;
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly log: Log;
  readonly signer: Signer;
  readonly adminUsers: readonly string[];
  /** Prometheus' text. */
  readonly metrics: () => Promise<string>;
}

/** Builds the web chat and the HTTP API by hand; nothing listens before it opens. */
export function webBot({ settings, ...parts }: WebBotParts): Bot {
  const events = new WebEvents();
  const uploads = new WebUploads(parts);
  const surface = new WebSurface({ ...parts, events });
  const stopping = new AbortController();
  let server: WebServer | null = null;
  let isReady = false;
  const ready = () => {
    if (stopping.signal.aborted) return 'the hub is stopping';
    return isReady ? null : 'the hub is starting';
  };
  return {
    name: 'web',
    surface,
    fetcher: uploads,
    async open(studio) {
      await studio.welcome.current(WEB_PLACE, 'en');
      const { signal } = stopping;
      const { apiToken } = settings;
      const app = webApp({ ...parts, studio, events, uploads, apiToken, ready, stopping: signal });
      server = await listen(app, settings);
    },
    async start() {
      isReady = true;
      return server?.url ?? null;
    },
    async close() {
      stopping.abort();
      await server?.close();
    },
  };
}
