import { type REST, Routes, SnowflakeUtil } from 'discord.js';
import { ownerOf } from '../../core/chat/action.ts';
import { type PostTarget, SurfaceError } from '../../core/ports/surface.ts';
import { messageSchema, pageSchema, type SeenComponent, type SeenMessage } from './api.ts';
import { LIMITS } from './limits.ts';

/** Milliseconds that the clocks of Discord and of this machine may differ. */
const SKEW_MS = 600_000;
/** Pages of a channel's history that are looked through. */
const MAX_PAGES = 20;

/**
 * Our message that carries the target's nonce in its buttons, among those since it was first tried;
 * undefined when it surely is not there. Throws a `SurfaceError` (`unknown`) when the channel has more
 * messages since then than are looked through.
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
    const newest = messages[0]?.id;
    if (newest === undefined || messages.length < LIMITS.historyPage) return undefined;
    after = newest;
  }
  throw new SurfaceError('unknown', 'the channel has too many messages to look through');
}

/** Up to a page of messages after an id, newest first. */
export async function historyAfter(
  rest: REST,
  channel: string,
  after: string,
): Promise<readonly SeenMessage[]> {
  const query = new URLSearchParams({ after, limit: String(LIMITS.historyPage) });
  const page = pageSchema.parse(await rest.get(Routes.channelMessages(channel), { query }));
  // Other people's messages may hold what nobody here knows: they are not ours, but they count for paging.
  return page.map((message) => {
    const { data } = messageSchema.safeParse(message);
    return (
      data ?? {
        id: message.id,
        channel_id: channel,
        components: [],
        reactions: [],
        attachments: [],
      }
    );
  });
}

/** What the message's buttons say it is the message of. */
function ownersOf({ components }: SeenMessage): readonly string[] {
  return components.flatMap(buttonIds).flatMap((id) => ownerOf(id) ?? []);
}

function buttonIds({ custom_id: id, components = [] }: SeenComponent): readonly string[] {
  return [...(id === undefined ? [] : [id]), ...components.flatMap(buttonIds)];
}
