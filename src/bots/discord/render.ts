import {
  type APIActionRowComponent,
  type APIButtonComponent,
  type APIComponentInContainer,
  type APIComponentInMessageActionRow,
  type APIMessageTopLevelComponent,
  ButtonStyle,
  ComponentType,
  MessageFlags,
} from 'discord.js';
import type { Button, Card, CardImage, Line } from '../../core/chat/card.ts';
import { cut } from '../../core/base/text.ts';
import { LIMITS } from './limits.ts';
import { escapeText, fitLines } from './text.ts';

/** A message's body as Discord's API takes it, without files. */
export interface NativeBody {
  readonly content?: string;
  readonly components: APIMessageTopLevelComponent[];
  readonly flags?: number;
  readonly allowed_mentions: { readonly parse: [] };
}

const STYLES = {
  primary: ButtonStyle.Primary,
  plain: ButtonStyle.Secondary,
  danger: ButtonStyle.Danger,
} as const;
const COLOURS = { header: 0x58_65_f2, A: 0x2a_9d_8f, B: 0xe7_6f_51 } as const;
/** No text of a card mentions anybody. */
export const NO_MENTIONS = { parse: [] } satisfies NativeBody['allowed_mentions'];

/**
 * A public message; `notes` are lines under a picture that is shown smaller than it is. `hasPicture`: the message has an attachment,
 * which a message of components would hide. Pure.
 */
export function render(card: Card, notes: readonly Line[] = [], hasPicture = false): NativeBody {
  return card.kind === 'image' || hasPicture ? imageBody(card, notes) : stateBody(card);
}

/**
 * An image is a classic message with an attachment: an edit that leaves files out surely keeps it, which a
 * message of components does not promise.
 */
function imageBody(card: Card, notes: readonly Line[]): NativeBody {
  const heading = headingText(card);
  const { texts } = fitLines([...card.lines, ...notes], LIMITS.content - heading.length);
  return {
    content: [heading, ...texts].join('\n'),
    components: buttonRows(card.rows),
    // A link to an original must not show a second picture, above all where pictures are spoilers.
    flags: MessageFlags.SuppressEmbeds,
    allowed_mentions: NO_MENTIONS,
  };
}

/** Headers and endings have no picture, and more room for the prompt. */
function stateBody(card: Card): NativeBody {
  const heading = headingText(card);
  const { texts } = fitLines(card.lines, LIMITS.text - heading.length);
  const components: APIComponentInContainer[] = [
    { type: ComponentType.TextDisplay, content: [heading, ...texts].join('\n') },
    ...buttonRows(card.rows),
  ];
  return {
    flags: MessageFlags.IsComponentsV2,
    components: [
      { type: ComponentType.Container, accent_color: COLOURS[card.side ?? 'header'], components },
    ],
    allowed_mentions: NO_MENTIONS,
  };
}

/** The heading in bold, with the badges behind it. */
export function headingText({ heading, badges }: Card): string {
  return [`**${escapeText(heading)}**`, ...badges.map(escapeText)].join(' · ');
}

export function buttonRows(
  rows: Card['rows'],
): APIActionRowComponent<APIComponentInMessageActionRow>[] {
  return rows.map((row) => ({ type: ComponentType.ActionRow, components: row.map(nativeButton) }));
}

function nativeButton({ id, label, style }: Button): APIButtonComponent {
  return {
    type: ComponentType.Button,
    style: STYLES[style],
    label: cut(label, LIMITS.buttonLabel),
    custom_id: id,
  };
}

const PREVIEW_ENDING = '-preview.webp';

/** Whether an attachment of ours is a smaller copy. */
export function isPreviewName(fileName: string): boolean {
  return fileName.endsWith(PREVIEW_ENDING);
}

/** The attachment of an image's message: its name (a spoiler's begins so) and its alternative text. */
export function imageFile(
  { fileName, alt, spoiler }: CardImage,
  preview: boolean,
): { readonly name: string; readonly description: string } {
  const name = preview ? fileName.replace(/\.[a-z]+$/, PREVIEW_ENDING) : fileName;
  return {
    name: spoiler === true ? `SPOILER_${name}` : name,
    description: cut(alt, LIMITS.alt),
  };
}
