import { z } from '@hono/zod-openapi';
import type { PairView } from '../../../core/domain/pair.ts';
import { postOf } from '../../../core/domain/pair-view.ts';
import { idText, queryText } from '../fields.ts';
import type { WebParts } from '../parts.ts';
import { cardJson, cardSchema, pictureJson, pictureSchema } from '../render.ts';
import { statusJson, statusSchema } from '../status.ts';
import { getJson, newApp } from './new-app.ts';

const entrySchema = statusSchema.extend({
  prompt: z.string(),
  at: z.number().openapi({ description: 'Milliseconds since 1970.' }),
  day: z.string().openapi({ description: 'The day of `at`, in TIME_ZONE.' }),
  message_id: z.string().nullable().openapi({ description: 'Of its header.' }),
});
const history = getJson(
  {
    path: '/api/history',
    summary: 'One’s own pairs, newest first; with `q` those whose prompts have all its words.',
    request: {
      query: z.object({
        q: queryText(),
        before: queryText().openapi({ description: '`next` of the page before.' }),
      }),
    },
  },
  z.object({
    pairs: z.array(entrySchema),
    next: z.string().nullable().openapi({
      description: 'A search may go on although it found few pairs, or none: ask again from here.',
    }),
    card: cardSchema,
  }),
  'A page',
);

const generation = idText.openapi({ description: 'A generation.' });
const compare = getJson(
  {
    path: '/api/compare',
    summary: 'What differs between two generations of one pair.',
    request: { query: z.object({ a: generation, b: generation }) },
  },
  z.object({
    lines: z.array(z.string()).openapi({
      description: 'What is the same, then a line for each difference.',
    }),
    a: z.array(pictureSchema).openapi({ description: 'The references that it was made with.' }),
    b: z.array(pictureSchema),
  }),
  'In words, and their references',
);

/** What was made before, and what differs in it. */
export function historyRoutes({ studio }: Pick<WebParts, 'studio'>) {
  return newApp()
    .openapi(history, async (context) => {
      const caller = context.get('caller');
      const { before = null, q } = context.req.valid('query');
      const { galleries } = studio;
      const page =
        q === undefined
          ? galleries.history(caller, before)
          : await galleries.search(caller, q, before);
      const seen = studio.cardContext(caller.locale);
      const entry = (view: PairView) => ({
        ...statusJson(view, seen),
        prompt: view.pair.request.prompt,
        at: view.pair.createdAt,
        day: galleries.dayOf(view),
        message_id: postOf(view, view.pair.id)?.messageId ?? null,
      });
      const { entries, next, card } = page;
      return context.json({ pairs: entries.map(entry), next, card: cardJson(card) }, 200);
    })
    .openapi(compare, (context) => {
      const { a, b } = context.req.valid('query');
      const found = studio.compare.of(context.get('caller'), a, b);
      const pictures = { a: found.a.map(pictureJson), b: found.b.map(pictureJson) };
      return context.json({ lines: [...found.texts], ...pictures }, 200);
    });
}
