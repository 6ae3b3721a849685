import { z } from 'zod';
import { readVersion } from '../base/versions.ts';
import { ERROR_KINDS } from './failure.ts';
import { sizeSchema } from './model.ts';
import { priceSchema } from './price.ts';
import { referenceLimitsSchema, usedReferenceSchema } from './reference.ts';
import { IMAGE_TYPES, type SideName, SIDES } from './side.ts';

export const SPEC_VERSION = 1;

export const RATIOS = [25, 50, 75, 100] as const;
/** Percent. */
export type Ratio = (typeof RATIOS)[number];
export const ratioSchema = z.literal(RATIOS);

export const EXPERIMENTS = ['tones', 'angles', 'models'] as const;
export type ExperimentName = (typeof EXPERIMENTS)[number];

export const SCENES = ['single-subject', 'group', 'scene', 'object'] as const;
export type SceneKind = (typeof SCENES)[number];

/** The answer of a classifier about a prompt. */
export const classificationSchema = z.object({
  category: z.string(),
  toneRatio: ratioSchema,
  angleRatio: ratioSchema,
  intentPerson: z.boolean(),
  scene: z.enum(SCENES),
  location: z.string().nullable(),
});
export type Classification = Readonly<z.infer<typeof classificationSchema>>;

/** A classification, with what attached images show: absent without any, and from the rules, which see none. */
export const textPlanSchema = classificationSchema.extend({
  ownShowsPerson: z.boolean().exactOptional(),
});
export type TextPlan = Readonly<z.infer<typeof textPlanSchema>>;

/** Why the rules plan although a text model is set up. `resting`: it failed; `asked_before`: its answer was lost, and it is not paid twice. */
export const PLAN_FALLBACKS = ['resting', 'asked_before', ...ERROR_KINDS] as const;
export type PlanFallback = (typeof PLAN_FALLBACKS)[number];

/** The plan of a pair: the classification, who made it, and the seed both sides share. */
export const planSchema = textPlanSchema.extend({
  /** `rules`, or a text model's name. */
  madeBy: z.string(),
  /** The answer was to another pair's prompt, which was the same. */
  cached: z.literal(true).exactOptional(),
  /** Why the rules made the plan after a text model had failed, in the vendor's words or ours; null otherwise. */
  fallbackReason: z.string().nullable(),
  /** The same by its kind, and the model; absent in older plans. */
  fallback: z.object({ model: z.string(), why: z.enum(PLAN_FALLBACKS) }).exactOptional(),
  /** 32-bit unsigned. */
  seed: z.number(),
});
export type PairPlan = Readonly<z.infer<typeof planSchema>>;

export const RECIPE_NAMES = [
  'three_tones',
  'five_tones',
  'angle_in_words',
  'angle_from_image',
  'first_model',
  'second_model',
] as const;
export type RecipeName = (typeof RECIPE_NAMES)[number];

/** The recipe that each side of a pair was given. */
export type SideRecipes = Readonly<Record<SideName, RecipeName>>;

/**
 * Everything a worker needs for one generation. It is written once, with the generation. `parameters` go to the
 * provider unchanged; null leaves out a parameter that the adapter would send. `outputKey` has the file ending of
 * `outputType`.
 */
export const specSchema = z.object({
  version: z.literal(SPEC_VERSION),
  side: z.enum(SIDES),
  /** The person's words, or their edit for this side. */
  userPrompt: z.string(),
  /** The prompt that the provider gets. */
  prompt: z.string(),
  references: z.array(usedReferenceSchema).readonly(),
  category: z.string(),
  scene: z.enum(SCENES),
  toneRatio: ratioSchema,
  angleRatio: ratioSchema,
  /** Preset ids, or null. */
  angle: z.string().nullable(),
  lens: z.string().nullable(),
  provider: z.string(),
  /** `model_configs` id, and the provider's own name. */
  modelId: z.string(),
  model: z.string(),
  size: sizeSchema,
  parameters: z.record(z.string(), z.unknown()),
  /** The price of a call; absent in older specs. */
  price: priceSchema.exactOptional(),
  /** References are resized to fit into these limits; absent in older specs. */
  referenceLimits: referenceLimitsSchema.exactOptional(),
  seed: z.number(),
  /** `model_configs` ids of the models that race for the image, the spec's own first; absent without a race. */
  race: z.array(z.string()).readonly().exactOptional(),
  outputType: z.enum(IMAGE_TYPES),
  outputKey: z.string(),
});
export type Spec = Readonly<z.infer<typeof specSchema>>;

/** Reads a spec that was stored or sent. Throws an error that names its fault. */
export function readSpec(value: unknown): Spec {
  return readVersion('spec', value, { [SPEC_VERSION]: specSchema });
}

/** A spec of any version that can be read, inside other data. */
export const anySpecSchema: z.ZodType<Spec> = z.unknown().transform(readSpec);

/** The next ratio a staging button sets: 25 -> 50 -> 75 -> 100 -> 25. */
export function nextRatio(ratio: Ratio): Ratio {
  return RATIOS[(RATIOS.indexOf(ratio) + 1) % RATIOS.length] ?? 25;
}

/** A spec before its generation has an id, so without a key for the image. */
export type SpecDraft = Omit<Spec, 'outputKey'>;
