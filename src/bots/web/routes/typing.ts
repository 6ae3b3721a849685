import { z } from '@hono/zod-openapi';
import type { WebParts } from '../parts.ts';
import { queryText } from '../fields.ts';
import { getJson, newApp } from './new-app.ts';

/** As many as anybody looks through. */
const MAX_SUGGESTIONS = 25;

const suggestionSchema = z
  .object({
    value: z.string().openapi({ description: 'What the option takes.' }),
    label: z.string().openapi({ description: 'What people read.' }),
    typed: z.string().openapi({ description: 'How it is typed in a line of the chat.' }),
  })
  .openapi('Suggestion');

const suggest = getJson(
  {
    path: '/api/suggest',
    summary: 'What fits what somebody has typed so far of an option.',
    request: {
      query: z.object({
        option: z
          .string()
          .max(40)
          .openapi({ description: 'As in `/generate`; `of` and `days` as in `/diptych`.' }),
        typed: z.string().max(200).default(''),
        tier: queryText().openapi({ description: 'Chosen before.' }),
        model: queryText().openapi({ description: 'Chosen before.' }),
      }),
    },
  },
  z.object({ suggestions: z.array(suggestionSchema) }),
  'Best first, at most 25',
);

/** What helps while somebody types. */
export function typingRoutes({ studio }: WebParts) {
  return newApp().openapi(suggest, (context) => {
    const { option, typed, ...wish } = context.req.valid('query');
    const all = studio.offers.suggest(context.get('caller'), { option, typed, wish });
    return context.json({ suggestions: all.slice(0, MAX_SUGGESTIONS) }, 200);
  });
}
