import type { Canvas } from '../painting.ts';
import { type Drawing, ellipse, n, opacity, rect, stroke } from '../svg.ts';
import { tint } from '../tones.ts';
import { groundFill, ridge } from './ground.ts';
import { BEYOND, sky } from './sky.ts';

/** Water up to the horizon, with waves and the light of the sun on it, and a far coast. */
export function seaside(canvas: Canvas): Drawing {
  const { width, height, horizon, tones, random } = canvas;
  const above = sky(canvas);
  const [coast = tones.main] = tones.others;
  const waves = Array.from({ length: 46 }, () => {
    const depth = random() ** 1.4;
    const [x, y] = [width * (1.3 * random() - 0.15), horizon + 14 + (height - horizon) * depth];
    const w = 16 + 90 * depth;
    const d = `M ${n(x)} ${n(y)} q ${n(w / 4)} ${n(-w / 9)} ${n(w / 2)} 0 t ${n(w / 2)} 0`;
    return stroke(d, tint(tones.ground, 0.82, 0.7), 1.6 + 3 * depth, 'stroke-opacity="0.5"');
  });
  const glints = Array.from({ length: 12 }, (_, at) => {
    const y = horizon + 8 + ((height - horizon) * 0.75 * (at + random())) / 12;
    const reach = 20 + 46 * random() + 3 * at;
    const x = above.sun[0] + 30 * (random() - 0.5);
    return ellipse(x, y, reach, 2 + at * 0.4, tint(tones.main, 0.96, 0.5), opacity(0.5));
  });
  return {
    defs: above.defs + groundFill(canvas, 0.24),
    shapes: [
      above.shapes,
      ridge(canvas, { base: horizon - 6, rise: 22, fill: tint(coast, 0.76, 0.9) }),
      rect(-BEYOND, horizon, width + 2 * BEYOND, height - horizon + BEYOND, 'url(#ground)'),
      ...glints,
      ...waves,
    ].join(''),
  };
}
