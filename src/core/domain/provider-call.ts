import { z } from 'zod';
import { ERROR_KINDS } from './failure.ts';
import { tokenUsageSchema } from './price.ts';
import type { Spec } from './spec.ts';

/** Why a provider is called. */
export const CALL_PURPOSES = [
  'image',
  'classification',
  'rewrite',
  'judge',
  'caption',
  'embedding',
] as const;
export type CallPurpose = (typeof CALL_PURPOSES)[number];

/** How calls end: with an image, with another answer that was used (`answered`), an error, or too late (`dropped`). */
export const CALL_ENDS = ['image', 'answered', ...ERROR_KINDS, 'dropped'] as const;

/** A call that has ended, as plain JSON. */
export const madeCallSchema = z.object({
  /** The generation's id for its image call; other calls have their own ids. */
  id: z.string().min(1),
  purpose: z.enum(CALL_PURPOSES),
  provider: z.string(),
  /** `model_configs` id. */
  modelId: z.string(),
  outcome: z.enum(CALL_ENDS),
  /** Dollars; null when unknown, never 0 for unknown. */
  costUsd: z.number().nonnegative().nullable(),
  /** Null when the provider does not say, or its numbers are invalid: the cost is stored in any case. */
  tokens: tokenUsageSchema.nullable().catch(null),
});
export type MadeCall = Readonly<z.infer<typeof madeCallSchema>>;

/** A generation's image call. It has the generation's id, so that a late answer finds its row. */
export function imageCall(generationId: string, { provider, modelId }: Spec) {
  return { id: generationId, purpose: 'image', provider, modelId } as const;
}
