import { createRoute, z } from '@hono/zod-openapi';
import { closedObject } from '../../../core/base/shape-fault.ts';
import { MAX_OPTION } from '../../../core/domain/limits.ts';
import { DIPTYCH_WORDS } from '../../../core/chat/command.ts';
import type { WebParts } from '../parts.ts';
import { pairAfter } from '../facts/pair-after.ts';
import { messageSchema } from '../message-json.ts';
import { replyJson, replySchema } from '../render.ts';
import { idText, keyHeader } from '../fields.ts';
import { body, getJson, json, newApp, PROBLEM } from './new-app.ts';

/** Characters of the name of a form's field. */
const MAX_FIELD = 60;
const valueSchema = z.union([z.string(), z.number(), z.boolean()]);

const press = createRoute({
  method: 'post',
  path: '/api/press',
  summary: 'Presses a button of a card, or sends the form that it opened.',
  request: {
    ...body(
      closedObject({
        id: z.string().max(MAX_OPTION).openapi({ description: 'The button’s id.' }),
        values: z.record(z.string().max(MAX_FIELD), valueSchema).optional(),
      }).openapi('Press'),
    ),
    headers: keyHeader('The same key and button again do nothing, and are answered as before.'),
  },
  responses: { 200: json(replySchema, 'What it answers, privately'), default: PROBLEM },
});

const reactions = createRoute({
  method: 'post',
  path: '/api/reactions',
  summary: 'Puts an emoji on a message, or takes it away.',
  request: body(
    closedObject({
      message_id: idText,
      emoji: z.string().max(80),
      present: z.boolean().default(true),
    }).openapi('Reaction'),
  ),
  responses: {
    200: json(z.object({ message: messageSchema.nullable() }), 'The message now'),
    default: PROBLEM,
  },
});

const feedback = createRoute({
  method: 'post',
  path: '/api/feedback',
  summary: 'Says what one thinks of an image; saying it again replaces it.',
  request: {
    ...body(
      closedObject({
        generation: idText,
        rating: z.number().int(),
        text: z.string().default(''),
      }).openapi('Feedback'),
    ),
    headers: keyHeader('The same key and feedback again are answered as before.'),
  },
  responses: { 200: json(replySchema, 'Saved'), default: PROBLEM },
});

const diptych = getJson(
  {
    path: '/api/diptych',
    summary: 'Answers `/diptych <word>`, as every chat does.',
    request: {
      query: z.object({
        word: z
          .string()
          .max(200)
          .default('help')
          .openapi({ enum: [...DIPTYCH_WORDS] }),
        rest: z.string().max(200).default('').openapi({ description: 'What follows the word.' }),
      }),
    },
  },
  replySchema,
  'What it answers, privately',
);

/** Buttons, reactions and feedback, and the answers of `/diptych`. */
export function pressRoutes(parts: WebParts) {
  const { studio, messages, events, view } = parts;
  return newApp()
    .openapi(press, async (context) => {
      const { id, values } = context.req.valid('json');
      const { 'idempotency-key': key = null } = context.req.valid('header');
      const caller = context.get('caller');
      const reply = await studio.press.press(caller, id, values, key);
      const pair = pairAfter(id, caller, parts);
      return context.json({ ...replyJson(reply), ...(pair && { pair }) }, 200);
    })
    .openapi(diptych, async (context) => {
      const { word, rest } = context.req.valid('query');
      const reply = await studio.menu.open(context.get('caller'), word, rest);
      return context.json(replyJson(reply), 200);
    })
    .openapi(reactions, (context) => {
      const caller = context.get('caller');
      const { message_id: messageId, emoji, present } = context.req.valid('json');
      const reaction = { messageId, emoji, present };
      const image = studio.react.react(caller, reaction, () => messages.touch(messageId));
      const message = messages.get(messageId);
      if (image === undefined || message === undefined) return context.json({ message: null }, 200);
      events.changed();
      const seen = view.message(message, caller, () => image.reactions);
      return context.json({ message: seen }, 200);
    })
    .openapi(feedback, async (context) => {
      const { generation, ...values } = context.req.valid('json');
      const action = { type: 'feedback', generation } as const;
      const { 'idempotency-key': key = null } = context.req.valid('header');
      const reply = await studio.press.act(context.get('caller'), action, values, key);
      return context.json(replyJson(reply), 200);
    });
}
