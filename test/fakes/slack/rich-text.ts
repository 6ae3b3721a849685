import { z } from 'zod';
import { id } from './texts.ts';

const style = z
  .strictObject({
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    strike: z.boolean().optional(),
    code: z.boolean().optional(),
    underline: z.boolean().optional(),
  })
  .optional();
const userId = z.string().regex(/^[UW][A-Z0-9]{2,}$/);
const channelId = z.string().regex(/^[CGD][A-Z0-9]{2,}$/);

/** The formats of a date: its braces hold known names alone, and there is one at least. */
const dateFormat = z
  .string()
  .refine(
    (format) =>
      /\{/.test(format) &&
      format
        .replace(
          /\{(date_num|date|date_short|date_long|date_pretty|date_short_pretty|date_long_pretty|date_long_full|time|time_secs|ago|day_divider_pretty)\}/g,
          '',
        )
        .match(/[{}]/) === null,
    'unsupported format of a date',
  );

const piece = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({
    type: z.literal('link'),
    url: z.url({ protocol: /^(https?|mailto)$/ }).max(3_000),
    text: z.string().min(1).optional(),
    unsafe: z.boolean().optional(),
    style,
  }),
  z.strictObject({ type: z.literal('emoji'), name: z.string().regex(/^[\w+'-]+$/), style }),
  z.strictObject({
    type: z.literal('date'),
    // Seconds since the epoch: in milliseconds it would lie in a far future.
    timestamp: z.number().int().positive().max(99_999_999_999),
    format: dateFormat,
    url: z.url().optional(),
    fallback: z.string().min(1).optional(),
    style,
  }),
  z.strictObject({ type: z.literal('user'), user_id: userId, style }),
  z.strictObject({ type: z.literal('channel'), channel_id: channelId, style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']) }),
]);
export type Piece = z.infer<typeof piece>;

const section = z.strictObject({
  type: z.literal('rich_text_section'),
  elements: z.array(piece).min(1),
});
const border = z.union([z.literal(0), z.literal(1)]).optional();

/** A text in pieces: what is in a `text` piece is shown as it is written. */
export const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: id.optional(),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        section,
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          elements: z.array(section).min(1),
          indent: z.number().int().min(0).max(8).optional(),
          offset: z.number().int().min(0).optional(),
          border,
        }),
        z.strictObject({
          type: z.literal('rich_text_quote'),
          elements: z.array(piece).min(1),
          border,
        }),
        z.strictObject({
          type: z.literal('rich_text_preformatted'),
          elements: z.array(piece).min(1),
          border,
        }),
      ]),
    )
    .min(1),
});
export type RichText = z.infer<typeof richText>;
