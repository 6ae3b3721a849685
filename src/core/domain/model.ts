import { z } from 'zod';
import { type Price, tokenPricesSchema } from './price.ts';
import type { ReferenceLimits } from './reference.ts';
import { IMAGE_TYPES } from './side.ts';

export const sizeSchema = z.object({
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
/** Pixels. */
export type Size = z.infer<typeof sizeSchema>;

/** One row of `model_configs`: everything the product knows about a model. */
export const modelSchema = z.object({
  id: z.string().min(1),
  /** The name of the image provider adapter that serves it. */
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
  /** Pixels of a reference's longer side; a larger one is sent smaller. Null: as they are. */
  maxReferenceSide: z.number().int().positive().nullable().default(null),
  /** Bytes of each reference; a larger one is sent smaller. Null: as they are. */
  maxReferenceBytes: z.number().int().positive().nullable().default(null),
  maxPromptChars: z.number().int().positive(),
  /** Sent to the provider as they are; null takes out what the adapter would send by itself. */
  generationParams: z.record(z.string(), z.unknown()),
  /** More of them for one size, by its name ("1024x1024"): what a provider calls the size. */
  sizeParams: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  /** What one image is stored as; a provider's answer in another type is converted. */
  outputType: z.enum(IMAGE_TYPES),
  /** Dollars an image; null when unknown. */
  costUsd: z.number().nonnegative().nullable(),
  /** Dollars a million tokens, for models that are paid so; null for others. */
  tokenPrices: tokenPricesSchema.nullable().default(null),
  /** Milliseconds a run usually takes, for estimates before the first measured run. */
  typicalMs: z.number().int().positive(),
  /** Its place among the models of its tier: the lowest is what the tier makes, unless the default is. */
  rank: z.number().int().nonnegative().default(100),
  active: z.boolean(),
  isDefault: z.boolean(),
  retiredOn: z.string().nullable(),
  successor: z.string().nullable(),
  note: z.string(),
});
export type Model = z.infer<typeof modelSchema>;

/** The provider that needs no key and is always there: it paints samples. */
export const BUILT_IN = 'sample';

/** What a role may use: tiers and images (sides) a day. */
export interface Plan {
  readonly name: string;
  readonly tiers: readonly string[];
  readonly dailyQuota: number;
}

/** What the provider is sent for an image of this size. */
export function parametersFor(model: Model, size: Size): Readonly<Record<string, unknown>> {
  return { ...model.generationParams, ...model.sizeParams[sizeName(size)] };
}

export function priceOf({ costUsd, tokenPrices }: Model): Price {
  return { image: costUsd, tokens: tokenPrices };
}

export function referenceLimitsOf(model: Model): ReferenceLimits {
  return { maxSide: model.maxReferenceSide, maxBytes: model.maxReferenceBytes };
}

/** "1024x1024". */
export function sizeName(size: Size): string {
  return `${size.width}x${size.height}`;
}
