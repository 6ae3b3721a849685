import type { Ink, Motif } from '../painting.ts';
import { circle, ellipse, mirrored, path, rect } from '../svg.ts';

/** A striped lighthouse on its rock, its light on. */
export const lighthouse: Motif = {
  backdrop: 'sea',
  height: 1.34,
  aspect: 0.75,
  front,
  above,
  shadow: [46, 46],
};

const WHITE = 'rgb(250,247,240)';
const LIT = 'rgb(255,232,150)';
const STRIPES = 5;

/** Its light, which fades with the distance. */
const BEAM = `<linearGradient id="beam"><stop offset="0" stop-color="${LIT}" stop-opacity="0.7"/><stop offset="1" stop-color="${LIT}" stop-opacity="0"/></linearGradient>`;

function front({ main, other }: Ink): string {
  const [red, dark] = [main(0.52, 1.6), main(0.28, 0.9)];
  const rock = other(0, 0.34, 0.5);
  const stripe = (at: number) => {
    const [top, bottom] = [-72 + (64 * at) / STRIPES, -72 + (64 * (at + 1)) / STRIPES];
    const [a, b] = [towerAt(top), towerAt(bottom)];
    return path(
      `M ${-a} ${top} L ${a} ${top} L ${b} ${bottom} L ${-b} ${bottom} Z`,
      at % 2 === 0 ? red : WHITE,
    );
  };
  return [
    BEAM,
    mirrored(path('M 5 -83 L 100 -106 L 100 -66 L 5 -79 Z', 'url(#beam)')),
    circle(0, -82, 20, LIT, 'fill-opacity="0.35"'),
    path('M -44 4 C -40 -6 -28 -14 -18 -12 C -8 -18 12 -17 22 -11 C 34 -12 42 -4 48 4 Z', rock),
    path('M 4 -15 C 16 -16 30 -12 34 -6 L 48 4 L 14 4 Z', other(0, 0.26, 0.5)),
    ...Array.from({ length: STRIPES }, (_, at) => stripe(at)),
    path('M 3 -72 L 8 -72 L 14 -8 L 6 -8 Z', '#000', 'fill-opacity="0.16"'),
    rect(-11.5, -75, 23, 3.6, dark, 'rx="1"'),
    rect(-7, -88, 14, 13, LIT),
    path(
      'M -7 -88 L -7 -75 M 0 -88 L 0 -75 M 7 -88 L 7 -75',
      'none',
      `stroke="${dark}" stroke-width="1.3"`,
    ),
    path('M -9.5 -88 C -8 -95 8 -95 9.5 -88 Z', red),
    rect(-0.7, -99, 1.4, 6, dark),
    path('M -3.6 -8 L -3.6 -15 A 3.6 3.6 0 0 1 3.6 -15 L 3.6 -8 Z', dark),
    rect(-2, -33, 4, 6, dark, 'rx="2"'),
    rect(-1.8, -56, 3.6, 5.4, dark, 'rx="1.8"'),
    path('M 18 -9 L 18 -17 L 26 -23 L 34 -17 L 34 -9 Z', WHITE),
    path('M 16 -16 L 26 -24.5 L 36 -16 L 33 -15 L 26 -21 L 19 -15 Z', red),
    rect(23.6, -15.5, 5, 5, LIT),
  ].join('');
}

/** Half the tower's width at a height. */
function towerAt(y: number): number {
  return 8 + (6 * (y + 72)) / 64;
}

function above({ main, other }: Ink): string {
  const red = main(0.52, 1.6);
  return [
    BEAM,
    mirrored(path('M 0 -6 L 110 -34 L 110 34 L 0 6 Z', 'url(#beam)')),
    path(
      'M -46 8 C -52 -24 -24 -46 6 -44 C 36 -44 54 -18 46 12 C 40 40 8 50 -16 42 C -36 36 -44 24 -46 8 Z',
      other(0, 0.36, 0.5),
    ),
    ellipse(4, 5, 34, 31, other(0, 0.46, 0.5)),
    ...[24, 19, 14, 9].map((r, at) => circle(0, 0, r, at % 2 === 0 ? red : WHITE)),
    circle(0, 0, 5, LIT),
  ].join('');
}
