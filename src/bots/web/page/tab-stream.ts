import type { Hear, Joined, Seen } from './news.ts';
import { SharedStream } from './shared-stream.ts';
import { openStream } from './stream.ts';

/** Raised when tabs and worker no longer understand each other: an older worker lives as long as its tabs. */
const VERSION = 1;

/** Joins the stream of the person's tabs; where a browser has no shared workers, a stream of this tab alone. */
export function joinStream(name: string, seen: Seen, hear: Hear): Joined {
  const own = () => ({ shared: false, leave: new SharedStream(openStream).join(seen, hear) });
  if (typeof SharedWorker === 'undefined') return own();
  const url = new URL('./stream-worker.ts', import.meta.url);
  const worker = new SharedWorker(url, { type: 'module', name: `diptych ${VERSION} ${name}` });
  const { port } = worker;
  let instead: Joined | null = null;
  let left = false;
  port.addEventListener('message', ({ data }) => {
    if (!left) hear(data);
  });
  // The browser has shared workers, but none made of modules.
  worker.addEventListener('error', () => {
    if (!left) instead ??= own();
  });
  port.start();
  port.postMessage(seen);
  return {
    get shared() {
      return instead === null;
    },
    leave: () => {
      left = true;
      instead?.leave();
      port.postMessage(null);
      port.close();
    },
  };
}
