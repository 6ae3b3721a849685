import type { Ink, Motif } from '../painting.ts';
import { circle, ellipse, group, path, stroke } from '../svg.ts';

/** One large flower on its stem, others small beside it. */
export const flower: Motif = {
  backdrop: 'meadow',
  height: 1.22,
  aspect: 0.7,
  front,
  above,
  shadow: [44, 44],
};

const STEM = 'rgb(70,124,70)';
const LEAF = 'rgb(96,152,80)';
const HEART = 'rgb(244,182,58)';

function front(ink: Ink): string {
  const small = [
    [-34, -34, 0.3, 1],
    [36, -26, 0.26, 2],
    [24, -46, 0.22, 1],
  ] as const;
  return [
    ...small.map(([x, y, scale, colour]) =>
      [
        stroke(`M ${x} ${y} C ${x + 3} ${y / 2} ${x - 2} ${y / 3} ${x + 1} 0`, STEM, 1.8),
        group(
          `translate(${x} ${y}) scale(${scale})`,
          head((l) => ink.other(colour, l, 1.4)),
        ),
      ].join(''),
    ),
    stroke('M 0 -66 C 3 -44 -3 -24 1 2', STEM, 4),
    path('M 0 -14 C 8 -34 26 -38 36 -34 C 30 -20 16 -10 0 -10 Z', LEAF),
    path('M 0 -24 C -8 -42 -24 -46 -34 -42 C -29 -30 -15 -20 0 -20 Z', STEM),
    group(
      'translate(0 -70) scale(0.62)',
      head((l) => ink.main(l, 1.4)),
    ),
  ].join('');
}

/** A head of two rings of petals, 50 units in radius. */
function head(colour: (lightness: number) => string): string {
  const ring = (petals: number, reach: number, lightness: number, turn: number) =>
    Array.from({ length: petals }, (_, at) =>
      group(
        `rotate(${(360 / petals) * at + turn})`,
        ellipse(0, -reach, 11.5, 20, colour(lightness)),
        path(
          `M 0 ${-reach + 14} L 0 ${-reach - 8}`,
          'none',
          `stroke="${colour(lightness - 0.12)}" stroke-width="1.4"`,
        ),
      ),
    ).join('');
  const dots = Array.from({ length: 8 }, (_, at) => {
    const angle = (at * Math.PI) / 4;
    return circle(8 * Math.cos(angle), 8 * Math.sin(angle), 1.7, 'rgb(140,84,34)');
  });
  return [
    ring(10, 30, 0.6, 18),
    ring(10, 25, 0.74, 0),
    circle(0, 0, 14.5, HEART),
    circle(0, 0, 5, 'rgb(176,112,40)'),
    ...dots,
  ].join('');
}

function above(ink: Ink): string {
  return [
    path(
      'M 0 0 C 30 -6 50 10 62 30 C 36 38 12 26 0 0 Z M 0 0 C -30 6 -50 -10 -62 -30 C -36 -38 -12 -26 0 0 Z',
      LEAF,
    ),
    head((l) => ink.main(l, 1.4)),
  ].join('');
}
