import type { Canvas } from '../painting.ts';
import { circle, type Drawing, ellipse, gradient, group, opacity } from '../svg.ts';
import { tint } from '../tones.ts';
import { groundFill, ridge } from './ground.ts';
import { sky } from './sky.ts';

/** Ranges of hills, each in another colour, paler the farther they are. */
export function hills(canvas: Canvas, ranges = 4): Drawing {
  const { horizon, height, tones } = canvas;
  const above = sky(canvas);
  const far = Array.from({ length: ranges }, (_, at) => {
    const depth = (at + 1) / (ranges + 1);
    const colour = tones.others[at % tones.others.length] ?? tones.main;
    const [top, mist] = [0.84 - 0.26 * depth, 0.9 - 0.2 * depth];
    const id = `range${at}`;
    const base = horizon - (1 - depth) * Math.min(150, horizon * 0.3) + 24 * depth;
    return {
      defs: gradient(id, [
        [0, tint(colour, top, 1.05)],
        [0.4, tint(colour, mist, 0.7)],
      ]),
      shapes: ridge(canvas, { base, rise: 44 - 22 * depth, fill: `url(#${id})` }),
    };
  });
  const base = horizon + Math.min(26, (height - horizon) * 0.1);
  return {
    defs: [above.defs, ...far.map((one) => one.defs), groundFill(canvas)].join(''),
    shapes: [
      above.shapes,
      ...far.map((one) => one.shapes),
      ridge(canvas, { base, rise: 12, fill: 'url(#ground)' }),
    ].join(''),
  };
}

/** Two far ranges, and a ground with grass and small flowers. */
export function meadow(canvas: Canvas): Drawing {
  const { width, height, horizon, tones, random } = canvas;
  const { defs, shapes } = hills(canvas, 2);
  const plants = Array.from({ length: 70 }, () => {
    const depth = random();
    const [x, y] = [width * (1.3 * random() - 0.15), horizon + 40 + (height - horizon) * depth];
    const size = 0.5 + 1.3 * depth;
    const colour = tones.others[Math.floor(random() * tones.others.length)] ?? tones.main;
    const blade = ellipse(0, -7, 1.6, 8, tint(tones.ground, 0.58, 1.1), opacity(0.7));
    const flower = random() < 0.36 ? circle(0, -15, 3.6, tint(colour, 0.86, 1)) : '';
    return group(
      `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${size.toFixed(2)})`,
      blade,
      flower,
    );
  });
  return { defs, shapes: shapes + plants.join('') };
}
