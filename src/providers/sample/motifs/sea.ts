import type { Ink, Motif } from '../painting.ts';
import { ellipse, path, stroke } from '../svg.ts';

/** A sailing boat, on the waves that its backdrop has. */
export const sea: Motif = { backdrop: 'sea', height: 0.86, aspect: 0.95, front, above };

function front({ main, other, random }: Ink): string {
  const [hull, deck] = [main(0.36, 1.2), main(0.62, 1.1)];
  const gulls = Array.from({ length: 4 }, () => {
    const [x, y] = [-70 + 150 * random(), -105 - 40 * random()];
    return `M ${x} ${y} q 5 -6 9 0 q 4 -6 9 0`;
  });
  return [
    stroke(gulls.join(' '), '#fff', 1.8, 'stroke-opacity="0.85"'),
    stroke('M 2 -12 L 2 -104', 'rgb(74,58,48)', 2.6),
    path('M 6 -100 C 30 -76 42 -50 44 -22 L 6 -22 Z', 'rgb(252,249,242)'),
    path('M 6 -48 C 20 -50 32 -50 39 -46 C 42 -38 44 -30 44 -22 L 6 -22 Z', other(0, 0.66, 1.2)),
    path('M -2 -92 C -20 -70 -32 -46 -38 -22 L -2 -22 Z', 'rgb(236,230,220)'),
    path('M 2 -104 L 20 -99 L 2 -94 Z', other(1, 0.58, 1.5)),
    path('M -50 -16 L 52 -16 C 48 -2 36 4 24 4 L -26 4 C -38 4 -46 -4 -50 -16 Z', hull),
    path('M -50 -16 L 52 -16 L 50 -11 L -48 -11 Z', deck),
    stroke(
      'M -66 5 C -56 1 -50 9 -40 5 C -30 1 -24 9 -14 5 C -4 1 2 9 12 5 C 22 1 28 9 38 5 C 48 1 54 9 66 5',
      '#fff',
      2.6,
    ),
    stroke(
      'M -40 13 C -32 10 -26 16 -18 13 M 6 14 C 14 11 20 17 30 14',
      '#fff',
      1.6,
      'stroke-opacity="0.7"',
    ),
  ].join('');
}

function above({ main, other }: Ink): string {
  return [
    stroke(
      'M -10 48 C -26 70 -34 84 -52 100 M 10 48 C 26 70 34 84 52 100',
      '#fff',
      4,
      'stroke-opacity="0.7"',
    ),
    path('M 0 -50 C 20 -24 22 20 14 48 L -14 48 C -22 20 -20 -24 0 -50 Z', main(0.36, 1.2)),
    path('M 0 -42 C 15 -20 17 18 10 43 L -10 43 C -17 18 -15 -20 0 -42 Z', 'rgb(206,170,124)'),
    path('M 0 -34 C 22 -14 26 10 22 34 L 0 26 Z', 'rgb(252,249,242)'),
    path('M 0 26 L 22 34 C 24 26 25 18 24 8 L 0 4 Z', other(0, 0.66, 1.2)),
    ellipse(0, -6, 2.6, 2.6, 'rgb(74,58,48)'),
  ].join('');
}
