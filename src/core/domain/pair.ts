import { z } from 'zod';
import type { Person, Place, Locale } from './person.ts';
import type { Promotion } from './pool.ts';
import type { OwnReference } from './reference.ts';
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
/** A model, its tier when it was chosen, and the size it is to make. */
export type ModelChoice = Readonly<z.infer<typeof choiceSchema>>;

/** What somebody asked for, checked and resolved against the models: stored with the pair. */
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
  /** The second model of the `models` experiment: one side is made with it, the other with the request's own. */
  versus: choiceSchema.exactOptional(),
});
export type PairRequest = Readonly<z.infer<typeof requestSchema>>;

/** `refused`: the bytes of an attachment, or the model's limits, ruled it out after it was accepted. */
export type PairState = 'planning' | 'planned' | 'refused';

/** One `/generate`. Times are milliseconds since the epoch. */
export interface Pair {
  readonly id: string;
  readonly asker: Person;
  readonly place: Place;
  readonly locale: Locale;
  readonly request: PairRequest;
  /** 32-bit unsigned: both sides draw their references by it, and a coin which recipe is whose. */
  readonly seed: number;
  readonly recipes: SideRecipes;
  readonly state: PairState;
  readonly plan: PairPlan | null;
  readonly own: readonly OwnReference[];
  /** A rendered sentence, in the pair's locale; set when `refused`. */
  readonly refusal: string | null;
  /** False when cuts made both sides equal. */
  readonly comparable: boolean;
  readonly createdAt: number;
  /** Past this, planning is over and the pair is refused. */
  readonly planDeadline: number;
  /** Grows with every change that a message of the pair may show. */
  readonly version: number;
}

export const ORIGINS = ['first', 'retry', 'reroll', 'regenerate', 'edit'] as const;
/** What started a generation. */
export type Origin = (typeof ORIGINS)[number];

/** One attempt at one side: the attempt of the state machine and all that is kept with it. */
export interface Generation extends Attempt {
  readonly pairId: string;
  readonly side: SideName;
  /** 1 for the side's first. */
  readonly number: number;
  readonly origin: Origin;
  /** The generation on whose card the button was pressed; null for a first run. */
  readonly fromId: string | null;
  /** Who pressed. */
  readonly by: Person;
  readonly spec: Spec;
  readonly recipeHash: string;
  readonly createdAt: number;
  readonly dispatchedAt: number | null;
  /** When its image was first posted; charged from then on. */
  readonly deliveredAt: number | null;
  readonly deletedAt: number | null;
  /** Ratios staged on its message, for Regenerate. */
  readonly staged: { readonly tone: Ratio; readonly angle: Ratio };
}

export type PostKind = 'header' | 'image' | 'card';
/**
 * `intended`: committed before posting, outcome unknown yet. `again`: a person wants it posted though
 * nobody can know whether it was.
 */
export type PostState = 'intended' | 'again' | 'posted' | 'undelivered' | 'removed';

/** A message as its surface knows it. */
export interface SentMessage {
  readonly id: string;
  /** The surface's own few words about the message, needed to edit it; null where there is nothing to remember. */
  readonly memo: string | null;
}

/** A message of ours: the header of a pair, or the message of one ended generation. */
export interface Post {
  /** The pair's id for its header, else the generation's. Also the nonce the surface gets. */
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
  /** Milliseconds since the epoch: surely not posted before. */
  readonly firstTriedAt: number;
  /** When a person wanted it tried again; null as long as nobody has. */
  readonly againAt: number | null;
}

/** A pair with all that its messages show. */
export interface PairView {
  readonly pair: Pair;
  /** Oldest first, both sides. */
  readonly generations: readonly Generation[];
  readonly posts: readonly Post[];
  readonly votes: readonly Vote[];
  /** Of its images into the pool, oldest first. */
  readonly promotions: readonly Promotion[];
}

export const VOTES = ['A', 'B', 'tie', 'both_bad'] as const;
export type VoteChoice = (typeof VOTES)[number];

/** One person's verdict on two named images. */
export interface Vote {
  readonly pairId: string;
  readonly personId: string;
  readonly generationA: string;
  readonly generationB: string;
  readonly choice: VoteChoice;
  readonly at: number;
}
