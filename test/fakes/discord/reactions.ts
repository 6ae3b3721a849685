import type { FakeChannel } from './channel.ts';
import { badField, unknownEmoji } from './errors.ts';
import type { FakeGuild } from './guild.ts';
import type { Json } from './json.ts';
import type { Emoji, FakeMessage, Reaction } from './message.ts';
import { byAge } from './snowflakes.ts';
import type { FakeUser } from './user.ts';

/** An emoji as a person types it (`❤️`, `<:name:id>`) or a path names it (`name:id`); 10014 for anything else. */
export function readEmoji(text: string): Emoji {
  const custom = /^<?a?:?(?<name>\w+):(?<id>\d+)>?$/u.exec(text)?.groups;
  if (custom) return { id: custom['id'] ?? null, name: custom['name'] ?? '' };
  // Some clients leave the variation selector out; the service tells the two apart.
  const isEmoji = /^\p{RGI_Emoji}$/v.test(text) || /^\p{Emoji}$/u.test(text);
  if (!isEmoji || /^[\d#*]$/u.test(text)) throw unknownEmoji();
  return { id: null, name: text };
}

interface Touch {
  readonly channel: FakeChannel;
  readonly guild: FakeGuild | undefined;
  readonly message: FakeMessage;
  readonly user: FakeUser;
  readonly emoji: Emoji;
  readonly burst: boolean;
}

/** Puts a person’s reaction on a message; nothing happens when it is there. */
export function addReaction(touch: Touch): void {
  const { channel, guild, message, user, emoji, burst } = touch;
  const reaction = reactionOf(message, emoji);
  const list = burst ? reaction.burst : reaction.users;
  if (list.includes(user)) return;
  list.push(user);
  const member = guild?.members.get(user.id);
  const colors = burst ? { burst_colors: ['#ff7f00'] } : {};
  const d = { ...event(touch), ...colors, message_author_id: message.author.id };
  const full = guild && member ? { ...d, member: guild.memberApi(member) } : d;
  channel.emit('MESSAGE_REACTION_ADD', full, 'reaction');
}

/** Takes it away; false when it was not there. */
export function removeReaction(touch: Touch): boolean {
  const { channel, message, user, emoji, burst } = touch;
  const reaction = reactionOf(message, emoji);
  const list = burst ? reaction.burst : reaction.users;
  const index = list.indexOf(user);
  if (index >= 0) list.splice(index, 1);
  message.reactions = message.reactions.filter((one) => one.users.length + one.burst.length > 0);
  if (index >= 0) channel.emit('MESSAGE_REACTION_REMOVE', event(touch), 'reaction');
  return index >= 0;
}

/** As a moderator sweeps them away: those with one emoji, or all. */
export function sweepReactions(
  channel: FakeChannel,
  message: FakeMessage,
  emoji: Emoji | null,
): void {
  const swept = emoji === null ? message.reactions : [known(message, emoji)];
  message.reactions = message.reactions.filter((one) => !swept.includes(one));
  const where = { channel_id: channel.id, message_id: message.id };
  if (emoji === null) channel.emit('MESSAGE_REACTION_REMOVE_ALL', where, 'reaction');
  else channel.emit('MESSAGE_REACTION_REMOVE_EMOJI', { ...where, emoji }, 'reaction');
}

function known(message: FakeMessage, emoji: Emoji): Reaction | undefined {
  return message.reactions.find((one) =>
    emoji.id === null ? one.emoji.name === emoji.name : one.emoji.id === emoji.id,
  );
}

function reactionOf(message: FakeMessage, emoji: Emoji): Reaction {
  const found = known(message, emoji);
  if (found) return found;
  const added: Reaction = { emoji, users: [], burst: [] };
  message.reactions.push(added);
  return added;
}

function event({ channel, message, user, emoji, burst }: Touch): Json {
  return {
    user_id: user.id,
    channel_id: channel.id,
    message_id: message.id,
    emoji: { ...emoji },
    burst,
    type: burst ? 1 : 0,
  };
}

/** Who reacted with an emoji, by age of the account’s id. */
export function reactors(
  message: FakeMessage,
  emoji: Emoji,
  query: URLSearchParams,
  limit: number,
): readonly FakeUser[] {
  const type = query.get('type') ?? '0';
  if (type !== '0' && type !== '1') throw badField(['type'], 'BASE_TYPE_CHOICES', 'Must be 0 or 1');
  const after = query.get('after');
  const found = known(message, emoji);
  const users = (type === '1' ? found?.burst : found?.users) ?? [];
  const sorted = users.toSorted((a, b) => byAge(a.id, b.id));
  return sorted.filter((one) => after === null || byAge(one.id, after) > 0).slice(0, limit);
}
