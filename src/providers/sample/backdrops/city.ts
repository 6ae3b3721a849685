import type { Canvas } from '../painting.ts';
import { type Drawing, n, opacity, path, rect } from '../svg.ts';
import { tint } from '../tones.ts';
import { groundFill } from './ground.ts';
import { BEYOND, sky } from './sky.ts';

/** Two rows of buildings with lit windows, behind a street. */
export function cityscape(canvas: Canvas): Drawing {
  const { width, height, horizon } = canvas;
  const above = sky(canvas);
  return {
    defs: above.defs + groundFill(canvas, 0.12),
    shapes: [
      above.shapes,
      row(canvas, { lightness: 0.85, tall: 0.62, wide: 92, lit: false }),
      row(canvas, { lightness: 0.72, tall: 0.4, wide: 118, lit: true }),
      rect(-BEYOND, horizon, width + 2 * BEYOND, height - horizon + BEYOND, 'url(#ground)'),
      street(canvas),
    ].join(''),
  };
}

/** More in a row are not drawn, however wide the picture is. */
const MOST_BUILDINGS = 40;
/** Of a building, in a row and above each other. */
const MOST_WINDOWS = 16;

interface Row {
  readonly lightness: number;
  /** The tallest, as a share of what is above the horizon. */
  readonly tall: number;
  readonly wide: number;
  readonly lit: boolean;
}

function row(
  { width, horizon, tones, random }: Canvas,
  { lightness, tall, wide, lit }: Row,
): string {
  const shapes: string[] = [];
  const least = (width + 2 * BEYOND) / MOST_BUILDINGS;
  let x = -BEYOND;
  for (let at = 0; x < width + BEYOND; at += 1) {
    const [w, h] = [
      Math.max(least, wide * (0.6 + 0.8 * random())),
      horizon * tall * (0.35 + 0.65 * random()),
    ];
    const colour = tones.others[at % tones.others.length] ?? tones.main;
    shapes.push(rect(x, horizon - h, w, h + 40, tint(colour, lightness, 0.8)));
    shapes.push(rect(x + w * 0.62, horizon - h, w * 0.38, h + 40, '#000', opacity(0.07)));
    if (lit) shapes.push(windows(x, horizon - h, w, h, random));
    else if (random() < 0.3)
      shapes.push(rect(x + w / 2, horizon - h - 40, 3, 42, tint(colour, lightness, 0.8)));
    x += w * 1.02;
  }
  return shapes.join('');
}

function windows(x: number, top: number, w: number, h: number, random: () => number): string {
  const panes: string[] = [];
  const [across, down] = [Math.max(22, w / MOST_WINDOWS), Math.max(26, h / MOST_WINDOWS)];
  for (let y = top + 14; y < top + h - 16; y += down) {
    for (let at = x + 10; at < x + w - 16; at += across) {
      if (random() < 0.5) panes.push(`M ${n(at)} ${n(y)} h 10 v 14 h -10 Z`);
    }
  }
  return path(panes.join(' '), 'rgb(255,232,168)', opacity(0.85));
}

/** Kerb and lane marks, which meet at the horizon. */
function street({ width, height, horizon, tones }: Canvas): string {
  const deep = height - horizon;
  const marks = [0.52, 0.72, 0.98].map((share, at) => {
    const y = horizon + deep * share;
    const half = (26 + 22 * at) / 2;
    return `M ${width / 2 - half * 4} ${y} h ${half * 8} l ${half} ${10 + 6 * at} h ${-half * 10} Z`;
  });
  return [
    rect(-BEYOND, horizon, width + 2 * BEYOND, deep * 0.16, tint(tones.ground, 0.66, 0.8)),
    rect(-BEYOND, horizon + deep * 0.16, width + 2 * BEYOND, 6, tint(tones.ground, 0.8, 0.6)),
    path(marks.join(' '), tint(tones.main, 0.94, 0.4), opacity(0.75)),
  ].join('');
}
