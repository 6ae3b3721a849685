import type { Ink, Motif } from '../painting.ts';
import { circle, ellipse, mirrored, path, rect, stroke } from '../svg.ts';

/** A small car from the side, and from above. */
export const car: Motif = {
  backdrop: 'city',
  height: 0.78,
  aspect: 1.9,
  front,
  above,
  shadow: [26, 51],
};

const DARK = 'rgb(34,34,40)';
const LIGHT = 'rgb(255,244,200)';

function front({ main, other }: Ink): string {
  const [paint, low, high] = [main(0.58, 1.5), main(0.42, 1.4), main(0.76, 1)];
  const glass = other(0, 0.88, 0.5);
  return [
    path(
      'M -94 -20 C -98 -42 -86 -49 -66 -52 C -52 -78 -38 -87 -2 -87 C 32 -87 44 -76 60 -54 C 84 -51 97 -44 95 -20 Z',
      paint,
    ),
    path('M -95 -30 L 96 -30 C 96 -26 96 -22 95 -18 L -94 -18 C -95 -22 -95 -26 -95 -30 Z', low),
    stroke('M -84 -46 C -60 -50 40 -52 82 -46', high, 2.4),
    path('M -54 -53 C -44 -72 -34 -79 -7 -79 L -7 -53 Z', glass),
    path('M 1 -79 C 26 -79 36 -70 48 -53 L 1 -53 Z', glass),
    path('M -40 -53 L -28 -77 L -20 -78.5 L -32 -53 Z', '#fff', 'fill-opacity="0.45"'),
    stroke('M -3 -53 L -3 -24', low, 1.6),
    rect(6, -46, 12, 3, DARK, 'rx="1.5"'),
    path('M 94 -42 C 88 -44 80 -43 79 -37 C 83 -34 91 -34 96 -36 Z', LIGHT),
    path('M -94 -43 L -85 -44 L -85 -35 L -96 -36 Z', 'rgb(220,60,56)'),
    ...[-55, 55].flatMap((x) => [
      path(`M ${x - 23} -18 A 23 23 0 0 1 ${x + 23} -18 Z`, DARK),
      circle(x, -17, 17, DARK),
      circle(x, -17, 9.5, 'rgb(214,216,220)'),
      circle(x, -17, 3.4, DARK),
    ]),
  ].join('');
}

function above({ main, other }: Ink): string {
  const [paint, low, glass] = [main(0.58, 1.5), main(0.44, 1.4), other(0, 0.86, 0.5)];
  const body =
    'M -20 -46 C -12 -52 12 -52 20 -46 C 25 -20 25 24 21 46 C 12 51 -12 51 -21 46 C -25 24 -25 -20 -20 -46 Z';
  return [
    mirrored(rect(19, -36, 7, 16, DARK, 'rx="3"'), rect(19, 22, 7, 16, DARK, 'rx="3"')),
    path(body, paint),
    path('M -16 -20 C -10 -25 10 -25 16 -20 L 14 -7 L -14 -7 Z', glass),
    path('M -14 32 L 14 32 L 16 40 C 8 43 -8 43 -16 40 Z', glass),
    rect(-15, -6, 30, 37, low, 'rx="5"'),
    rect(-11, -2, 22, 29, paint, 'rx="4"'),
    mirrored(ellipse(15, -47, 4, 2.2, LIGHT), rect(10, 47, 8, 2.6, 'rgb(220,60,56)')),
    stroke('M -9 -46 L -8 -27 M 9 -46 L 8 -27', low, 1.4),
  ].join('');
}
