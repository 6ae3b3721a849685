import { z } from 'zod';
import { type Price, tokenPricesSchema } from '../core/price.ts';
import { sizeSchema } from '../core/models.ts';
import type { ModelChoice, PairRequest } from '../core/pair.ts';
import type { Attachment } from '../core/ports.ts';
import type { OwnReference, ReferenceLimits } from '../core/reference.ts';
import { SIDES } from '../core/side.ts';
import {
  EXPERIMENTS,
  type PairPlan,
  RATIOS,
  SCENES,
  type Spec,
  SPEC_VERSION,
} from '../core/spec.ts';

/** What the JSON columns of the database hold. */
const text = z.string();
const textOrNull = z.string().nullable();
export const ratioSchema = z.literal(RATIOS);
const imageType = z.enum(['image/png', 'image/jpeg', 'image/webp']);

const choice = { tier: text, modelId: text, size: sizeSchema };
const choiceSchema: z.ZodType<ModelChoice> = z.object(choice);

export const requestSchema: z.ZodType<PairRequest> = z.object({
  ...choice,
  prompt: text,
  angle: textOrNull,
  lens: textOrNull,
  persona: textOrNull,
  category: textOrNull,
  toneRatio: ratioSchema.nullable(),
  angleRatio: ratioSchema.nullable(),
  experiment: z.enum(EXPERIMENTS),
  versus: choiceSchema.exactOptional(),
});

export const planSchema: z.ZodType<PairPlan> = z.object({
  category: text,
  toneRatio: ratioSchema,
  angleRatio: ratioSchema,
  intentPerson: z.boolean(),
  scene: z.enum(SCENES),
  location: textOrNull,
  madeBy: text,
  fallbackReason: textOrNull,
  seed: z.number(),
});

export const ownSchema: z.ZodType<OwnReference> = z.object({
  key: text,
  name: text,
  type: imageType,
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
});

export const attachmentSchema: z.ZodType<Attachment> = z.object({
  name: text,
  type: text,
  bytes: z.number(),
  source: text,
});

const usedSchema = z.object({
  role: z.enum(['own', 'person', 'angle', 'tone']),
  id: textOrNull,
  key: text,
  label: text,
  otherPlace: text.exactOptional(),
});

const priceSchema: z.ZodType<Price> = z.object({
  image: z.number().nullable(),
  tokens: tokenPricesSchema.nullable(),
});

const referenceLimitsSchema: z.ZodType<ReferenceLimits> = z.object({
  maxSide: z.number().nullable(),
  maxBytes: z.number().nullable(),
});

export const specSchema: z.ZodType<Spec> = z.object({
  version: z.literal(SPEC_VERSION),
  side: z.enum(SIDES),
  userPrompt: text,
  prompt: text,
  references: z.array(usedSchema),
  category: text,
  scene: z.enum(SCENES),
  toneRatio: ratioSchema,
  angleRatio: ratioSchema,
  angle: textOrNull,
  lens: textOrNull,
  provider: text,
  modelId: text,
  model: text,
  size: sizeSchema,
  parameters: z.record(z.string(), z.unknown()),
  price: priceSchema.exactOptional(),
  referenceLimits: referenceLimitsSchema.exactOptional(),
  seed: z.number(),
  outputType: imageType,
  outputKey: text,
});
