import { z } from '@hono/zod-openapi';
import { SMALL_SIDES } from '../../../core/studio/press/thumbnails.ts';
import { changeSchema } from '../message-json.ts';
import { json, type newApp, PROBLEM } from './new-app.ts';

type App = ReturnType<typeof newApp>;
const text = (description: string) => ({
  description,
  content: { 'text/plain': { schema: z.string() } },
});
const file = z.object({ file: z.string().openapi({ description: '{generation}.{ending}' }) });
const picture = (description: string) => ({
  description,
  content: { 'image/*': { schema: z.string().openapi({ format: 'binary' }) } },
});

/** Describes the routes that do not answer JSON, or need no caller. */
export function describePlainRoutes({ openAPIRegistry: registry }: App): void {
  registry.registerPath({
    method: 'get',
    path: '/api/events',
    summary: 'Server-sent events: every change of the chat, each with the message’s seq as its id.',
    request: {
      query: z.object({ since: z.string().optional().openapi({ description: 'A seq.' }) }),
      headers: z.object({ 'last-event-id': z.string().optional() }),
    },
    responses: {
      200: {
        description: 'Events named `message`',
        content: { 'text/event-stream': { schema: changeSchema } },
      },
      default: PROBLEM,
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/images/{file}',
    summary: 'An image. With a signed link’s query for whoever has it, for an hour.',
    request: {
      params: file,
      query: z.object({
        expires: z.string().optional(),
        signature: z.string().optional(),
        w: z.enum(SMALL_SIDES.map(String)).optional().openapi({
          description: 'For a small copy, a WebP within so many pixels, if one can be made now.',
        }),
      }),
    },
    responses: { 200: picture('The image'), default: PROBLEM },
  });
  registry.registerPath({
    method: 'get',
    path: '/images/{file}/download',
    summary: 'The image as a file to keep.',
    request: { params: file },
    responses: { 200: picture('The image, as an attachment'), default: PROBLEM },
  });
  registry.registerPath({
    method: 'get',
    path: '/healthz',
    summary: 'Whether the process lives.',
    responses: {
      200: json(z.object({ name: z.literal('diptych'), status: z.string() }), 'It does'),
    },
  });
  registry.registerPath({
    method: 'get',
    path: '/readyz',
    summary: 'Whether the hub can work.',
    responses: { 200: json(z.object({ status: z.string() }), 'It can'), 503: text('Why not') },
  });
  registry.registerPath({
    method: 'get',
    path: '/metrics',
    summary: 'Counts for Prometheus.',
    responses: { 200: text('Prometheus’ text format'), default: PROBLEM },
  });
}
