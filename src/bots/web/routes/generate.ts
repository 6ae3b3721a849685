import { createRoute, z } from '@hono/zod-openapi';
import type { Caller } from '../../../core/domain/person.ts';
import type { WebParts } from '../parts.ts';
import { generateBodySchema, readGenerate, readSideRun, sideRunSchema } from '../read.ts';
import { statusJson, statusSchema } from '../status.ts';
import { idText, keyHeader } from '../fields.ts';
import { body, getJson, json, newApp, PROBLEM } from './new-app.ts';

const acceptedSchema = z
  .object({
    batch_id: z.string(),
    pairs: z.array(z.object({ batch_id: z.string() })),
  })
  .openapi('Accepted');

const generate = createRoute({
  method: 'post',
  path: '/api/generate',
  summary: 'Makes a pair, or several. Accepted means stored.',
  request: {
    ...body(generateBodySchema),
    headers: keyHeader('The same key and request again give the same pairs.'),
  },
  responses: { 202: json(acceptedSchema, 'Stored'), default: PROBLEM },
});

const status = getJson(
  {
    path: '/api/generation-status',
    summary: 'Where a pair stands, each side in full.',
    request: { query: z.object({ batch_id: idText }) },
  },
  statusSchema,
  'The pair now',
);

const side = createRoute({
  method: 'post',
  path: '/api/generate-side',
  summary: 'Runs one side again, as it was or with something changed.',
  request: {
    ...body(sideRunSchema),
    headers: keyHeader('The same key and request again run nothing more.'),
  },
  responses: { 202: json(statusSchema, 'The pair now'), default: PROBLEM },
});

/** Requests for pairs, and their states. */
export function generateRoutes({ studio }: WebParts) {
  const statusOf = (caller: Caller, id: string) =>
    statusJson(studio.lookup.pair(caller, id), studio.cardContext(caller.locale));
  return newApp()
    .openapi(generate, async (context) => {
      const caller = context.get('caller');
      const key = context.req.valid('header')['idempotency-key'];
      const { uploads: sent, ...asked } = readGenerate(context.req.valid('json'), key);
      const { ids } = await studio.generate.accept(caller, {
        ...asked,
        sent,
        attachments: sent.length === 0 ? [] : () => studio.uploads.attachments(caller, sent),
      });
      const pairs = ids.map((id) => ({ batch_id: id }));
      return context.json({ batch_id: ids[0] ?? '', pairs }, 202);
    })
    .openapi(status, (context) => {
      const { batch_id: id } = context.req.valid('query');
      return context.json(statusOf(context.get('caller'), id), 200);
    })
    .openapi(side, async (context) => {
      const caller = context.get('caller');
      const run = readSideRun(context.req.valid('json'));
      const key = context.req.valid('header')['idempotency-key'];
      if (key === undefined) studio.sideRuns.start(caller, run);
      else await studio.sideRuns.startOnce(caller, run, key);
      return context.json(statusOf(caller, run.pairId), 202);
    });
}
