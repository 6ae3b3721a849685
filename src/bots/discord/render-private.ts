import {
  type APIComponentInContainer,
  type APIMediaGalleryItem,
  type APIMessageTopLevelComponent,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import type { Card, Line, Select } from '../../core/chat/card.ts';
import type { Locale } from '../../core/domain/person.ts';
import { words } from '../../core/words/words.ts';
import { cut } from '../../core/base/text.ts';
import { LIMITS } from './limits.ts';
import { buttonRows, headingText, NO_MENTIONS, type NativeBody } from './render.ts';
import { escapeText, fitLines } from './text.ts';

/** The file with the whole text, when that did not fit. */
export const WHOLE_FILE = 'details.txt';

/** A private card: its body, and the whole of its text when that did not fit. */
export interface PrivateBody {
  readonly body: NativeBody;
  readonly whole: string | null;
}

/** Keys of the pictures a private card wants, at most as many as a message takes files. */
export function picturesOf(card: Card): readonly string[] {
  const beside = [card, ...card.lines].flatMap(({ picture }) => picture?.key ?? []);
  const below = card.thumbnails?.map(({ key }) => key) ?? [];
  // One file is left for a text that does not fit.
  return [...new Set([...beside, ...below])].slice(0, LIMITS.files - (below.length > 0 ? 1 : 0));
}

/** A private card; `files` has the file names of the available pictures by their keys. Pure. */
export function renderPrivate(
  card: Card,
  files: ReadonlyMap<string, string>,
  locale: Locale,
): PrivateBody {
  const heading = headingText(card);
  const room = LIMITS.text - heading.length - 200;
  const { texts, isCut: isShort } = fitLines(card.lines, room);
  // A gallery that uses all files has none left for the text: its lines link to the whole text.
  const isCut = isShort && files.size < LIMITS.files;
  const components: APIComponentInContainer[] = [
    ...linesWithPictures(heading, card.lines, texts, files),
    ...subject(card, files),
    ...gallery(card, files),
    ...remarks(card, isCut, files, locale),
    ...selectRows(card.selects ?? []),
    ...buttonRows(card.rows),
  ];
  const top: APIMessageTopLevelComponent[] = [{ type: ComponentType.Container, components }];
  return {
    body: {
      flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
      components: top,
      allowed_mentions: NO_MENTIONS,
    },
    whole: isCut ? [card.heading, ...card.lines.map((line) => line.text)].join('\n') : null,
  };
}

/**
 * Lines with a picture are sections; those without are joined into one text, the first with the heading: five
 * pairs with ten pictures, a remark and a button are all that a message holds.
 */
function linesWithPictures(
  heading: string,
  lines: readonly Line[],
  texts: readonly string[],
  files: ReadonlyMap<string, string>,
): readonly APIComponentInContainer[] {
  const components: APIComponentInContainer[] = [];
  let together: string[] = [heading];
  const flush = () => {
    if (together.length > 0) {
      components.push({ type: ComponentType.TextDisplay, content: together.join('\n') });
    }
    together = [];
  };
  for (const [index, line] of lines.entries()) {
    const text = texts[index] ?? '';
    const file = line.picture && files.get(line.picture.key);
    if (line.picture === undefined || file === undefined) {
      if (text !== '') together.push(text);
      continue;
    }
    flush();
    components.push({
      type: ComponentType.Section,
      components: [{ type: ComponentType.TextDisplay, content: text }],
      accessory: {
        type: ComponentType.Thumbnail,
        media: { url: `attachment://${file}` },
        description: cut(line.picture.label, LIMITS.alt),
      },
    });
  }
  flush();
  return components;
}

/** The one picture the card is about. */
function subject(
  { picture }: Card,
  files: ReadonlyMap<string, string>,
): readonly APIComponentInContainer[] {
  const file = picture && files.get(picture.key);
  if (picture === undefined || file === undefined) return [];
  const media = { url: `attachment://${file}` };
  const items = [{ media, description: cut(picture.label, LIMITS.alt) }];
  return [{ type: ComponentType.MediaGallery, items }];
}

/** The likeliest choices, as many as a list takes. */
function selectRows(selects: readonly Select[]): readonly APIComponentInContainer[] {
  return selects.map(({ label, options }, index) => ({
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.StringSelect,
        // The chosen value carries the action; this id only has to differ within the message.
        custom_id: `select:${index}`,
        placeholder: cut(label, LIMITS.placeholder),
        options: options.slice(0, LIMITS.choices).map(({ id, label: name, hint, chosen }) => ({
          value: id,
          label: cut(name, LIMITS.choiceName),
          ...(hint === undefined ? {} : { description: cut(hint, LIMITS.choiceName) }),
          ...(chosen === true ? { default: true } : {}),
        })),
      },
    ],
  }));
}

function gallery(
  card: Card,
  files: ReadonlyMap<string, string>,
): readonly APIComponentInContainer[] {
  const items: APIMediaGalleryItem[] = (card.thumbnails ?? []).flatMap(({ key, label }) => {
    const file = files.get(key);
    if (file === undefined) return [];
    return [{ media: { url: `attachment://${file}` }, description: cut(label, LIMITS.alt) }];
  });
  const shown = items.slice(0, LIMITS.gallery);
  return shown.length === 0 ? [] : [{ type: ComponentType.MediaGallery, items: shown }];
}

/** Remarks on what is left out: pictures beyond the limit, and where the whole text is. */
function remarks(
  { thumbnails = [] }: Card,
  isCut: boolean,
  files: ReadonlyMap<string, string>,
  locale: Locale,
): readonly APIComponentInContainer[] {
  const say = words(locale);
  const missing = thumbnails.filter(({ key }) => !files.has(key)).length;
  const texts = [
    ...(missing > 0 ? [say.more_pictures(missing)] : []),
    ...(isCut ? [say.text_whole()] : []),
  ];
  if (texts.length === 0) return [];
  const content = texts.map((one) => `-# ${escapeText(one)}`).join('\n');
  const remark: APIComponentInContainer = { type: ComponentType.TextDisplay, content };
  if (!isCut) return [remark];
  return [remark, { type: ComponentType.File, file: { url: `attachment://${WHOLE_FILE}` } }];
}
