import { z } from '@hono/zod-openapi';
import { decodeAction } from '../../core/chat/action.ts';
import type { Button, Card, CardImage, CardThumbnail, Form, Line } from '../../core/chat/card.ts';
import type { PressReply } from '../../core/studio/base/reply.ts';
import { pairFactsSchema } from './pair-facts-schema.ts';

export const pictureSchema = z.object({ url: z.string(), label: z.string() });

/** A card as the page gets it: the same data, with addresses instead of keys. */
export const cardSchema = z
  .object({
    kind: z.enum(['header', 'image', 'ending', 'private']),
    side: z.enum(['A', 'B']).optional(),
    heading: z.string(),
    lines: z.array(
      z.object({
        text: z.string(),
        side: z.enum(['A', 'B']).optional(),
        since: z.number().optional(),
        link: z.string().optional(),
        title: z.boolean().optional().openapi({ description: 'It names the lines below it.' }),
        quote: z.boolean().optional(),
        picture: pictureSchema.optional(),
      }),
    ),
    picture: pictureSchema.optional(),
    image: z
      .object({
        url: z.string(),
        download_url: z.string(),
        alt: z.string(),
        width: z.number(),
        height: z.number(),
      })
      .optional(),
    thumbnails: z.array(pictureSchema).optional(),
    badges: z.array(z.string()),
    rows: z.array(
      z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          style: z.enum(['primary', 'plain', 'danger']),
          action: z.string().nullable().openapi({
            description: 'What it does, such as `reroll`.',
          }),
        }),
      ),
    ),
    selects: z
      .array(
        z.object({
          label: z.string(),
          options: z.array(
            z.object({
              id: z.string().openapi({ description: 'Pressed when it is chosen.' }),
              label: z.string(),
              hint: z.string().optional(),
              chosen: z.boolean().optional(),
            }),
          ),
        }),
      )
      .optional(),
  })
  .openapi('Card');
export type CardJson = z.infer<typeof cardSchema>;

const formSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    submit: z.string(),
    about: z.string().optional(),
    fields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        kind: z.enum(['text', 'long', 'choice', 'several', 'files']),
        value: z
          .string()
          .openapi({ description: 'Of `several`: its options, with commas between.' }),
        required: z.boolean(),
        maxLength: z.number().optional(),
        options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
      }),
    ),
  })
  .openapi('Form');

const pressed = {
  pair: pairFactsSchema.optional().openapi({
    description: 'The pair whose button was pressed, as it is after the press.',
  }),
};

export const replySchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('done'), ...pressed }),
    z.object({ type: z.literal('said'), text: z.string(), ...pressed }),
    z.object({
      type: z.literal('card'),
      card: cardSchema,
      pending: z.string().optional().openapi({
        description: 'The card is not complete: pressing this id shows how it is then.',
      }),
      ...pressed,
    }),
    z.object({ type: z.literal('form'), form: formSchema, ...pressed }),
  ])
  .openapi('PressReply');
export type ReplyJson = z.infer<typeof replySchema>;

/** `{generation}.{ext}`, from an image's key. */
export function fileOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

export function cardJson(card: Card): CardJson {
  const { kind, side, heading, lines, image, picture, badges, rows } = card;
  const { thumbnails = [], selects = [] } = card;
  return {
    kind,
    ...(side && { side }),
    heading,
    lines: lines.map(lineJson),
    ...(image && { image: imageJson(image) }),
    ...(picture && { picture: pictureJson(picture) }),
    ...(thumbnails.length > 0 && { thumbnails: thumbnails.map(pictureJson) }),
    badges: [...badges],
    rows: rows.map((row) => row.map(buttonJson)),
    ...(selects.length > 0 && {
      selects: selects.map(({ label, options }) => ({ label, options: [...options] })),
    }),
  };
}

function buttonJson({ id, label, style }: Button): CardJson['rows'][number][number] {
  return { id, label, style, action: decodeAction(id)?.type ?? null };
}

function lineJson({ picture, ...line }: Line): CardJson['lines'][number] {
  return { ...line, ...(picture && { picture: pictureJson(picture) }) };
}

/** The address of a reference's image. */
export function referenceUrl(key: string): string {
  return `/references/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Images are found by their file, references by their key. */
export function pictureJson({ key, label }: CardThumbnail) {
  return { url: key.startsWith('library/') ? `/images/${fileOf(key)}` : referenceUrl(key), label };
}

function imageJson({ key, alt, width, height }: CardImage) {
  const url = `/images/${fileOf(key)}`;
  return { url, download_url: `${url}/download`, alt, width, height };
}

export function replyJson(reply: PressReply): ReplyJson {
  switch (reply.type) {
    case 'card':
      return {
        type: 'card',
        card: cardJson(reply.card),
        ...(reply.pending !== undefined && { pending: reply.pending }),
      };
    case 'form':
      return { type: 'form', form: formJson(reply.form) };
    default:
      return reply;
  }
}

function formJson({ id, title, submit, about, fields }: Form) {
  return {
    id,
    title,
    submit,
    ...(about !== undefined && { about }),
    fields: fields.map(({ options, ...rest }) => ({
      ...rest,
      ...(options && { options: [...options] }),
    })),
  };
}
