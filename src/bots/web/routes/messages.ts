import { MEGABYTE } from '../../../core/base/units.ts';
import { createRoute, z } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { ATTACHMENT_LIMITS } from '../../../core/domain/limits.ts';
import { UserError } from '../../../core/words/user-error.ts';
import { WEB_PLACE } from '../identity.ts';
import type { WebParts } from '../parts.ts';
import { messageJson, messageSchema } from '../render.ts';
import { eventsRoute } from './events.ts';
import { body, getJson, json, newApp, PROBLEM } from './new-app.ts';

const PAGE = 50;
/** An attached image as base64 in JSON. */
const UPLOAD_BYTES = Math.ceil((ATTACHMENT_LIMITS.maxBytes * 4) / 3) + 10_000;

const list = getJson(
  {
    path: '/api/messages',
    summary: 'The chat’s messages, oldest first; `before` an id for older ones.',
    request: { query: z.object({ before: z.string().max(40).optional() }) },
  },
  z.object({
    messages: z.array(messageSchema),
    seq: z.number().int().openapi({ description: 'Where to follow from: see /api/events.' }),
    epoch: z.string().openapi({
      description: 'Of another epoch is another chat: what was read before is worth nothing.',
    }),
    more: z.boolean(),
  }),
  'A page',
);

const upload = createRoute({
  method: 'post',
  path: '/api/references',
  summary: 'Sends an image ahead, to be named in `references` of /api/generate.',
  request: body(
    z
      .strictObject({
        name: z.string().min(1).max(200),
        data: z.base64().openapi({ description: 'PNG, JPEG or WebP as base64.' }),
      })
      .openapi('Upload'),
  ),
  responses: {
    201: json(z.object({ id: z.string(), name: z.string() }), 'Kept'),
    default: PROBLEM,
  },
});

/** The chat itself: its messages, and following them. */
export function messageRoutes(parts: WebParts) {
  const { studio, messages } = parts;
  const app = newApp();
  app.use(
    '/api/references',
    bodyLimit({
      maxSize: UPLOAD_BYTES,
      onError: () => {
        throw new UserError('body_too_large', Math.floor(UPLOAD_BYTES / MEGABYTE));
      },
    }),
  );
  app.get('/api/events', eventsRoute(parts));
  return app
    .openapi(list, (context) => {
      const caller = context.get('caller');
      const reactionsOn = studio.react.reader(caller);
      const { before = null } = context.req.valid('query');
      if (before !== null && messages.get(before) === undefined) {
        throw new UserError('cursor_unknown');
      }
      // Read before the page: a change in between is sent twice rather than missed.
      const seq = messages.newestSeq();
      const found = messages.page(WEB_PLACE.channel, before, PAGE + 1);
      const page = found
        .slice(-PAGE)
        .map((one) => messageJson(one, reactionsOn(one.nonce), caller.person.id));
      const epoch = messages.epoch();
      return context.json({ messages: page, seq, epoch, more: found.length > PAGE }, 200);
    })
    .openapi(upload, async (context) => {
      const { name, data } = context.req.valid('json');
      const bytes = Buffer.from(data, 'base64');
      const id = await studio.uploads.keep(context.get('caller'), name, bytes);
      return context.json({ id, name }, 201);
    });
}
