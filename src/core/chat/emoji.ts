/** Emoji with a meaning, and the name that is stored for each: the one Slack gives it. */
const LIKES = {
  '👍': '+1',
  '❤': 'heart',
  '😍': 'heart_eyes',
  '🔥': 'fire',
  '🤩': 'star-struck',
  '💯': '100',
  '👏': 'clap',
  '🙌': 'raised_hands',
  '🎉': 'tada',
  '⭐': 'star',
  '💖': 'sparkling_heart',
  '👌': 'ok_hand',
};
const DISLIKES = { '👎': '-1', '😞': 'disappointed', '🤢': 'nauseated_face' };

/** Names that count as likes and as dislikes, unless the hub's settings list others. */
export const DEFAULT_LIKES: readonly string[] = Object.values(LIKES);
export const DEFAULT_DISLIKES: readonly string[] = Object.values(DISLIKES);

const NAMES: Readonly<Record<string, string>> = { ...LIKES, ...DISLIKES };
const ALIASES: Readonly<Record<string, string>> = {
  thumbsup: '+1',
  thumbsdown: '-1',
  star_struck: 'star-struck',
};

const SKIN_OR_VARIATION = /[\p{Emoji_Modifier}\u{FE0F}]/gu;
const SKIN_NAME = /::?skin-tone-\d|_tone[1-5](?=:?$)/g;
const CUSTOM = /^<?a?:?([\w+-]{1,64}):\d+>?$/;
const NAME = /^:?([\p{Letter}\p{Number}_+-]{1,64}):?$/u;
const PICTURE = /^\p{RGI_Emoji}$/v;

/**
 * One emoji as it is stored: by its name when it has a meaning here, else as it was sent, without skin tone. Takes
 * Unicode, `:name:`, `name::skin-tone-3` and Discord's `<:name:id>`. Undefined when the text is no emoji.
 */
export function normaliseEmoji(raw: string): string | undefined {
  const text = raw.trim();
  const bare = text.replace(SKIN_OR_VARIATION, '');
  const known = NAMES[bare];
  if (known !== undefined) return known;
  if (PICTURE.test(text) || PICTURE.test(bare)) return bare;
  const custom = CUSTOM.exec(text)?.[1];
  const name = custom ?? NAME.exec(text.replace(SKIN_NAME, ''))?.[1];
  return name === undefined ? undefined : (ALIASES[name] ?? name);
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
