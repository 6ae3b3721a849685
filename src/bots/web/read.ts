import { z } from '@hono/zod-openapi';
import { generateInputSchema } from '../../core/plan/request.ts';
import type { GenerateInput } from '../../core/studio/ask/generate.ts';
import type { Upload } from './attachments.ts';

const uploadSchema = z.strictObject({ id: z.string(), name: z.string().max(200).default('image') });

/** The body of `POST /api/generate`. Options are refused one by one further in, with sentences that name what would do. */
export const generateBodySchema = z
  .looseObject({
    references: z.array(uploadSchema).max(100).optional(),
    ...generateInputSchema.partial().shape,
  })
  .openapi('GenerateRequest');

/** What somebody asked for, in the core's terms; `key` is the request's `Idempotency-Key`. */
export function readGenerate(
  { references: uploads = [], ...options }: z.infer<typeof generateBodySchema>,
  key: string | undefined,
): Pick<GenerateInput, 'options' | 'requestKey'> & { readonly uploads: readonly Upload[] } {
  return { options, uploads, requestKey: key ?? null };
}
