import { z } from '@hono/zod-openapi';
import type { Generation, PairView } from '../../core/domain/pair.ts';
import { CANDIDATE_STATES, RACE_RULES } from '../../core/domain/race.ts';
import { fileOf } from './render.ts';

export const raceSchema = z
  .object({
    candidates: z.array(
      z.object({
        model: z.string().openapi({ description: 'Its id, as in /api/models.' }),
        state: z.enum(CANDIDATE_STATES),
        image_url: z.string().nullable(),
        won: z.boolean(),
      }),
    ),
    judge: z.string().nullable().openapi({ description: 'The text model that chose.' }),
    reason: z.string().nullable().openapi({ description: 'In the judge’s words.' }),
    rule: z
      .enum(RACE_RULES)
      .nullable()
      .openapi({ description: 'Why no judge chose; then the model that was asked for wins.' }),
  })
  .openapi('Race');

/** The race of a generation; null without one. */
export function raceJson(
  view: PairView,
  { id, deletedAt, endedAt, image: shown }: Generation,
): z.infer<typeof raceSchema> | null {
  const race = view.races.find(({ generationId }) => generationId === id);
  if (race === undefined) return null;
  const { candidates, verdict } = race;
  const isHidden = deletedAt !== null || (endedAt !== null && shown === null);
  return {
    candidates: candidates.map((one) => ({
      model: one.spec.modelId,
      state: one.state,
      image_url: one.image && !isHidden ? `/images/${fileOf(one.image.key)}` : null,
      won: one.id === verdict?.winnerId,
    })),
    judge: verdict?.judge ?? null,
    reason: verdict?.reason ?? null,
    rule: verdict?.rule ?? null,
  };
}
