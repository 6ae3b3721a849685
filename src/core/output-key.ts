import { z } from 'zod';
import { ERROR_KINDS } from './errors.ts';
import type { RenderResult } from './ports.ts';
import type { ImageType } from './side.ts';

const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;
const ENDINGS: Readonly<Record<ImageType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** The file ending of an image type, without the dot. */
export function endingOf(type: ImageType): string {
  return ENDINGS[type];
}

/** The image type of a key or file name by its ending; undefined for any other. */
export function typeByEnding(name: string): ImageType | undefined {
  return IMAGE_TYPES.find((type) => name.endsWith(`.${ENDINGS[type]}`));
}

/**
 * Where a generation's image goes, known before it runs: `library/{workspace}/{yyyy-mm}/{generation}.{ext}`.
 * `at` is milliseconds since the epoch; the month is UTC's.
 */
export function outputKey(workspace: string, generation: string, type: ImageType, at: number) {
  const month = new Date(at).toISOString().slice(0, 7);
  return `library/${workspace}/${month}/${generation}.${endingOf(type)}`;
}

/** Where a worker leaves how the job ended, so that an ending outlives a hub that missed it. */
export function resultKey(output: string): string {
  return `${output}.json`;
}

export const imageSchema = z.object({
  key: z.string().min(1),
  type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  bytes: z.number().int().positive(),
  sha256: z.string().exactOptional(),
});

export const failureSchema = z.object({
  kind: z.enum(ERROR_KINDS),
  detail: z.string(),
  stage: z.enum(['input', 'output']).exactOptional(),
  categories: z.array(z.string()).exactOptional(),
  retryAfterMs: z.number().nonnegative().exactOptional(),
  withdrawn: z.literal(true).exactOptional(),
  answered: z.literal(true).exactOptional(),
  unasked: z.literal(true).exactOptional(),
});

const costUsd = z.number().nonnegative().nullable();

/** A `RenderResult` read from bytes that another process wrote. */
export const renderResultSchema: z.ZodType<RenderResult> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), image: imageSchema, costUsd }),
  z.object({ ok: z.literal(false), failure: failureSchema, costUsd }),
]);
