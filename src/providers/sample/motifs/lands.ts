import type { Motif } from '../painting.ts';
import { circle, group, opacity, path, rect } from '../svg.ts';
import { car } from './car.ts';

/** A city, which is all backdrop; from above its cars. */
export const city: Motif = {
  backdrop: 'city',
  height: 1,
  aspect: 1,
  front: () => '',
  above: (ink) =>
    group('translate(-26 24) scale(0.6)', car.above(ink)) +
    group('translate(28 -22) rotate(180) scale(0.6)', car.above(ink)),
};

/** A land of hills with a few trees. */
export const land: Motif = {
  backdrop: 'hills',
  height: 0.7,
  aspect: 1.6,
  front: ({ other }) =>
    [-64, -34, 44, 70]
      .map((x, at) => {
        const tall = [84, 58, 96, 62][at] ?? 60;
        const half = tall * 0.24;
        const green = other(at, 0.36 + 0.06 * (at % 2), 1.1);
        return [
          rect(x - 2.5, -10, 5, 10, 'rgb(96,68,52)'),
          path(`M ${x - half} -8 L ${x} ${-tall * 0.66} L ${x + half} -8 Z`, green),
          path(
            `M ${x - half * 0.8} ${-tall * 0.36} L ${x} ${-tall} L ${x + half * 0.8} ${-tall * 0.36} Z`,
            green,
          ),
          path(
            `M ${x} ${-tall} L ${x + half * 0.8} ${-tall * 0.36} L ${x + half * 0.34} ${-tall * 0.36} L ${x + half} -8 L ${x} -8 Z`,
            '#000',
            opacity(0.12),
          ),
        ].join('');
      })
      .join(''),
  above: ({ other }) =>
    [-40, -8, 26, 44]
      .map((x, at) => circle(x, 22 * (at % 2) - 10, 22, other(at, 0.42, 1.1)))
      .join(''),
};
