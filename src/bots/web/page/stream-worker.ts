import type { Seen } from './news.ts';
import { SharedStream } from './shared-stream.ts';
import { openStream } from './stream.ts';

/** What a tab says to the worker: where to begin, or null when it goes. */
type Said = Seen | null;

// A worker that the tabs of one person share: browsers open six connections to a hub, and every stream would keep one.
const stream = new SharedStream(openStream);

addEventListener('connect', (event) => {
  const [port] = event instanceof MessageEvent ? event.ports : [];
  if (port === undefined) return;
  let leave: (() => void) | null = null;
  const hear = (news: unknown) => port.postMessage(news);
  port.addEventListener('message', ({ data: seen }: MessageEvent<Said>) => {
    leave?.();
    leave = seen === null ? null : stream.join(seen, hear);
  });
  port.start();
});
