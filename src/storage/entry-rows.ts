import { z } from 'zod';
import type { LineEntry } from '../core/line/place.ts';

/** A row that is an entry of the line. */
export const entryRow: z.ZodType<LineEntry> = z.object({
  id: z.string(),
  pairId: z.string(),
  personId: z.string(),
  provider: z.string(),
  modelId: z.string(),
  createdAt: z.number(),
  dispatchedAt: z.number().nullable(),
});

/** Candidates of running generations that are not their generation's first, for which the generation itself stands. A state follows. */
export const RIVALS_WHO = `FROM candidates JOIN generations
  ON generations.id = candidates.generation_id AND generations.state = 'running'
  WHERE candidates.number > 1 AND candidates.state`;

export const ENTRY_OF_RIVAL = `candidates.id, pair_id AS pairId, by_id AS personId,
  candidates.provider, candidates.model_id AS modelId, generations.created_at AS createdAt`;

/** Running candidates as entries of the line, beside the generations that run. */
export const RUNNING_RIVALS = `SELECT ${ENTRY_OF_RIVAL}, candidates.dispatched_at AS dispatchedAt
  ${RIVALS_WHO} = 'running'`;
