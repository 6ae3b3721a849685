import { nameToEmoji } from 'gemoji';
import slackNames from './emoji-names.json' with { type: 'json' };

/** Names that count as likes and as dislikes, unless the hub's settings list others: those that Slack gives the emoji. */
export const DEFAULT_LIKES: readonly string[] =
  '+1 heart heart_eyes fire star-struck 100 clap raised_hands tada star sparkling_heart ok_hand'.split(
    ' ',
  );
export const DEFAULT_DISLIKES: readonly string[] = ['-1', 'disappointed', 'nauseated_face'];

const SKIN_OR_VARIATION = /[\p{Emoji_Modifier}\u{FE0F}]/gu;
/** Slack counts skin tones from 2 to 6, other chats from 1 to 5. Two people have a tone each: Slack writes both in two ways. */
const SKIN_NAME = /(?:(?:::?skin-tone-[2-6](?:-[2-6])?)+|(?:_tone[1-5])+)(?=:?$)/;
const TONE_BASE = /\p{Emoji_Modifier_Base}/u;
/** Emoji of one character that are several where two tones are in them. */
const COUPLES = new Map([
  ['🤝', '🫱‍🫲'],
  ['👭', '👩‍🤝‍👩'],
  ['👬', '👨‍🤝‍👨'],
  ['👫', '👩‍🤝‍👨'],
  ['💏', '🧑‍❤️‍💋‍🧑'],
  ['💑', '🧑‍❤️‍🧑'],
]);
/** The other way, from the form without tones and variation selectors. */
const UNITED = new Map([...COUPLES].map(([one, two]) => [two.replace(SKIN_OR_VARIATION, ''), one]));
const LIGHTEST = 0x1f3fb;
const CUSTOM = /^<?a?:?(?<name>[\w+-]{1,64}):(?<id>\d{1,20})>?$/;
const NAME = /^:?([\p{Letter}\p{Number}_+-]{1,64}):?$/u;
const PICTURE = /^\p{RGI_Emoji}$/v;

/** Slack's names come first: Discord and many others know most of them too. GitHub's are what other programs send. */
const PICTURES = new Map([...namesOf(nameToEmoji), ...namesOf(slackNames)]);

/** These emoji are stored by their names, all others as themselves. */
const STORED_NAMES = new Map(
  [...DEFAULT_LIKES, ...DEFAULT_DISLIKES].map((name) => [emojiOf(name), name]),
);

/** One emoji on a message. */
export interface Emoji {
  /** As its chat tells it apart from all others: with its skin tone, as a custom emoji, as a super reaction. */
  readonly exact: string;
  /** As it is counted: the same for all skin tones and in every chat. */
  readonly name: string;
}

/**
 * Reads an emoji as a chat sends it: Unicode, `:name:`, `name::skin-tone-3` or Discord's `<:name:id>`. A custom emoji is
 * counted by its name, and told apart by its id, because people rename it. Undefined when the text is no emoji.
 */
export function readEmoji(raw: string, isSuper = false): Emoji | undefined {
  const name = normaliseEmoji(raw);
  if (name === undefined) return undefined;
  const exact = exactOf(raw.trim());
  return { name, exact: isSuper ? `super ${exact}` : exact };
}

/** The `exact` of a reaction that was stored when only names were: it means every emoji of that name. */
export function anyOf(name: string): string {
  return `any ${name}`;
}

/** An emoji as people see it in the web chat. `readEmoji` reads the same emoji from it. */
export function shownEmoji({ exact, name }: Emoji): string {
  if (exact === anyOf(name) || readEmoji(name)?.exact === exact) return name;
  return exact.replace(/^custom:/, `${name}:`);
}

function exactOf(text: string): string {
  const id = CUSTOM.exec(text)?.groups?.['id'];
  if (id !== undefined) return `custom:${id}`;
  if (PICTURE.test(text)) return text;
  // Written in another way than Unicode recommends, such as without its variation selector.
  const bare = text.replace(SKIN_OR_VARIATION, '');
  if (STORED_NAMES.has(bare) || PICTURE.test(bare)) return bare;
  const named = NAME.exec(text.replace(SKIN_NAME, ''))?.[1] ?? text;
  const emoji = pictureOf(named);
  if (emoji === undefined) return named;
  const [first, second] = tonesOf(text);
  if (first === undefined) return emoji;
  const two = second === undefined ? undefined : withTwoTones(emoji, first, second);
  return two ?? withTone(emoji, first);
}

/** The skin tones behind a name, from 1 to 5. */
function tonesOf(text: string): readonly number[] {
  const [suffix = ''] = SKIN_NAME.exec(text) ?? [];
  const lightest = suffix.includes('skin') ? 2 : 1;
  return (suffix.match(/\d/g) ?? []).map((digit) => Number(digit) - lightest + 1);
}

/** A tone for the first and one for the last of an emoji's people; undefined where there are no two. */
function withTwoTones(emoji: string, first: number, second: number): string | undefined {
  const people = Array.from(COUPLES.get(emoji) ?? emoji);
  const last = people.findLastIndex((one) => TONE_BASE.test(one));
  const toned = people.map((one, index) => {
    if (index === 0) return withTone(one, first);
    return index === last ? withTone(one, second) : one;
  });
  const picture = toned.join('');
  return PICTURE.test(picture) ? picture : undefined;
}

/** The skin tone follows the first character, in place of a variation selector. */
function withTone(emoji: string, tone: number): string {
  const [first = '', ...rest] = emoji;
  const after = rest[0] === '\u{FE0F}' ? rest.slice(1) : rest;
  return [first, String.fromCodePoint(LIGHTEST + tone - 1), ...after].join('');
}

/**
 * The name by which an emoji is counted, without skin tone: the same in every chat, whether the chat sends Unicode, `:name:`,
 * `name::skin-tone-3` or Discord's `<:name:id>`. A custom emoji is counted by its name. Undefined when the text is no emoji.
 */
export function normaliseEmoji(raw: string): string | undefined {
  const text = raw.trim();
  const bare = text.replace(SKIN_OR_VARIATION, '');
  const stored = STORED_NAMES.get(bare);
  if (stored !== undefined) return stored;
  if (PICTURE.test(text) || PICTURE.test(bare)) return UNITED.get(bare) ?? bare;
  const custom = CUSTOM.exec(text)?.groups?.['name'];
  const name = custom ?? NAME.exec(text.replace(SKIN_NAME, ''))?.[1];
  const emoji = name === undefined ? undefined : emojiOf(name);
  return STORED_NAMES.get(emoji) ?? (custom === undefined ? emoji : undefined) ?? name;
}

/** The emoji of a name, in Slack's spelling or GitHub's, without variation selector; undefined for other names. */
function emojiOf(name: string): string | undefined {
  return pictureOf(name)?.replace(SKIN_OR_VARIATION, '');
}

function pictureOf(name: string): string | undefined {
  return PICTURES.get(spelled(name));
}

function namesOf(table: Readonly<Record<string, string>>): (readonly [string, string])[] {
  return Object.entries(table).map(([name, emoji]) => [spelled(name), emoji]);
}

/** Between words people write hyphens and underlines alike: star-struck. */
function spelled(name: string): string {
  return name.replace(/(?<=.)-/g, '_');
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
