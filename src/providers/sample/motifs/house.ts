import type { Ink, Motif } from '../painting.ts';
import { circle, ellipse, path, rect, stroke } from '../svg.ts';

/** A house with a gable, a chimney that smokes and lit windows, a tree beside it. */
export const house: Motif = {
  backdrop: 'meadow',
  height: 1.02,
  aspect: 1.25,
  front,
  above,
  shadow: [45, 38],
};

const LIT = 'rgb(255,226,140)';
const WOOD = 'rgb(92,66,52)';

function front({ main, other }: Ink): string {
  const [roof, roofShade, wall] = [main(0.44, 1.5), main(0.36, 1.4), other(0, 0.93, 0.35)];
  const wallShade = other(0, 0.82, 0.45);
  const pane = (x: number, y: number) =>
    rect(x, y, 15, 16, LIT, `stroke="${WOOD}" stroke-width="2"`) +
    stroke(`M ${x + 7.5} ${y} v 16 M ${x} ${y + 8} h 15`, WOOD, 1.4);
  return [
    stroke('M 30 -98 c -8 -10 10 -14 2 -26 c -6 -8 8 -12 4 -20', '#fff', 6, 'stroke-opacity="0.5"'),
    rect(-61, -26, 6, 28, WOOD),
    circle(-58, -44, 20, 'rgb(84,132,78)'),
    circle(-50, -34, 14, 'rgb(104,152,88)'),
    rect(24, -94, 12, 26, main(0.36, 1.2)),
    rect(22, -97, 16, 5, roofShade),
    rect(-40, -54, 80, 54, wall),
    path('M 0 -92 L 0 0 L 40 0 L 40 -54 Z', wallShade, 'fill-opacity="0.3"'),
    path('M -40 -52 L 0 -90 L 40 -52 Z', wall),
    path('M -52 -46 L 0 -97 L 52 -46 L 46 -41 L 0 -85 L -46 -41 Z', roof),
    path('M 0 -97 L 52 -46 L 46 -41 L 0 -85 Z', roofShade),
    circle(0, -62, 6.5, LIT, `stroke="${WOOD}" stroke-width="2"`),
    path('M -9 0 L -9 -24 A 9 9 0 0 1 9 -24 L 9 0 Z', main(0.4, 1.3)),
    circle(5.4, -14, 1.4, LIT),
    pane(-32, -34),
    pane(17, -34),
    path('M -11 0 L 11 0 L 30 14 L -30 14 Z', other(1, 0.84, 0.4), 'fill-opacity="0.85"'),
    ellipse(-30, 0, 10, 5, 'rgb(104,152,88)'),
    ellipse(34, 0, 12, 6, 'rgb(84,132,78)'),
  ].join('');
}

function above({ main, other }: Ink): string {
  const [lit, dim] = [main(0.54, 1.5), main(0.4, 1.4)];
  const tiles = [-28, -16, 16, 28].map((y) => `M -42 ${y} H 42`).join(' ');
  return [
    path('M -6 34 L 6 34 L 16 78 L -4 78 Z', other(1, 0.84, 0.4)),
    rect(-44, -38, 88, 38, lit),
    rect(-44, 0, 88, 38, dim),
    stroke(tiles, '#000', 1.4, 'stroke-opacity="0.18"'),
    stroke('M -44 0 H 44', main(0.7, 1.2), 3),
    rect(18, -24, 13, 13, 'rgb(70,58,56)'),
    rect(21, -21, 7, 7, 'rgb(30,26,28)'),
    circle(-62, 26, 19, 'rgb(84,132,78)'),
    circle(-66, 22, 11, 'rgb(104,152,88)'),
    circle(62, -34, 15, 'rgb(84,132,78)'),
  ].join('');
}
