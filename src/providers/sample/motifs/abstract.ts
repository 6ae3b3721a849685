import type { Ink, Motif } from '../painting.ts';
import { circle, group, path, rect } from '../svg.ts';

/** Arches, discs and bars in balance: for what cannot be drawn as such. */
export const abstract: Motif = {
  backdrop: 'hills',
  height: 1.1,
  aspect: 1.2,
  front,
  above,
  shadow: [46, 42],
};

function front(ink: Ink): string {
  const { main, other, random } = ink;
  const flip = random() < 0.5 ? 1 : -1;
  const lift = 6 * random();
  return group(
    `scale(${flip} 1)`,
    arch(-24, 62, (at) => (at % 2 === 0 ? main(0.5, 1.4) : main(0.84, 0.7))),
    rect(12, -34 - lift, 16, 34 + lift, other(0, 0.4, 1.2)),
    rect(28, -58 - lift, 16, 58 + lift, other(1, 0.66, 1.2)),
    rect(44, -22, 16, 22, other(2, 0.54, 1.3)),
    circle(36, -76 - lift, 17, other(0, 0.72, 1.4)),
    path(`M 36 ${-93 - lift} A 17 17 0 0 1 36 ${-59 - lift} Z`, other(0, 0.56, 1.4)),
    circle(-24, -82 - lift, 7, other(2, 0.6, 1.4)),
    path('M -58 0 L -58 -12 A 12 12 0 0 1 -46 0 Z', other(1, 0.8, 1)),
  );
}

/** An arch of four bands that stands on y = 0. */
function arch(x: number, width: number, colour: (at: number) => string): string {
  return [0, 1, 2, 3]
    .map((at) => {
      const r = (width / 2) * (1 - at * 0.24);
      const top = -width * 0.62;
      return path(
        `M ${x - r} 0 L ${x - r} ${top} A ${r} ${r} 0 0 1 ${x + r} ${top} L ${x + r} 0 Z`,
        colour(at),
      );
    })
    .join('');
}

function above({ main, other, random }: Ink): string {
  const turn = Math.round(360 * random());
  return group(
    `rotate(${turn})`,
    circle(-10, 0, 38, main(0.5, 1.4)),
    circle(-10, 0, 27, main(0.84, 0.7)),
    circle(-10, 0, 16, main(0.5, 1.4)),
    path('M 12 -44 A 30 30 0 0 1 12 16 Z', other(0, 0.68, 1.4)),
    rect(18, 14, 34, 10, other(1, 0.42, 1.2), 'rx="5"'),
    rect(18, 28, 22, 10, other(2, 0.76, 1.2), 'rx="5"'),
    circle(-38, 40, 8, other(0, 0.6, 1.4)),
  );
}
