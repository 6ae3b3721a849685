import type { Classification } from '../src/core/domain/spec.ts';
import type { Labelled } from './lists.ts';

/** What a classifier says of a prompt, or why it says nothing. */
export type Answer = Classification | { readonly failure: string };

export interface Answered {
  readonly label: Labelled;
  readonly answer: Answer;
}

/** What is right or wrong in an answer, and not more or less so. */
export const MEASURES = ['category', 'person', 'scene', 'location'] as const;
export type Measure = (typeof MEASURES)[number];

/** Answers counted. A prompt without an answer is wrong in every measure, and has no ratio. */
export interface Score {
  readonly count: number;
  readonly failed: number;
  readonly right: Readonly<Record<Measure, number>>;
  /** Mean distance from the label, in points of percent; null when nothing was answered. */
  readonly toneError: number | null;
  readonly angleError: number | null;
}

export function scoreOf(answered: readonly Answered[]): Score {
  const given = answered.flatMap(({ label, answer }) =>
    'failure' in answer ? [] : [{ label, answer }],
  );
  const right = (measure: Measure) =>
    given.filter(({ label, answer }) => isRight(measure, label, answer)).length;
  return {
    count: answered.length,
    failed: answered.length - given.length,
    right: {
      category: right('category'),
      person: right('person'),
      scene: right('scene'),
      location: right('location'),
    },
    toneError: mean(given.map((one) => Math.abs(one.label.toneRatio - one.answer.toneRatio))),
    angleError: mean(given.map((one) => Math.abs(one.label.angleRatio - one.answer.angleRatio))),
  };
}

/** From 0 to 1; 0 for no prompts. */
export function accuracyOf(score: Score, measure: Measure): number {
  return score.count === 0 ? 0 : score.right[measure] / score.count;
}

/** What is wrong in an answer: "scene: object, not scene". */
export function missesOf({ label, answer }: Answered): readonly string[] {
  if ('failure' in answer) return [`no answer: ${answer.failure}`];
  const given = { ...answer, person: answer.intentPerson };
  return MEASURES.filter((measure) => !isRight(measure, label, answer)).map(
    (measure) => `${measure}: ${String(given[measure])}, not ${String(label[measure])}`,
  );
}

function isRight(measure: Measure, label: Labelled, answer: Classification): boolean {
  switch (measure) {
    case 'category':
      return [label.category, ...(label.accept ?? [])].includes(answer.category);
    case 'person':
      return label.person === answer.intentPerson;
    case 'scene':
      return label.scene === answer.scene;
    case 'location':
      return label.location === answer.location;
  }
}

function mean(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
