import { mix } from '../colour.ts';
import { type Canvas, placeOf } from '../painting.ts';
import { circle, type Drawing, ellipse, glow, gradient, opacity, rect } from '../svg.ts';
import { skyColour, tint } from '../tones.ts';

/** How far a backdrop goes on outside the frame, for tilted pictures, in units of the drawing. */
export const BEYOND = 320;

/** A sky that grows lighter towards the horizon, with a sun and a few clouds. */
export function sky(canvas: Canvas): Drawing & { readonly sun: readonly [x: number, y: number] } {
  const { tones, width, height, horizon, random } = canvas;
  const top = skyColour(tones);
  const [first = top] = tones.others;
  const low = mix(top, first, 0.35);
  const stops = [
    [0, tint(top, top.l)],
    [0.6, tint(top, Math.min(0.9, top.l + 0.09), 0.85)],
    [1, tint(low, 0.93, 0.7)],
  ] as const;
  const light = tint(tones.main, 0.96, 0.5);
  // On the side where the subject is not.
  const place = placeOf(canvas, 0.5) / width;
  const isLeft = place === 0.5 ? random() < 0.5 : place > 0.5;
  const x = width * ((isLeft ? 0.13 : 0.67) + 0.2 * random());
  const y = Math.max(0.13 * height, horizon * (0.3 + 0.24 * random()));
  const r = 58 + 34 * random();
  const sun = [circle(x, y, r * 3.6, 'url(#glow)'), circle(x, y, r, light)];
  return {
    defs: gradient('sky', stops, [0, horizon + 60]) + glow('glow', light, 0.75),
    shapes: [
      rect(-BEYOND, -BEYOND, width + 2 * BEYOND, horizon + BEYOND + 80, 'url(#sky)'),
      ...sun,
      clouds(canvas),
    ].join(''),
    sun: [x, y],
  };
}

function clouds({ width, horizon, random }: Canvas): string {
  return Array.from({ length: 3 }, () => {
    const [x, y, size] = [
      width * random(),
      horizon * (0.12 + 0.55 * random()),
      0.7 + 0.7 * random(),
    ];
    const puffs = [
      [0, 0, 96, 15],
      [-24, -13, 38, 17],
      [22, -19, 44, 23],
    ] as const;
    const shapes = puffs.map(([dx, dy, rx, ry]) =>
      ellipse(x + dx * size, y + dy * size, rx * size, ry * size, '#fff', opacity(0.34)),
    );
    return shapes.join('');
  }).join('');
}
