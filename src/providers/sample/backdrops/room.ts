import type { Canvas } from '../painting.ts';
import { type Drawing, gradient, n, path, rect, stroke } from '../svg.ts';
import { groundColour, skyColour, tint } from '../tones.ts';
import { BEYOND } from './sky.ts';
import { groundFill } from './ground.ts';

/** A table before a wall that a window lights, with a shelf in another colour. */
export function room(canvas: Canvas): Drawing {
  const { width, height, horizon, tones, random } = canvas;
  const wall = skyColour(tones);
  const near = groundColour(tones);
  const across = width + 2 * BEYOND;
  // Beside the subject, which stands near the middle.
  const side = random() < 0.5 ? 0.05 : 0.69;
  const frame = { x: width * side, y: horizon * 0.14, w: width * 0.26, h: horizon * 0.52 };
  const lines = Array.from({ length: 5 }, (_, at) => {
    const y = horizon + ((height - horizon) * (at + 1) ** 1.5) / 11;
    return `M ${-BEYOND} ${y.toFixed(1)} h ${across}`;
  });
  return {
    defs:
      gradient(
        'wall',
        [
          [0, tint(wall, wall.l)],
          [1, tint(wall, Math.min(0.92, wall.l + 0.1), 0.85)],
        ],
        [0, horizon],
      ) + groundFill(canvas, 0.16),
    shapes: [
      rect(-BEYOND, -BEYOND, across, horizon + BEYOND + 20, 'url(#wall)'),
      window(canvas, frame),
      rect(-BEYOND, horizon - 34, across, 34, tint(tones.others[0] ?? tones.main, 0.62, 1)),
      rect(-BEYOND, horizon, across, height - horizon + BEYOND, 'url(#ground)'),
      rect(-BEYOND, horizon, across, 9, tint(near, near.l + 0.3, 0.8)),
      stroke(lines.join(' '), '#000', 2, 'stroke-opacity="0.07"'),
    ].join(''),
  };
}

interface Frame {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A window with four panes, a hill behind it, and its sill. */
function window({ tones }: Canvas, { x, y, w, h }: Frame): string {
  const wood = tint(tones.main, 0.95, 0.25);
  const hill = `M ${n(x)} ${n(y + h)} v ${n(-h * 0.3)} q ${n(w * 0.3)} ${n(-h * 0.28)} ${n(w * 0.62)} ${n(-h * 0.02)} t ${n(w * 0.38)} ${n(-h * 0.06)} v ${n(h * 0.38)} Z`;
  return [
    rect(x, y, w, h, tint(tones.others[1] ?? tones.sky, 0.92, 0.6)),
    path(hill, tint(tones.others[0] ?? tones.sky, 0.72, 0.9)),
    stroke(`M ${n(x + w / 2)} ${n(y)} v ${n(h)} M ${n(x)} ${n(y + h / 2)} h ${n(w)}`, wood, 9),
    rect(x, y, w, h, 'none', `stroke="${wood}" stroke-width="14"`),
    rect(x - 20, y + h + 4, w + 40, 16, wood),
  ].join('');
}
