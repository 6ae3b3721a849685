import type { Ink, Motif } from '../painting.ts';
import { circle, ellipse, path, rect, stroke } from '../svg.ts';

/** A flacon on a stone. */
export const bottle: Motif = {
  backdrop: 'room',
  height: 1.05,
  aspect: 0.8,
  front,
  above,
  shadow: [52, 44],
};

function front({ main, other }: Ink): string {
  const [glass, deep, light] = [main(0.68, 1.3), main(0.48, 1.4), main(0.9, 0.5)];
  const [stone, cap] = [other(0, 0.62, 0.4), other(1, 0.3, 0.9)];
  return [
    path('M -56 2 C -60 -12 -34 -17 0 -17 C 36 -17 60 -11 54 2 C 46 9 -46 9 -56 2 Z', stone),
    path('M 8 -17 C 40 -16 60 -11 54 2 C 48 7 24 8 8 8 C 22 0 24 -10 8 -17 Z', other(0, 0.5, 0.45)),
    ellipse(8, -11, 34, 5, '#000', 'fill-opacity="0.2"'),
    rect(-8, -98, 16, 18, cap, 'rx="2.5"'),
    rect(-5, -81, 10, 9, deep),
    rect(-29, -73, 58, 62, glass, 'rx="9"'),
    path(
      'M 6 -73 L 20 -73 A 9 9 0 0 1 29 -64 L 29 -20 A 9 9 0 0 1 20 -11 L 10 -11 Z',
      deep,
      'fill-opacity="0.6"',
    ),
    path(
      'M -29 -42 C -14 -38 10 -47 29 -41 L 29 -20 A 9 9 0 0 1 20 -11 L -20 -11 A 9 9 0 0 1 -29 -20 Z',
      deep,
      'fill-opacity="0.55"',
    ),
    rect(-13, -52, 26, 22, light, 'rx="2"'),
    stroke('M -7 -45 H 7 M -5 -39 H 5', cap, 1.6),
    stroke('M -22 -64 L -22 -24', '#fff', 4, 'stroke-opacity="0.55"'),
  ].join('');
}

function above({ main, other }: Ink): string {
  return [
    ellipse(0, 4, 52, 44, other(0, 0.6, 0.4)),
    rect(-28, -20, 56, 40, main(0.6, 1.3), 'rx="9"'),
    rect(-22, -15, 44, 30, main(0.72, 1.2), 'rx="6"'),
    circle(0, 0, 11, other(1, 0.3, 0.9)),
    circle(-2, -2, 5, other(1, 0.44, 0.9)),
  ].join('');
}
