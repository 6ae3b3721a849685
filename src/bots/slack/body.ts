import type { KnownBlock, RichTextElement, SectionBlock } from '@slack/types';
import type { Card, CardThumbnail, Line } from '../../core/chat/card.ts';
import type { Locale } from '../../core/domain/person.ts';
import { words } from '../../core/words/words.ts';
import { pictureBlock } from './elements.ts';
import { LIMITS } from './limits.ts';
import { fitted, seen, textBlocks } from './rich-text.ts';
import { linkText, plain, shownText } from './text.ts';

/** Pictures that can be shown where the reader is: ids of Slack's files by blob keys. */
export type FilesByKey = ReadonlyMap<string, string>;

/** What the body of a card needs besides the card. */
export interface BodyParts {
  readonly heading: readonly RichTextElement[];
  readonly files: FilesByKey;
  readonly locale: Locale;
  /** Pictures beside lines, at most: each takes two blocks. */
  readonly pictures?: number;
}

/** Keys of the pictures that a private card wants, each once. */
export function picturesOf(card: Card): readonly string[] {
  return [...new Set(thumbnailsOf(card).map(({ key }) => key))];
}

function thumbnailsOf({ picture, lines, thumbnails = [] }: Card): readonly CardThumbnail[] {
  const beside = lines.flatMap((line) => line.picture ?? []);
  return [...(picture === undefined ? [] : [picture]), ...beside, ...thumbnails];
}

/** A private card without its lists and buttons: lines, the pictures beside and below them, the one it is about. */
export function bodyBlocks(card: Card, parts: BodyParts): readonly KnownBlock[] {
  const { picture, thumbnails = [], lines } = card;
  const hasGallery = lines.some((line) => line.picture !== undefined);
  const own = picture && parts.files.get(picture.key);
  const below = thumbnails
    .filter(({ key }) => parts.files.has(key))
    .map((one) => ({ text: one.label, picture: one }));
  const max = hasGallery ? LIMITS.galleryText : LIMITS.viewText;
  return [
    ...lineBlocks(fitted(seen(lines), max), parts),
    ...(own === undefined ? [] : [pictureBlock(own, picture?.label ?? '')]),
    ...lineBlocks(fitted(seen(below), LIMITS.galleryText), { ...parts, heading: [] }),
    ...remark(card, parts),
  ];
}

/** Lines with a picture are sections; those between them are joined into one text, the first with the heading. */
function lineBlocks(lines: readonly Line[], parts: BodyParts): readonly KnownBlock[] {
  const { files, locale, pictures = LIMITS.pictures } = parts;
  const blocks: KnownBlock[] = [];
  let heading = parts.heading;
  let together: Line[] = [];
  let left = pictures;
  const flush = () => {
    blocks.push(...textBlocks(together, heading));
    heading = [];
    together = [];
  };
  for (const line of lines) {
    const file = line.picture && files.get(line.picture.key);
    if (line.picture === undefined || file === undefined || left === 0) {
      together.push(line);
      continue;
    }
    flush();
    left -= 1;
    blocks.push(besidePicture(line, { file, label: line.picture.label, locale }));
  }
  flush();
  return blocks;
}

/** A plain text has no links: the way to the message is below it, in words of our own. */
function besidePicture(
  { text, link }: Line,
  { file, label, locale }: { file: string; label: string; locale: Locale },
): SectionBlock {
  const way = link === undefined ? undefined : linkText(link, words(locale).slack_message());
  return {
    type: 'section',
    text: plain(text, LIMITS.text),
    ...(way === undefined ? {} : { fields: [way] }),
    accessory: {
      type: 'image',
      slack_file: { id: file },
      alt_text: shownText(label, LIMITS.galleryAlt),
    },
  };
}

/** Says why pictures are not shown, where any is missing. */
function remark(card: Card, { files, locale }: BodyParts): readonly KnownBlock[] {
  if (thumbnailsOf(card).every(({ key }) => files.has(key))) return [];
  const said = plain(words(locale).slack_pictures(), LIMITS.text);
  return [{ type: 'context', elements: [said] }];
}
