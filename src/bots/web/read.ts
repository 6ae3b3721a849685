import { z } from '@hono/zod-openapi';
import { closedObject } from '../../core/base/shape-fault.ts';
import { MAX_FILE_NAME, MAX_OPTION } from '../../core/domain/limits.ts';
import { generateInputSchema } from '../../core/plan/request.ts';
import { SIDES } from '../../core/domain/side.ts';
import { RATIOS } from '../../core/domain/spec.ts';
import type { GenerateInput } from '../../core/studio/ask/generate-input.ts';
import type { SideRun } from '../../core/studio/press/side-runs.ts';
import type { Upload } from '../../core/studio/press/uploads.ts';
import { idText } from './fields.ts';

const uploadSchema = closedObject({
  id: idText,
  name: z.string().max(MAX_FILE_NAME).default('image'),
});

/** The body of `POST /api/generate`. The use case checks the options, with sentences that name the valid ones. */
export const generateBodySchema = closedObject({
  ...generateInputSchema.partial().shape,
  references: z.array(uploadSchema).max(100).optional(),
}).openapi('GenerateRequest');

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
export const sideRunSchema = closedObject({
  batch_id: idText,
  side: z.enum(SIDES),
  prompt_override: z.string().optional(),
  injection_override: closedObject({
    category: z.string().max(MAX_OPTION).optional(),
    reference_ids: z.array(idText).max(14).optional(),
    tone_ratio: ratioSchema,
    angle_ratio: ratioSchema,
  }).optional(),
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
