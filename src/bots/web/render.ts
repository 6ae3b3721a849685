import { z } from '@hono/zod-openapi';
import type { Card, CardImage, CardThumbnail, Form, Line } from '../../core/chat/card.ts';
import type { PressReply } from '../../core/studio/base/reply.ts';
import { shownEmoji } from '../../core/chat/emoji.ts';
import type { StoredReaction } from '../../core/ports/opinion-store.ts';
import type { WebMessage } from './web-messages.ts';

const pictureSchema = z.object({ url: z.string(), label: z.string() });

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

export const messageSchema = z
  .object({
    id: z.string(),
    seq: z.number().int(),
    reply_to: z.string().nullable(),
    at: z.number(),
    card: cardSchema.nullable().openapi({ description: 'Null once the message is removed.' }),
    reactions: z.array(z.object({ emoji: z.string(), count: z.number(), mine: z.boolean() })),
  })
  .openapi('Message');
export type MessageJson = z.infer<typeof messageSchema>;

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

export const replySchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('done') }),
    z.object({ type: z.literal('said'), text: z.string() }),
    z.object({
      type: z.literal('card'),
      card: cardSchema,
      pending: z.string().optional().openapi({
        description: 'The card is not complete: pressing this id shows how it is then.',
      }),
    }),
    z.object({ type: z.literal('form'), form: formSchema }),
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
    rows: rows.map((row) => [...row]),
    ...(selects.length > 0 && {
      selects: selects.map(({ label, options }) => ({ label, options: [...options] })),
    }),
  };
}

function lineJson({ picture, ...line }: Line): CardJson['lines'][number] {
  return { ...line, ...(picture && { picture: pictureJson(picture) }) };
}

/** The address of a reference's image. */
export function referenceUrl(key: string): string {
  return `/references/${key.split('/').map(encodeURIComponent).join('/')}`;
}

/** Images are found by their file, references by their key. */
function pictureJson({ key, label }: CardThumbnail) {
  return { url: key.startsWith('library/') ? `/images/${fileOf(key)}` : referenceUrl(key), label };
}

function imageJson({ key, alt, width, height }: CardImage) {
  const url = `/images/${fileOf(key)}`;
  return { url, download_url: `${url}/download`, alt, width, height };
}

/** A message as one person sees it, with the reactions under it, oldest first. */
export function messageJson(
  message: WebMessage,
  reactions: readonly StoredReaction[],
  personId: string,
): MessageJson {
  const { id, seq, replyTo, at, card } = message;
  const byEmoji = card === null ? [] : Map.groupBy(reactions, shownEmoji);
  return {
    id,
    seq,
    reply_to: replyTo,
    at,
    card: card && cardJson(card),
    reactions: [...byEmoji].map(([emoji, all]) => {
      const people = new Set(all.map((one) => one.personId));
      return { emoji, count: people.size, mine: people.has(personId) };
    }),
  };
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
