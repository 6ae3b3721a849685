import type { Ink, Motif } from '../painting.ts';
import { circle, ellipse, mirrored, path, stroke } from '../svg.ts';

/** A dog that sits, with hanging ears, a collar and its tongue out; from above it lies with its legs away from it. */
export const dog: Motif = {
  backdrop: 'meadow',
  height: 1,
  aspect: 0.85,
  front,
  above,
  shadow: [26, 46],
};

function front({ main, other }: Ink): string {
  const [fur, ear, pale] = [main(0.72, 0.8), main(0.36, 1), main(0.95, 0.25)];
  const [shade, dark, band] = [main(0.6, 0.9), 'rgb(38,32,34)', other(0, 0.5, 1.5)];
  return [
    stroke('M 22 -10 C 40 -14 48 -30 42 -46', fur, 9),
    path('M -28 0 C -34 -34 -20 -58 0 -58 C 20 -58 34 -34 28 0 Z', fur),
    path('M 8 0 C 12 -20 15 -40 10 -56 C 24 -50 34 -30 28 0 Z', shade, 'fill-opacity="0.7"'),
    path('M -12 0 C -17 -26 -12 -46 0 -50 C 12 -46 17 -26 12 0 Z', pale),
    mirrored(ellipse(20, -8, 13, 9, fur), ellipse(9, -3.4, 8.5, 4.6, pale)),
    stroke('M -17 -53 C -8 -47 8 -47 17 -53', band, 5.5),
    circle(0, -45, 3.6, other(1, 0.86, 1)),
    path(
      'M -22 -76 C -24 -98 24 -98 22 -76 C 22 -58 12 -52 0 -52 C -12 -52 -22 -58 -22 -76 Z',
      fur,
    ),
    path('M -5 -93 C -7 -80 -6 -70 -9 -62 L 9 -62 C 6 -70 7 -80 5 -93 Z', pale),
    ellipse(0, -63, 12.5, 9.5, pale),
    path('M -4.5 -58 L 4.5 -58 C 6 -47 -6 -47 -4.5 -58 Z', 'rgb(226,110,120)'),
    mirrored(
      path('M 15 -91 C 33 -97 37 -72 29 -58 C 22 -55 18 -68 15 -91 Z', ear),
      circle(9.5, -76, 3.7, dark),
      circle(10.7, -77.4, 1.2, '#fff'),
      stroke('M 0 -64 C 0 -59 7 -56.5 9 -60.5', dark, 1.3),
    ),
    ellipse(0, -68, 5.4, 4, dark),
    ellipse(-1.4, -69.2, 1.6, 0.9, '#fff', 'fill-opacity="0.6"'),
  ].join('');
}

function above({ main, other }: Ink): string {
  const [fur, ear, pale] = [main(0.72, 0.8), main(0.36, 1), main(0.95, 0.25)];
  return [
    stroke('M 2 44 C 12 52 26 52 30 44', fur, 7),
    mirrored(stroke('M 16 -6 L 32 -16', fur, 10), stroke('M 15 34 L 31 42', fur, 11)),
    ellipse(0, 14, 22, 34, fur),
    ellipse(5, 16, 12, 26, main(0.6, 0.9), 'fill-opacity="0.5"'),
    stroke('M -14 -16 C -6 -12 6 -12 14 -16', other(0, 0.5, 1.5), 5),
    ellipse(0, -31, 17, 18, fur),
    mirrored(path('M 10 -44 C 30 -44 32 -24 22 -16 C 16 -18 13 -28 10 -44 Z', ear)),
    ellipse(0, -44, 8.5, 9, pale),
    ellipse(0, -50, 4, 3, 'rgb(38,32,34)'),
  ].join('');
}
