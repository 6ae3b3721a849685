import { createRoute, z } from '@hono/zod-openapi';
import { MAX_FILE_NAME } from '../../../core/domain/limits.ts';
import { ATTACHMENT_LIMITS } from '../../../core/domain/picture-limits.ts';
import { cleanName } from '../../../core/domain/names.ts';
import { faultError } from '../../../core/plan/check-attachments.ts';
import { WEB_PLACE } from '../identity.ts';
import { UPLOAD_PATH } from '../body.ts';
import { bodyBytes } from '../body-bytes.ts';
import { messagePage } from '../message-pages.ts';
import { pairFactsSchema } from '../pair-facts-schema.ts';
import { pairPage } from '../pair-pages.ts';
import type { WebParts } from '../parts.ts';
import { messageSchema } from '../message-json.ts';
import { UploadTurns } from '../upload-turns.ts';
import { eventsRoute } from './events.ts';
import { queryText } from '../fields.ts';
import { getJson, json, newApp, PROBLEM } from './new-app.ts';

/** A phone sends 20 MB in this time over 1.4 Mbit/s. */
export const UPLOAD_MS = 120_000;
const UPLOAD_LIMITS = {
  maxBytes: ATTACHMENT_LIMITS.maxBytes,
  wholeMs: UPLOAD_MS,
  stallMs: 10_000,
} as const;

const list = getJson(
  {
    path: '/api/messages',
    summary: 'The chat’s messages, oldest first; `before` an id for older ones.',
    request: {
      query: z.object({
        before: queryText(),
        whole: z.literal('pairs').optional().openapi({
          description:
            'Pages of twenty whole pairs, each with all its messages, instead of fifty messages. The ids may then be of any message of a pair.',
        }),
        after: queryText().openapi({
          description: 'The pairs after this one’s; whole pairs only.',
        }),
        around: queryText().openapi({ description: 'The page with this one; whole pairs only.' }),
      }),
    },
  },
  z.object({
    messages: z.array(messageSchema),
    pairs: z.array(pairFactsSchema).openapi({ description: 'The pairs that they are of.' }),
    seq: z.number().int().openapi({ description: 'Where to follow from: see /api/events.' }),
    epoch: z.string().openapi({
      description: 'Of another epoch is another chat: what was read before is worth nothing.',
    }),
    more: z.boolean().openapi({ description: 'Whether there are older ones.' }),
    newer: z.boolean().openapi({ description: 'Whether there are newer ones.' }),
  }),
  'A page',
);

/** The body is read by `bodyBytes`: only described here. */
const picture = { schema: z.string().openapi({ format: 'binary' }) };
const upload = createRoute({
  method: 'post',
  path: UPLOAD_PATH,
  summary: 'Sends an image ahead, to be named in `references` of /api/generate.',
  request: {
    query: z.object({
      name: z
        .string()
        .max(MAX_FILE_NAME)
        .default('image')
        .openapi({ description: 'The file’s name, as people know it.' }),
    }),
    body: {
      required: true,
      description: 'The PNG, JPEG or WebP itself',
      content: { 'image/*': picture, 'application/octet-stream': picture },
    },
  },
  responses: {
    201: json(z.object({ id: z.string(), name: z.string() }), 'Kept'),
    default: PROBLEM,
  },
});

/** The chat itself: its messages, and following them. */
export function messageRoutes(parts: WebParts) {
  const { studio, messages, view } = parts;
  const app = newApp();
  const turns = new UploadTurns(parts.clock);
  app.get('/api/events', eventsRoute(parts));
  return app
    .openapi(list, (context) => {
      const caller = context.get('caller');
      const reactionsOn = studio.react.reader(caller);
      const { whole, ...place } = context.req.valid('query');
      // Read before the page: a change in between is sent twice rather than missed.
      const seq = messages.newestSeq();
      const read = whole === 'pairs' ? pairPage : messagePage;
      const { messages: found, more, newer } = read(messages, WEB_PLACE.channel, place);
      const page = view.page(found, caller, reactionsOn);
      return context.json({ ...page, seq, epoch: messages.epoch(), more, newer }, 200);
    })
    .openapi(upload, (context) => {
      const { name } = context.req.valid('query');
      const caller = context.get('caller');
      return turns.run(caller.person.id, async () => {
        const tooLarge = faultError(cleanName(name) || 'image', 'too_large');
        const bytes = await bodyBytes(context.req.raw, UPLOAD_LIMITS, parts.clock, tooLarge);
        const id = await studio.uploads.keep(caller, name, bytes);
        return context.json({ id, name }, 201);
      });
    });
}
