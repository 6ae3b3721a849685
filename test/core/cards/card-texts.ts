import type { Card } from '../../../src/core/chat/card.ts';
import type { ErrorKind } from '../../../src/core/domain/failure.ts';
import type { Generation } from '../../../src/core/domain/pair.ts';
import { aContext } from '../../card-values.ts';
import { aGeneration, NOW, RUNNING, withImage } from '../../values.ts';

export const context = aContext('en', { link: (id) => `#m-${id}` });

/** Of all buttons of a card, in order. */
export function labels(card: Card): string[] {
  return card.rows.flat().map((one) => one.label);
}

/** Heading and lines, one a line. */
export function texts(card: Card): string {
  return [card.heading, ...card.lines.map((line) => line.text)].join('\n');
}

/** The same with this angle in words, or with none. */
export function withAngle(one: Generation, angle: string | null): Generation {
  return { ...one, spec: { ...one.spec, angle } };
}

/** A generation that failed so. */
export function failed(id: string, kind: ErrorKind, more: Partial<Generation> = {}) {
  const failure = { kind, detail: 'the vendor’s words' };
  return aGeneration(id, { ...RUNNING, state: 'failed', failure, endedAt: NOW + 9_000, ...more });
}

/** An image with tone references and an angle in words, so that both ratios shape it. */
export const imageA = withAngle(aGeneration('a1', withImage()), 'overhead');
export const imageB = aGeneration('b1', { side: 'B', ...withImage() });
