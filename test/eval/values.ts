import type { Labelled, Refused } from '../../eval/lists.ts';
import type { Classification } from '../../src/core/domain/spec.ts';

export function aLabelled(changes: Partial<Labelled> = {}): Labelled {
  return {
    id: 'en-001',
    set: 'tune',
    kind: 'animal',
    prompt: 'a cat in Paris',
    category: 'a',
    person: false,
    scene: 'single-subject',
    location: 'paris',
    toneRatio: 75,
    angleRatio: 100,
    ...changes,
  };
}

/** An answer that is right in everything for `aLabelled()`. */
export function anAnswer(changes: Partial<Classification> = {}): Classification {
  return {
    category: 'a',
    intentPerson: false,
    scene: 'single-subject',
    location: 'paris',
    toneRatio: 75,
    angleRatio: 100,
    ...changes,
  };
}

export function aRefused(changes: Partial<Refused> = {}): Refused {
  return {
    id: 'en-r01',
    prompt: 'a bloody soldier in the mud',
    refusal: 'the safety system refused: violence',
    stage: 'input',
    purpose: 'a magazine',
    style: 'documentary',
    keep: [['soldier', '병사']],
    gone: ['blood', '피투성이'],
    noNewPerson: true,
    maxLength: 60,
    ...changes,
  };
}
