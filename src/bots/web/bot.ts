import type { World } from '../../core/studio/base/world.ts';
import type { Bot } from '../../core/studio/bot.ts';
import type { Studio } from '../../core/studio/use-cases.ts';
import { webApp } from './app.ts';
import { WebAttachments } from './attachments.ts';
import { WebEvents } from './events.ts';
import { ChatView } from './facts/chat-view.ts';
import { WEB_PLACE } from './identity.ts';
import type { WebParts } from './parts.ts';
import { type SessionRows, Sessions } from './sessions.ts';
import { listen, type Mounts, type WebServer } from './server.ts';
import type { WebSettings } from './settings.ts';
import { Streams } from './streams.ts';
import { WebSurface } from './surface.ts';
import { WrongTokens } from './wrong-tokens.ts';

export type WebBotParts = Pick<World, 'blobs' | 'ids' | 'clock' | 'log'> &
  Pick<WebParts, 'messages' | 'signer' | 'adminUsers' | 'metrics' | 'storage'> & {
    readonly settings: WebSettings;
    readonly sessions: SessionRows;
    readonly mounts: Mounts;
  };

/** Builds the web chat and the HTTP API by hand; nothing listens before it opens. */
export function webBot({ settings, blobs, sessions: rows, mounts, ...parts }: WebBotParts): Bot {
  const events = new WebEvents();
  const surface = new WebSurface({ ...parts, events });
  const stopping = new AbortController();
  let server: WebServer | null = null;
  let hub: Pick<Studio, 'isOpen'> | null = null;
  let isReady = false;
  const ready = () => {
    if (stopping.signal.aborted || hub?.isOpen() === false) return 'the hub is stopping';
    return isReady ? null : 'the hub is starting';
  };
  return {
    name: 'web',
    surface,
    fetcher: new WebAttachments(blobs),
    async open(studio) {
      await studio.welcome.current(WEB_PLACE, 'en');
      hub = studio;
      const { signal } = stopping;
      const { apiToken, publicUrl } = settings;
      const app = webApp({
        ...parts,
        studio,
        events,
        view: new ChatView({ ...parts, ...studio }),
        apiToken,
        publicUrl,
        ready,
        sessions: new Sessions({ ...parts, rows, apiToken }),
        wrongTokens: new WrongTokens(parts),
        streams: new Streams(parts),
        stopping: signal,
      });
      server = await listen(app, { ...settings, mounts });
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
