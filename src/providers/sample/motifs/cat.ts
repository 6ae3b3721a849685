import type { Ink, Motif } from '../painting.ts';
import { circle, ellipse, mirrored, path, stroke } from '../svg.ts';

/** A cat that sits and looks at us; from above it sleeps, curled up. */
export const cat: Motif = {
  backdrop: 'meadow',
  height: 0.98,
  aspect: 0.85,
  front,
  above,
  shadow: [48, 42],
};

function front({ main, other }: Ink): string {
  const [fur, shade, pale] = [main(0.34, 0.9), main(0.26, 0.9), main(0.9, 0.35)];
  const [eye, pink] = [other(0, 0.86, 1.2), 'rgb(226,142,146)'];
  return [
    stroke('M 18 -7 C 46 -2 54 -26 40 -44', fur, 9),
    path('M -26 0 C -33 -34 -19 -60 0 -60 C 19 -60 33 -34 26 0 Z', fur),
    path('M 4 0 C 8 -22 12 -40 9 -57 C 22 -50 32 -28 26 0 Z', shade, 'fill-opacity="0.7"'),
    path('M -10 0 C -14 -28 -10 -48 0 -54 C 10 -48 14 -28 10 0 Z', pale),
    mirrored(
      ellipse(17, -9, 13, 10, fur),
      ellipse(7.5, -3, 7.5, 4, pale),
      path('M 21 -79 L 20 -103 C 12 -100 6 -95 3 -89 Z', fur),
      path('M 17.5 -84 L 17 -96 C 13 -94 10 -91 8.5 -88 Z', pink),
    ),
    ellipse(0, -74, 25, 19.5, fur),
    mirrored(ellipse(5.5, -66, 7.5, 6, pale)),
    mirrored(
      ellipse(10, -77, 4.8, 5.2, eye),
      ellipse(10, -77, 1.7, 4.4, shade),
      circle(11.4, -79, 1.1, '#fff'),
      stroke('M 12 -66 L 31 -70 M 12 -64 L 31 -62', pale, 0.7, 'stroke-opacity="0.8"'),
    ),
    path('M -3 -71.5 L 3 -71.5 L 0 -67.8 Z', pink),
    stroke('M -5 -63.5 C -3 -61.5 -0.6 -62.5 0 -67 C 0.6 -62.5 3 -61.5 5 -63.5', shade, 1.1),
    stroke('M -6 -92 L -5 -86 M 0 -93.5 L 0 -86.5 M 6 -92 L 5 -86', shade, 2),
  ].join('');
}

function above({ main }: Ink): string {
  const [fur, shade, pale] = [main(0.36, 0.9), main(0.27, 0.9), main(0.9, 0.35)];
  return [
    ellipse(2, 3, 47, 40, fur),
    stroke('M -18 -30 C 0 -40 30 -30 34 -4', shade, 3),
    stroke('M -6 -20 C 8 -26 22 -18 24 -2', shade, 3),
    stroke('M 40 12 C 34 40 -10 48 -30 28', shade, 11),
    stroke('M -24 31 L -33 24', pale, 11),
    path('M -40 -14 L -46 -34 L -26 -26 Z M -8 -24 L -4 -42 L -22 -32 Z', fur),
    path('M -40 -19 L -42 -28 L -32 -24 Z M -11 -28 L -8 -36 L -17 -31 Z', 'rgb(226,142,146)'),
    ellipse(-25, -12, 21, 18, fur),
    ellipse(-30, -3, 9, 6.5, pale),
    stroke('M -39 -13 C -37 -10 -34 -10 -32 -13 M -22 -15 C -20 -12 -17 -12 -15 -15', shade, 1.8),
    path('M -33 -6 L -28 -7 L -30 -3.4 Z', 'rgb(226,142,146)'),
  ].join('');
}
