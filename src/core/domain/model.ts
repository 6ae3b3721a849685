import { z } from 'zod';
import { type Price, tokenPricesSchema } from './price.ts';
import type { ReferenceLimits } from './reference.ts';
import { IMAGE_TYPES } from './side.ts';

export const sizeSchema = z.object(
  { width: z.number().int().positive(), height: z.number().int().positive() },
  'must be a size such as 1024x1024',
);
/** Pixels. */
export type Size = z.infer<typeof sizeSchema>;

/** A row of `model_configs`. */
export const modelSchema = z.object({
  id: z.string().min(1),
  /** The name of its image provider adapter. */
  provider: z.string().min(1),
  /** The provider's own name for the model. */
  model: z.string().min(1),
  displayName: z.string().min(1),
  tier: z.string().min(1),
  validSizes: z.array(sizeSchema).min(1),
  squareSize: sizeSchema,
  landscapeSize: sizeSchema,
  portraitSize: sizeSchema,
  minPixels: z.number().int().nonnegative(),
  maxReferences: z.number().int().nonnegative(),
  /** Pixels of a reference's longer side; larger ones are resized. Null: no limit. */
  maxReferenceSide: z.number().int().positive().nullable().default(null),
  /** Bytes of each reference; larger ones are resized. Null: no limit. */
  maxReferenceBytes: z.number().int().positive().nullable().default(null),
  maxPromptChars: z.number().int().positive(),
  /** Sent to the provider unchanged; null leaves out a parameter that the adapter would send. */
  generationParams: z.record(
    z.string(),
    z.unknown(),
    'must be an object in JSON such as {"quality":"high"}',
  ),
  /** More parameters for one size, by its name ("1024x1024"). */
  sizeParams: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  /** The stored type of its images; a provider's answer of another type is converted. */
  outputType: z.enum(IMAGE_TYPES),
  /** Dollars per image; null when unknown. */
  costUsd: z.number().nonnegative().nullable(),
  /** Dollars per million tokens, for models with such a price; null for others. */
  tokenPrices: tokenPricesSchema.nullable().default(null),
  /** Milliseconds of a usual run, for estimates before the first measured one. */
  typicalMs: z.number().int().positive(),
  /** A tier uses its default model, or else the one with the lowest rank. */
  rank: z.number().int().nonnegative().default(100),
  active: z.boolean(),
  isDefault: z.boolean(),
  retiredOn: z.string().nullable(),
  successor: z.string().nullable(),
  note: z.string(),
});
export type Model = z.infer<typeof modelSchema>;

/** The built-in provider, which paints samples and needs no key. */
export const BUILT_IN = 'sample';

/** The tiers and images (sides) per day that a role may use. */
export interface Plan {
  readonly name: string;
  readonly tiers: readonly string[];
  readonly dailyQuota: number;
}

/** The parameters of a call for an image of this size. */
export function parametersFor(model: Model, size: Size): Readonly<Record<string, unknown>> {
  return { ...model.generationParams, ...model.sizeParams[sizeName(size)] };
}

export function priceOf({ costUsd, tokenPrices }: Model): Price {
  return { image: costUsd, tokens: tokenPrices };
}

export function referenceLimitsOf(model: Model): ReferenceLimits {
  return { maxSide: model.maxReferenceSide, maxBytes: model.maxReferenceBytes };
}

/** The sizes that have names, by their names. */
export function namedSizes({ squareSize, landscapeSize, portraitSize }: Model) {
  return { square: squareSize, landscape: landscapeSize, portrait: portraitSize };
}

/** The size itself where the model takes it, else its own size of the same shape. */
export function sizeFor(model: Model, size: Size): Size {
  const same = model.validSizes.find((one) => sizeName(one) === sizeName(size));
  if (same !== undefined) return same;
  if (size.width === size.height) return model.squareSize;
  return size.width > size.height ? model.landscapeSize : model.portraitSize;
}

/** "1024x1024". */
export function sizeName(size: Size): string {
  return `${size.width}x${size.height}`;
}
