import type { Ink, Motif } from '../painting.ts';
import { group, stroke } from '../svg.ts';
import { figure, figureAbove, type Look } from './figure.ts';

/** Somebody alone. */
export const person: Motif = {
  backdrop: 'hills',
  height: 1.1,
  aspect: 0.5,
  front: (ink) => figure(ink, 'coat'),
  above: (ink) => group('scale(1.3)', figureAbove(ink)),
};

export const man: Motif = { ...person, front: (ink) => figure(ink, 'jacket') };

/** Two people, side by side, hand in hand. */
export const twoPeople: Motif = {
  backdrop: 'hills',
  height: 1.2,
  aspect: 0.85,
  front: (ink) =>
    [
      group('translate(-19 0) scale(0.95)', figure(ink, 'coat')),
      group('translate(21 0)', figure(ink, 'jacket', 1)),
      stroke('M -5.5 -37 C -2 -33 1 -34 4 -38', 'rgb(206,154,118)', 4),
    ].join(''),
  above: (ink) =>
    [
      group('translate(-38 4) rotate(8)', figureAbove(ink)),
      group('translate(38 -4) rotate(-8)', figureAbove(ink, 1)),
    ].join(''),
};

const ROW: readonly (readonly [x: number, size: number, look: Look])[] = [
  [-58, 0.9, 'jacket'],
  [58, 0.86, 'coat'],
  [-22, 1, 'coat'],
  [21, 0.96, 'jacket'],
];

/** Several people. */
export const groupOfPeople: Motif = {
  backdrop: 'hills',
  height: 1.05,
  aspect: 1.45,
  front: (ink) => row((index, look) => figure(ink, look, index)),
  above: (ink: Ink) =>
    ROW.map(([x, size], index) =>
      group(
        `translate(${x * 0.9} ${index % 2 === 0 ? -34 : 30}) scale(${size * 0.8})`,
        figureAbove(ink, index),
      ),
    ).join(''),
};

function row(draw: (index: number, look: Look) => string): string {
  return ROW.map(([x, size, look], index) =>
    group(`translate(${x} 0) scale(${size})`, draw(index, look)),
  ).join('');
}
