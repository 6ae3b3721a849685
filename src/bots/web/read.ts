import { z } from '@hono/zod-openapi';
import { generateInputSchema } from '../../core/plan/request.ts';
import { SIDES } from '../../core/domain/side.ts';
import { RATIOS } from '../../core/domain/spec.ts';
import type { GenerateInput } from '../../core/studio/ask/generate.ts';
import type { SideRun } from '../../core/studio/press/side-runs.ts';
import type { Upload } from '../../core/studio/press/uploads.ts';

const uploadSchema = z.strictObject({ id: z.string(), name: z.string().max(200).default('image') });

/** The body of `POST /api/generate`. The use case checks the options, with sentences that name the valid ones. */
export const generateBodySchema = z
  .looseObject({
    references: z.array(uploadSchema).max(100).optional(),
    ...generateInputSchema.partial().shape,
  })
  .openapi('GenerateRequest');

/** The request in the core's terms; `key` is its `Idempotency-Key`. */
export function readGenerate(
  { references: uploads = [], ...options }: z.infer<typeof generateBodySchema>,
  key: string | undefined,
): Pick<GenerateInput, 'options' | 'requestKey'> & { readonly uploads: readonly Upload[] } {
  return { options, uploads, requestKey: key ?? null };
}

/** One by one, so that the API's description names them all. */
const ratioSchema = z.union(RATIOS.map((ratio) => z.literal(ratio))).optional();

/** The body of `POST /api/generate-side`. */
export const sideRunSchema = z.strictObject({
  batch_id: z.string().min(1),
  side: z.enum(SIDES),
  prompt_override: z.string().optional(),
  injection_override: z
    .strictObject({
      category: z.string().optional(),
      reference_ids: z.array(z.string()).max(14).optional(),
      tone_ratio: ratioSchema,
      angle_ratio: ratioSchema,
    })
    .optional(),
});

export function readSideRun(body: z.infer<typeof sideRunSchema>): SideRun {
  const { batch_id: pairId, side, prompt_override: prompt, injection_override: injection } = body;
  return {
    pairId,
    side,
    prompt,
    category: injection?.category,
    references: injection?.reference_ids,
    toneRatio: injection?.tone_ratio,
    angleRatio: injection?.angle_ratio,
  };
}
