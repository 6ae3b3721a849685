import type { Ink, Motif } from '../painting.ts';
import { circle, ellipse, group, path, stroke } from '../svg.ts';

/** A bowl of noodles with an egg, greens and chopsticks, on a table. */
export const food: Motif = {
  backdrop: 'room',
  height: 0.9,
  aspect: 1.45,
  front,
  above,
  shadow: [50, 50],
};

const YOLK = 'rgb(246,168,44)';
const GREEN = 'rgb(92,150,70)';
const LEAF = 'rgb(58,112,58)';
const RED = 'rgb(214,70,52)';
const NOODLE = 'rgb(247,216,138)';

function front({ main, other }: Ink): string {
  const [bowl, shade, rim] = [main(0.46, 1.4), main(0.35, 1.3), main(0.93, 0.3)];
  const steam = [-26, 2, 28].map(
    (x, at) => `M ${x} -84 c -12 -11 12 -18 0 -${30 + 6 * (at % 2)} c -8 -8 6 -12 2 -18`,
  );
  return [
    path('M -66 -50 C -62 -14 -34 0 0 0 C 34 0 62 -14 66 -50 Z', bowl),
    path('M 12 -1 C 42 -4 62 -20 66 -50 L 44 -36 C 40 -20 30 -8 12 -1 Z', shade),
    path('M -24 -3 L -20 4 L 20 4 L 24 -3 Z', shade),
    stroke('M -60 -30 C -34 -10 34 -10 60 -30', rim, 2.6, 'stroke-opacity="0.8"'),
    ellipse(0, -52, 66, 30, rim),
    ellipse(0, -51, 59, 25, other(0, 0.52, 1.1)),
    path('M -59 -51 A 59 25 0 0 1 59 -51 A 59 19 0 0 0 -59 -51 Z', '#000', 'fill-opacity="0.22"'),
    group('translate(0 -51) scale(1.02 0.47)', inside()),
    path('M 14 -62 L 96 -112 L 99 -107 L 18 -57 Z', shade),
    path('M 24 -58 L 104 -100 L 106 -95 L 27 -53 Z', bowl),
    stroke(steam.join(' '), '#fff', 4.5, 'stroke-opacity="0.42"'),
  ].join('');
}

/** What is in the bowl, seen from above, 54 units in radius. */
function inside(): string {
  const noodles = [-30, -20, -10, 0, 10, 20].map((y, at) => {
    const reach = Math.sqrt(46 ** 2 - y ** 2) - 6;
    const bend = at % 2 === 0 ? 12 : -12;
    return `M ${-reach} ${y} C ${-reach / 2} ${y + bend} ${reach / 2} ${y - bend} ${reach * 0.7} ${y}`;
  });
  return [
    stroke(noodles.join(' '), NOODLE, 7),
    circle(-24, -14, 18, '#fff'),
    circle(-22, -14, 9, YOLK),
    circle(24, -26, 13, RED),
    circle(24, -26, 8, 'rgb(236,110,84)'),
    path('M 6 36 C 10 10 40 4 50 10 C 44 30 26 42 6 36 Z', GREEN),
    stroke('M 12 34 C 22 24 34 16 46 12', LEAF, 3),
    ...[-34, -22, -8].map((x, at) => circle(x, 22 + 5 * at, 6, LEAF)),
  ].join('');
}

function above({ main, other }: Ink): string {
  const [bowl, rim] = [main(0.46, 1.4), main(0.92, 0.3)];
  return [
    circle(0, 0, 50, bowl),
    circle(0, 0, 45, rim),
    circle(0, 0, 40, other(0, 0.5, 1.1)),
    group('scale(0.74)', inside()),
    group('rotate(24)', stroke('M 58 -46 L 58 46 M 66 -46 L 66 46', main(0.3, 1.2), 3)),
  ].join('');
}
