import type { Message, PairFacts } from './model.ts';
import type { Hear } from './news.ts';

/** Milliseconds without a sign of life, of which the hub gives one every 15 s, until the connection counts as dead. */
const SILENT_MS = 45_000;

/** The hub's events, by name. */
interface Sent {
  readonly hello: { readonly epoch: string };
  readonly message: Message & { readonly pair?: PairFacts };
  readonly alive: object;
  readonly end: { readonly code: string; readonly detail: string };
}

/** Opens the hub's event stream. EventSource connects again by itself, after the last event it saw. */
export function openStream(since: number, hear: Hear): () => void {
  let seq = since;
  let timer = 0;
  let source: EventSource;
  const close = () => {
    clearTimeout(timer);
    source.close();
  };
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(again, SILENT_MS);
  };
  const on = <N extends keyof Sent>(name: N, take: (data: Sent[N], id: number) => void) => {
    source.addEventListener(name, (event: MessageEvent) => {
      alive();
      const data: Sent[N] = JSON.parse(String(event.data));
      take(data, Number(event.lastEventId));
    });
  };
  const open = () => {
    source = new EventSource(`/api/events?since=${seq}`);
    alive();
    on('hello', ({ epoch }, id) => {
      const rewound = id < seq;
      seq = id;
      hear({ type: 'hello', epoch, seq, rewound });
    });
    on('message', ({ pair = null, ...message }, id) => {
      seq = id;
      hear({ type: 'message', message, pair });
    });
    on('alive', () => {});
    on('end', ({ code, detail }) => {
      close();
      hear({ type: 'ended', code, detail });
    });
    source.addEventListener('error', () => {
      const closed = source.readyState === EventSource.CLOSED;
      if (closed) close();
      hear({ type: closed ? 'refused' : 'lost' });
    });
  };
  const again = () => {
    close();
    hear({ type: 'lost' });
    open();
  };
  open();
  return close;
}
