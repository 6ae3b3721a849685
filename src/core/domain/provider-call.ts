import { z } from 'zod';
import { ERROR_KINDS } from './failure.ts';
import { tokenUsageSchema } from './price.ts';
import type { Spec } from './spec.ts';

/** What a provider is called for. */
export const CALL_PURPOSES = [
  'image',
  'classification',
  'rewrite',
  'judge',
  'caption',
  'embedding',
] as const;
export type CallPurpose = (typeof CALL_PURPOSES)[number];

/** How calls end. `image` was made; `answered` is any other answer that was used; `dropped` came too late. */
export const CALL_ENDS = ['image', 'answered', ...ERROR_KINDS, 'dropped'] as const;

/** A call that was made, and how it ended: plain JSON. */
export const madeCallSchema = z.object({
  /** An image call's is its generation's id; further calls of the generation have ids of their own. */
  id: z.string().min(1),
  purpose: z.enum(CALL_PURPOSES),
  provider: z.string(),
  /** `model_configs` id. */
  modelId: z.string(),
  outcome: z.enum(CALL_ENDS),
  /** Dollars; null when unknown, never 0 for unknown. */
  costUsd: z.number().nonnegative().nullable(),
  /** Null when the provider does not say; odd ones never hide what was paid. */
  tokens: tokenUsageSchema.nullable().catch(null),
});
export type MadeCall = Readonly<z.infer<typeof madeCallSchema>>;

/** A generation's image call. It has the generation's id, so that whoever answers late finds its row. */
export function imageCall(generationId: string, { provider, modelId }: Spec) {
  return { id: generationId, purpose: 'image', provider, modelId } as const;
}
