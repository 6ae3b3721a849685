import type { Size } from './models.ts';
import type { Price } from './price.ts';
import type { ReferenceLimits, UsedReference } from './reference.ts';
import type { ImageType, SideName } from './side.ts';

export const SPEC_VERSION = 1;

export const RATIOS = [25, 50, 75, 100] as const;
/** Percent. */
export type Ratio = (typeof RATIOS)[number];

export const EXPERIMENTS = ['tones', 'angles', 'models'] as const;
export type ExperimentName = (typeof EXPERIMENTS)[number];

export const SCENES = ['single-subject', 'group', 'scene', 'object'] as const;
export type SceneKind = (typeof SCENES)[number];

/** What a classifier says of a prompt. */
export interface Classification {
  readonly category: string;
  readonly toneRatio: Ratio;
  readonly angleRatio: Ratio;
  readonly intentPerson: boolean;
  readonly scene: SceneKind;
  readonly location: string | null;
}

/** The plan of a pair: the classification, who made it, and the seed both sides share. */
export interface PairPlan extends Classification {
  /** `rules`, or a text model's name. */
  readonly madeBy: string;
  /** Why a rule answered although a text model was asked; null otherwise. */
  readonly fallbackReason: string | null;
  /** 32-bit unsigned. */
  readonly seed: number;
}

/** What makes a side differ from its twin. */
export interface Recipe {
  readonly side: SideName;
  readonly tones: number;
  readonly angle: 'text' | 'reference';
}

/**
 * Everything a worker needs for one generation, frozen when the generation is made and never rewritten.
 * `parameters` go to the provider as they are, null taking out what its
 * adapter would send. `outputKey` ends with the ending of `outputType`.
 */
export interface Spec {
  readonly version: typeof SPEC_VERSION;
  readonly side: SideName;
  /** What the person wrote, or edited for this side. */
  readonly userPrompt: string;
  /** What the provider reads. */
  readonly prompt: string;
  readonly references: readonly UsedReference[];
  readonly category: string;
  readonly scene: SceneKind;
  readonly toneRatio: Ratio;
  readonly angleRatio: Ratio;
  /** Preset ids, or null. */
  readonly angle: string | null;
  readonly lens: string | null;
  readonly provider: string;
  /** `model_configs` id, and the provider's own name. */
  readonly modelId: string;
  readonly model: string;
  readonly size: Size;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What a call costs; specs from before prices were kept have none. */
  readonly price?: Price;
  /** What the references are made to fit into; specs from before there were limits have none. */
  readonly referenceLimits?: ReferenceLimits;
  readonly seed: number;
  readonly outputType: ImageType;
  readonly outputKey: string;
}

/** The next ratio a staging button sets: 25 -> 50 -> 75 -> 100 -> 25. */
export function nextRatio(ratio: Ratio): Ratio {
  return RATIOS[(RATIOS.indexOf(ratio) + 1) % RATIOS.length] ?? 25;
}

/** A spec before its generation has an id, and so a place for its image. */
export type SpecDraft = Omit<Spec, 'outputKey'>;
