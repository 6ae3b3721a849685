import { z } from '@hono/zod-openapi';
import {
  type CostReport,
  DEFAULT_DAYS,
  MAX_DAYS,
  UNSHOWN_OUTCOMES,
  type CostSum,
} from '../../../core/domain/cost-report.ts';
import { CALL_PURPOSES } from '../../../core/domain/provider-call.ts';
import type { WebParts } from '../parts.ts';
import { cardJson, cardSchema } from '../render.ts';
import { getJson, newApp } from './new-app.ts';

const sum = {
  calls: z.number().int(),
  unknown_calls: z.number().int().openapi({ description: 'Those whose cost nobody knows.' }),
  usd: z
    .number()
    .nullable()
    .openapi({ description: 'Dollars of the calls whose cost is known; null when none is.' }),
};
const reportSchema = z
  .object({
    days: z.number().int(),
    from: z.string().openapi({ description: 'The first day, of UTC.' }),
    to: z.string(),
    total: z.object(sum),
    running_calls: z.number().int(),
    by_day: z.array(z.object({ day: z.string(), ...sum })),
    by_model: z.array(z.object({ model: z.string(), display_name: z.string(), ...sum })),
    by_purpose: z.array(z.object({ purpose: z.enum(CALL_PURPOSES), ...sum })),
    by_person: z.array(z.object({ person: z.string(), name: z.string(), ...sum })),
    unshown: z
      .object({
        ...sum,
        percent: z.number().nullable().openapi({ description: 'Of the known dollars.' }),
        by_outcome: z.array(z.object({ outcome: z.enum(UNSHOWN_OUTCOMES), ...sum })),
      })
      .openapi({
        description:
          'Calls that ended without an image that was shown, or another answer that was used.',
      }),
    card: cardSchema,
  })
  .openapi('Costs');

const costs = getJson(
  {
    path: '/api/admin/costs',
    summary: 'What the provider calls of this workspace cost, for admins.',
    request: {
      query: z.object({
        // A text, so that what is wrong with it is said as on every surface.
        days: z
          .string()
          .max(1_000)
          .default('')
          .openapi({ type: 'integer', minimum: 1, maximum: MAX_DAYS, default: DEFAULT_DAYS }),
      }),
    },
  },
  reportSchema,
  'Newest day first; models, people and outcomes dearest first',
);

/** What was paid to providers. */
export function costRoutes({ studio }: WebParts) {
  return newApp().openapi(costs, (context) => {
    const { days } = context.req.valid('query');
    const { report, card } = studio.costs.of(context.get('caller'), days);
    return context.json({ ...reportJson(report), card: cardJson(card) }, 200);
  });
}

function reportJson(report: CostReport) {
  const { days, from, to, total, running, unshown, unshownPercent } = report;
  return {
    days,
    from,
    to,
    total: sumJson(total),
    running_calls: running,
    by_day: report.byDay.map((one) => ({ day: one.id, ...sumJson(one) })),
    by_model: report.byModel.map((one) => {
      return { model: one.id, display_name: one.name, ...sumJson(one) };
    }),
    by_purpose: report.byPurpose.map((one) => ({ purpose: one.id, ...sumJson(one) })),
    by_person: report.byPerson.map((one) => {
      return { person: one.id, name: one.name, ...sumJson(one) };
    }),
    unshown: {
      ...sumJson(unshown),
      percent: unshownPercent,
      by_outcome: report.byOutcome.map((one) => ({ outcome: one.id, ...sumJson(one) })),
    },
  };
}

function sumJson({ calls, unknown, usd }: CostSum) {
  return { calls, unknown_calls: unknown, usd };
}
