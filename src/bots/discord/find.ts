import { type REST, RESTJSONErrorCodes, Routes, SnowflakeUtil } from 'discord.js';
import { ownerOf } from '../../core/chat/action.ts';
import { type PostTarget, SurfaceError } from '../../core/ports/surface.ts';
import { messageSchema, pageSchema, type SeenComponent, type SeenMessage } from './api.ts';
import { isApiError } from './errors.ts';
import { LIMITS } from './limits.ts';

/** Milliseconds that the clocks of Discord and of this machine may differ. */
const SKEW_MS = 600_000;
/** Pages of a channel's history that are searched. */
const MAX_PAGES = 20;

/**
 * Our message that carries the target's nonce in its buttons, among those since it was first tried;
 * undefined when it surely is not there. Throws a `SurfaceError` (`unknown`) when the channel has more
 * messages since then than are looked through, or when the message is there and cannot be read.
 */
export async function findMessage(
  rest: REST,
  target: PostTarget,
): Promise<SeenMessage | undefined> {
  const since = Math.max(target.since - SKEW_MS, Number(SnowflakeUtil.epoch));
  let after = SnowflakeUtil.generate({ timestamp: since, increment: 0n }).toString();
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const messages = await historyAfter(rest, target.place.channel, after);
    const found = messages.find((message) => ownersOf(message).includes(target.nonce));
    if (found !== undefined) return found;
    if (messages.some(({ unread }) => unread?.includes(target.nonce) === true)) {
      throw new SurfaceError('unknown', 'a message of ours holds what cannot be read');
    }
    const newest = messages[0]?.id;
    if (newest === undefined) await requireHistory(rest, target.place.channel, after);
    if (newest === undefined || messages.length < LIMITS.historyPage) return undefined;
    after = newest;
  }
  throw new SurfaceError('unknown', 'the channel has too many messages to look through');
}

/**
 * Discord shows an empty channel to a bot that may not read its history; asked for a single message, it refuses.
 * Throws that refusal.
 */
async function requireHistory(rest: REST, channel: string, noMessage: string): Promise<void> {
  try {
    await rest.get(Routes.channelMessage(channel, noMessage));
  } catch (cause) {
    if (!isApiError(cause, RESTJSONErrorCodes.UnknownMessage)) throw cause;
  }
}

/** A message of the history. */
export interface HistoryMessage extends SeenMessage {
  /** The whole message as JSON, when its shape is unknown: its other fields are empty then. */
  readonly unread?: string;
}

/** Up to a page of messages after an id, newest first. */
export async function historyAfter(
  rest: REST,
  channel: string,
  after: string,
): Promise<readonly HistoryMessage[]> {
  const query = new URLSearchParams({ after, limit: String(LIMITS.historyPage) });
  const page = pageSchema.parse(await rest.get(Routes.channelMessages(channel), { query }));
  return page.map((message) => messageSchema.safeParse(message).data ?? unreadOf(message, channel));
}

/** Kept, because it counts for paging. */
function unreadOf(message: { readonly id: string }, channel: string): HistoryMessage {
  const nothing = { components: [], reactions: [], attachments: [] };
  return { id: message.id, channel_id: channel, ...nothing, unread: JSON.stringify(message) };
}

/** The ids of the pairs and generations that the message's buttons name. */
function ownersOf({ components }: SeenMessage): readonly string[] {
  return components.flatMap(buttonIds).flatMap((id) => ownerOf(id) ?? []);
}

function buttonIds({ custom_id: id, components = [] }: SeenComponent): readonly string[] {
  return [...(id === undefined ? [] : [id]), ...components.flatMap(buttonIds)];
}
