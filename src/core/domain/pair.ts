import { z } from 'zod';
import type { Person, Place, Locale, Texts } from './person.ts';
import { ACT_KINDS, type PlannedAct } from './planned-act.ts';
import type { Promotion } from './pool.ts';
import type { Race } from './race.ts';
import type { OwnReference } from './reference.ts';
import type { Rewrite } from './rewrite.ts';
import type { Attempt, SideName } from './side.ts';
import {
  EXPERIMENTS,
  type PairPlan,
  type Ratio,
  ratioSchema,
  type SideRecipes,
  type Spec,
} from './spec.ts';
import { sizeSchema } from './model.ts';

const choice = {
  tier: z.string(),
  modelId: z.string(),
  size: sizeSchema,
};
const choiceSchema = z.object(choice);
/** A model, its tier at that time, and a size. */
export type ModelChoice = Readonly<z.infer<typeof choiceSchema>>;

/** The options of `/generate`, checked and resolved; stored with the pair. */
export const requestSchema = z.object({
  ...choice,
  prompt: z.string(),
  angle: z.string().nullable(),
  lens: z.string().nullable(),
  persona: z.string().nullable(),
  category: z.string().nullable(),
  toneRatio: ratioSchema.nullable(),
  angleRatio: ratioSchema.nullable(),
  experiment: z.enum(EXPERIMENTS),
  /** The second model of the `models` experiment. */
  versus: choiceSchema.exactOptional(),
  /** `model_configs` ids of models that race against the first; empty where only one can be had; absent without a race. */
  rivals: z.array(z.string()).readonly().exactOptional(),
});
export type PairRequest = Readonly<z.infer<typeof requestSchema>>;

/** `refused`: the pair was accepted, and then an attachment or the model's limits made it impossible. */
export type PairState = 'planning' | 'planned' | 'refused';

/** One `/generate`. Times are milliseconds since the epoch. */
export interface Pair {
  readonly id: string;
  readonly asker: Person;
  /** The asker's roles then; none where the surface has none. */
  readonly askerRoles: readonly string[];
  readonly place: Place;
  readonly locale: Locale;
  readonly request: PairRequest;
  /** 32-bit unsigned. It decides the references of both sides, and which side gets which recipe. */
  readonly seed: number;
  readonly recipes: SideRecipes;
  readonly state: PairState;
  readonly plan: PairPlan | null;
  readonly own: readonly OwnReference[];
  /** Why it was refused, in the pair's locale. */
  readonly refusal: Texts | null;
  /** False when both sides are equal, because their references were cut to a model's limit. */
  readonly comparable: boolean;
  readonly createdAt: number;
  /** The pair is refused when it is not planned by then. */
  readonly planDeadline: number;
  /** Grows with every change of what messages of the pair may show. */
  readonly version: number;
}

export const ORIGINS = [
  'first',
  'retry',
  'reroll',
  'regenerate',
  'edit',
  'rewrite',
  ...ACT_KINDS,
] as const;
/** What started a generation: a person, or a setting of the workspace. */
export type Origin = (typeof ORIGINS)[number];

/** An attempt at a side, with everything that is stored about it. */
export interface Generation extends Attempt {
  readonly pairId: string;
  readonly side: SideName;
  /** 1 for the side's first. */
  readonly number: number;
  readonly origin: Origin;
  /** The generation on whose card the button was pressed; null for a first run. */
  readonly fromId: string | null;
  /** Who started it. */
  readonly by: Person;
  readonly spec: Spec;
  readonly recipeHash: string;
  readonly createdAt: number;
  readonly dispatchedAt: number | null;
  /** When its image was first posted, and so charged. */
  readonly deliveredAt: number | null;
  readonly deletedAt: number | null;
  /** Ratios staged on its message, for Regenerate. */
  readonly staged: { readonly tone: Ratio; readonly angle: Ratio };
}

export type PostKind = 'header' | 'image' | 'card';
/**
 * `intended`: stored before posting, with an unknown outcome. `again`: a person asked to post it again, although it
 * may have been posted. `refused`: the chat's own filter refuses it for good.
 */
export type PostState = 'intended' | 'again' | 'posted' | 'undelivered' | 'refused' | 'removed';

export const refusalSchema = z.object({
  about: z.enum(['words', 'picture']),
  /** In the chat's own words. */
  said: z.string(),
});
/** What the chat's own filter refuses of a message, for good. */
export type Refusal = Readonly<z.infer<typeof refusalSchema>>;

/** A message that a surface has posted. */
export interface SentMessage {
  readonly id: string;
  /** Data that the surface needs to edit the message; null when it needs none. */
  readonly memo: string | null;
}

/** A message of the bot: the header of a pair, or the message of one ended generation. */
export interface Post {
  /** The pair's id for a header, else the generation's. It is also the nonce for the surface. */
  readonly id: string;
  readonly kind: PostKind;
  readonly pairId: string;
  /** Null for a header. */
  readonly generationId: string | null;
  readonly place: Place;
  readonly state: PostState;
  /** The surface's id of the message. */
  readonly messageId: string | null;
  /** The surface's memo of the message. */
  readonly memo: string | null;
  /** Hash of the card last shown. */
  readonly shown: string | null;
  /** Milliseconds since the epoch. It was not posted before this time. */
  readonly firstTriedAt: number;
  /** When a person asked to post it again; null when nobody has. */
  readonly againAt: number | null;
  /** Of a `refused` message, or of the newest edit of a posted one. */
  readonly refusal: Refusal | null;
}

/** A pair with everything that its messages show. */
export interface PairView {
  readonly pair: Pair;
  /** Oldest first, both sides. */
  readonly generations: readonly Generation[];
  readonly posts: readonly Post[];
  readonly votes: readonly Vote[];
  /** Of its images into the pool, oldest first. */
  readonly promotions: readonly Promotion[];
  /** Safer wordings of its blocked generations, oldest first. */
  readonly rewrites: readonly Rewrite[];
  /** Of its generations that several models ran, oldest first. */
  readonly races: readonly Race[];
  /** What settings of the workspace did or will do about its endings. */
  readonly acts: readonly PlannedAct[];
}

/** A pair as it was read, with what its cards show of their surroundings. */
export interface ShownPair extends PairView {
  /** What people call the models of its request, by their ids. */
  readonly modelNames: Readonly<Record<string, string>>;
  /** Whether its channel hides images until somebody opens them. */
  readonly hidesImages: boolean;
}

export const VOTES = ['A', 'B', 'tie', 'both_bad'] as const;
export type VoteChoice = (typeof VOTES)[number];

/** One person's vote on two images. */
export interface Vote {
  readonly pairId: string;
  readonly personId: string;
  readonly generationA: string;
  readonly generationB: string;
  readonly choice: VoteChoice;
  readonly at: number;
}
