import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { SentMessage } from '../../core/domain/pair.ts';
import { type PostTarget, SurfaceError } from '../../core/ports/surface.ts';
import { filesShown, historyPage, type SeenMessage, tsOf } from './history.ts';
import { isFileId, memoOf, type Shown, unshownOf } from './memo.ts';

/** The metadata of our messages. */
export const EVENT_TYPE = 'diptych_post';
/** Milliseconds that the clocks of Slack and of this machine may differ. */
const SKEW_MS = 600_000;
/** Pages that are searched, of at most 200 messages. */
export const MAX_PAGES = 20;

const payloadSchema = z.object({
  post: z.string(),
  file: z.string().optional(),
  why: z.string().optional(),
});

/** The metadata by which a message is found; any member's app can read it. */
export function metadataOf(nonce: string, shown: Shown | null) {
  return { event_type: EVENT_TYPE, event_payload: { post: nonce, ...shown } };
}

/**
 * Our message that carries the target's nonce in its metadata, among those since it was first tried; undefined when it surely is
 * not there. Throws a `SurfaceError` (`unknown`) when there are more messages since then than are looked through, and when
 * one of ours cannot be read; else the client's errors.
 */
export async function findMessage(
  client: WebClient,
  { place, nonce, since }: Pick<PostTarget, 'place' | 'nonce' | 'since'>,
): Promise<SentMessage | undefined> {
  const span = { oldest: tsOf(since - SKEW_MS) };
  let cursor: string | null = null;
  let isBlind = false;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { messages, unread, next, isCut } = await historyPage(client, place, span, cursor);
    for (const message of messages) {
      const payload = payloadOf(message);
      if (payload?.post === nonce) return { id: message.ts, memo: memoIn(payload, message) };
      isBlind ||= payload === undefined && message.metadata?.event_type === EVENT_TYPE;
    }
    isBlind ||= isCut || unread.some((one) => one.includes(nonce));
    if (next === null && isBlind) break;
    if (next === null) return undefined;
    cursor = next;
  }
  throw new SurfaceError(
    'unknown',
    isBlind
      ? 'a message of ours cannot be read'
      : 'the channel has too many messages to look through',
  );
}

type Payload = z.infer<typeof payloadSchema>;

function payloadOf({ metadata }: SeenMessage): Payload | undefined {
  if (metadata?.event_type !== EVENT_TYPE) return undefined;
  return payloadSchema.safeParse(metadata.event_payload).data;
}

function memoIn({ file, why }: Payload, message: SeenMessage): string | null {
  const shown = file ?? filesShown(message)[0];
  if (shown !== undefined && isFileId(shown)) return memoOf({ file: shown });
  const reason = unshownOf(why);
  return reason === undefined ? null : memoOf({ why: reason });
}
