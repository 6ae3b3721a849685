import { nameToEmoji } from 'gemoji';

/** Names that count as likes and as dislikes, unless the hub's settings list others: those that Slack gives the emoji. */
export const DEFAULT_LIKES: readonly string[] =
  '+1 heart heart_eyes fire star-struck 100 clap raised_hands tada star sparkling_heart ok_hand'.split(
    ' ',
  );
export const DEFAULT_DISLIKES: readonly string[] = ['-1', 'disappointed', 'nauseated_face'];

const SKIN_OR_VARIATION = /[\p{Emoji_Modifier}\u{FE0F}]/gu;
const SKIN_NAME = /::?skin-tone-\d|_tone[1-5](?=:?$)/g;
const CUSTOM = /^<?a?:?([\w+-]{1,64}):\d+>?$/;
const NAME = /^:?([\p{Letter}\p{Number}_+-]{1,64}):?$/u;
const PICTURE = /^\p{RGI_Emoji}$/v;

/** These emoji are stored by their names, all others as themselves. */
const STORED_NAMES = new Map(
  [...DEFAULT_LIKES, ...DEFAULT_DISLIKES].map((name) => [emojiOf(name), name]),
);

/**
 * One emoji as it is stored, without skin tone: the same in every chat, whether the chat sends Unicode, `:name:`,
 * `name::skin-tone-3` or Discord's `<:name:id>`. A custom emoji is stored by its name. Undefined when the text is no emoji.
 */
export function normaliseEmoji(raw: string): string | undefined {
  const text = raw.trim();
  const bare = text.replace(SKIN_OR_VARIATION, '');
  const stored = STORED_NAMES.get(bare);
  if (stored !== undefined) return stored;
  if (PICTURE.test(text) || PICTURE.test(bare)) return bare;
  const custom = CUSTOM.exec(text)?.[1];
  const name = custom ?? NAME.exec(text.replace(SKIN_NAME, ''))?.[1];
  const emoji = name === undefined ? undefined : emojiOf(name);
  return STORED_NAMES.get(emoji) ?? (custom === undefined ? emoji : undefined) ?? name;
}

/** The emoji of a name, in Slack's spelling or GitHub's; undefined for other names. */
function emojiOf(name: string): string | undefined {
  const known = [name, name.replaceAll('-', '_')].find((one) => Object.hasOwn(nameToEmoji, one));
  return known && nameToEmoji[known]?.replace(SKIN_OR_VARIATION, '');
}

export interface EmojiLists {
  readonly likes: readonly string[];
  readonly dislikes: readonly string[];
}

/** What a normalised emoji says about an image. */
export function classOf(emoji: string, lists: EmojiLists): ReactionClass {
  if (lists.likes.includes(emoji)) return 'like';
  return lists.dislikes.includes(emoji) ? 'dislike' : 'other';
}

export type ReactionClass = 'like' | 'dislike' | 'other';
