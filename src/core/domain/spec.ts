import { z } from 'zod';
import { readVersion, type Versions } from '../base/versions.ts';
import { sizeSchema } from './model.ts';
import { priceSchema } from './price.ts';
import { referenceLimitsSchema, usedReferenceSchema } from './reference.ts';
import { IMAGE_TYPES, SIDES } from './side.ts';

export const SPEC_VERSION = 1;

export const RATIOS = [25, 50, 75, 100] as const;
/** Percent. */
export type Ratio = (typeof RATIOS)[number];
export const ratioSchema = z.literal(RATIOS);

export const EXPERIMENTS = ['tones', 'angles', 'models'] as const;
export type ExperimentName = (typeof EXPERIMENTS)[number];

export const SCENES = ['single-subject', 'group', 'scene', 'object'] as const;
export type SceneKind = (typeof SCENES)[number];

const classification = {
  category: z.string(),
  toneRatio: ratioSchema,
  angleRatio: ratioSchema,
  intentPerson: z.boolean(),
  scene: z.enum(SCENES),
  location: z.string().nullable(),
};

/** What a classifier says of a prompt. */
export const classificationSchema = z.object(classification);
export type Classification = Readonly<z.infer<typeof classificationSchema>>;

/** The plan of a pair: the classification, who made it, and the seed both sides share. */
export const planSchema = z.object({
  ...classification,
  /** `rules`, or a text model's name. */
  madeBy: z.string(),
  /** Why a rule answered although a text model was asked; null otherwise. */
  fallbackReason: z.string().nullable(),
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
export interface SideRecipes {
  readonly A: RecipeName;
  readonly B: RecipeName;
}

/**
 * Everything a worker needs for one generation, frozen when the generation is made and never rewritten.
 * `parameters` go to the provider as they are, null taking out what its
 * adapter would send. `outputKey` ends with the ending of `outputType`. It names one model; a later version that
 * lets several race for one image lists the others here, and keeps one `outputKey`.
 */
export const specSchema = z.object({
  version: z.literal(SPEC_VERSION),
  side: z.enum(SIDES),
  /** What the person wrote, or edited for this side. */
  userPrompt: z.string(),
  /** What the provider reads. */
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
  /** What a call costs; specs from before prices were kept have none. */
  price: priceSchema.exactOptional(),
  /** What the references are made to fit into; specs from before there were limits have none. */
  referenceLimits: referenceLimitsSchema.exactOptional(),
  seed: z.number(),
  outputType: z.enum(IMAGE_TYPES),
  outputKey: z.string(),
});
export type Spec = Readonly<z.infer<typeof specSchema>>;

/** This version of a spec and the one before it, which is brought up to this one. */
const SPEC_VERSIONS: Versions<Spec> = { [SPEC_VERSION]: specSchema };

/** A spec as it was stored or sent. Throws an error that says what is wrong with it. */
export function readSpec(value: unknown): Spec {
  return readVersion('spec', value, SPEC_VERSIONS);
}

/** A spec of any version that can be read, inside other data. */
export const anySpecSchema: z.ZodType<Spec> = z.unknown().transform(readSpec);

/** The next ratio a staging button sets: 25 -> 50 -> 75 -> 100 -> 25. */
export function nextRatio(ratio: Ratio): Ratio {
  return RATIOS[(RATIOS.indexOf(ratio) + 1) % RATIOS.length] ?? 25;
}

/** A spec before its generation has an id, and so a place for its image. */
export type SpecDraft = Omit<Spec, 'outputKey'>;
