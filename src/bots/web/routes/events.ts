import { ServerResponse } from 'node:http';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { UserError } from '../../../core/words/user-error.ts';
import { clientOf } from '../client-address.ts';
import { follow } from '../follow.ts';
import { Pace } from '../../../core/base/pace.ts';
import type { WebEnv, WebParts } from '../parts.ts';
import type { WebMessage } from '../web-messages.ts';

/** Readers who get messages in one turn of the event loop. */
const READERS_PER_TURN = 2;
/** Milliseconds in which a stream that must end may still be read. */
const LAST_WORDS_MS = 5_000;

/** `GET /api/events`: a stream that ends when its person may not follow any more. Throws a `UserError` at the door. */
export function eventsRoute(parts: WebParts) {
  const { studio, messages, view, streams, clock, log } = parts;
  const pace = new Pace(READERS_PER_TURN);
  return (context: Context<WebEnv>): Response => {
    const caller = context.get('caller');
    const { person, locale } = caller;
    const reactionsOn = studio.react.reader(caller);
    const told = (message: WebMessage) => view.change(message, caller, reactionsOn);
    if (context.req.method === 'HEAD') return context.body(null);
    const ending = new AbortController();
    const refusal = refusalLater(context, parts);
    const owner = `${person.id} ${clientOf(context)}`;
    const forget = streams.add({ owner, refusal, end: (why) => ending.abort(why) });
    let cancelCut: (() => void) | undefined;
    ending.signal.addEventListener('abort', () => {
      cancelCut = clock.after(LAST_WORDS_MS, () => cut(context));
    });
    const since = sinceOf(context) ?? messages.newestSeq();
    const events = streamSSE(context, async (stream) => {
      const reading = { ...parts, reading: pace, told, refusal, ending: ending.signal };
      try {
        await follow(stream, reading, { locale, since });
      } catch (cause) {
        log.warn({ err: cause }, 'a stream of events ended early');
      } finally {
        forget();
        cancelCut?.();
      }
    });
    // Proxies and browsers must neither store nor buffer the events, nor compress them: a compressor holds back what is
    // short. The stream sets headers of its own, so these come after it.
    events.headers.set('cache-control', 'no-store, no-transform');
    events.headers.set('x-accel-buffering', 'no');
    return events;
  };
}

/** Why the person behind an open answer may not have it any more, to be asked again and again. */
function refusalLater(context: Context<WebEnv>, { studio }: WebParts): () => UserError | undefined {
  const [caller, signedIn] = [context.get('caller'), context.get('signedIn')];
  return () => (signedIn() ? studio.door.refusal(caller) : new UserError('token_needed'));
}

/** The seq that the reader has seen; undefined when they say none, or what is none. */
function sinceOf(context: Context): number | undefined {
  const seen = context.req.header('last-event-id') ?? '';
  const asked = seen === '' ? context.req.query('since') : seen;
  return /^\d{1,15}$/.test(asked ?? '') ? Number(asked) : undefined;
}

/** Ends the connection of a reader who does not read. */
function cut(context: Context): void {
  const { outgoing }: { readonly outgoing?: unknown } = context.env ?? {};
  if (outgoing instanceof ServerResponse) outgoing.destroy();
}
