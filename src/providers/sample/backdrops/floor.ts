import type { BackdropName, Canvas } from '../painting.ts';
import { circle, type Drawing, ellipse, n, opacity, path, rect, stroke } from '../svg.ts';
import { groundColour, skyColour, tint } from '../tones.ts';
import { BEYOND } from './sky.ts';

/** More tiles in a row are not drawn, however long the picture is. */
const MOST_TILES = 26;

const FLOORS: Readonly<Record<BackdropName, (canvas: Canvas) => string>> = {
  hills: paving,
  meadow: lawn,
  sea: water,
  room: cloth,
  city: crossing,
};

/** What lies under a motif that is seen from straight above, in the colours of sky and ground. */
export function floor(canvas: Canvas, backdrop: BackdropName): Drawing {
  return { defs: '', shapes: FLOORS[backdrop](canvas) };
}

function all({ width, height }: Canvas, fill: string): string {
  return rect(-BEYOND, -BEYOND, width + 2 * BEYOND, height + 2 * BEYOND, fill);
}

/** Stones of a square, every other one of the sky's colour. */
function paving(canvas: Canvas): string {
  const { width, height, tones, view, random } = canvas;
  const [light, dark] = [skyColour(tones), groundColour(tones)];
  const longest = Math.max(width, height) + 2 * BEYOND;
  const side = Math.max(125 * Math.sqrt(view.scale), longest / MOST_TILES);
  const stones: string[] = [];
  for (let row = 0, y = -BEYOND; y < height + BEYOND; row += 1, y += side) {
    const shift = (row % 2) * 0.5 * side;
    for (let x = -BEYOND - shift, at = 0; x < width + BEYOND; at += 1, x += side) {
      const l = 0.04 * (random() - 0.5);
      const fill = at % 2 === 0 ? tint(light, 0.83 + l, 0.8) : tint(dark, 0.64 + l, 0.9);
      stones.push(rect(x + 3, y + 3, side - 6, side - 6, fill, 'rx="14"'));
    }
  }
  return all(canvas, tint(dark, 0.72, 0.5)) + stones.join('');
}

/** Grass in mown stripes, with flowers. */
function lawn(canvas: Canvas): string {
  const { width, height, tones, random } = canvas;
  const [light, dark] = [skyColour(tones), groundColour(tones)];
  const wide = Math.max(170, (width + 2 * BEYOND) / MOST_TILES);
  const count = Math.ceil((width + 2 * BEYOND) / (2 * wide));
  const stripes = Array.from({ length: count }, (_, at) =>
    rect(-BEYOND + 2 * wide * at, -BEYOND, wide, height + 2 * BEYOND, tint(dark, 0.66, 1)),
  );
  const flowers = Array.from({ length: 90 }, (_, at) => {
    const [x, y, r] = [width * random(), height * random(), 5 + 9 * random()];
    const colour = at % 3 === 0 ? (tones.others[at % tones.others.length] ?? light) : light;
    const petals = [0, 1, 2, 3, 4].map((petal) => {
      const turn = (petal * 2 * Math.PI) / 5;
      return circle(
        x + r * Math.cos(turn),
        y + r * Math.sin(turn),
        r * 0.72,
        tint(colour, 0.88, 1),
      );
    });
    return petals.join('') + circle(x, y, r * 0.5, 'rgb(246,190,70)');
  });
  return all(canvas, tint(dark, 0.58, 1.05)) + stripes.join('') + flowers.join('');
}

/** Deep water with crests of the sky's colour. */
function water(canvas: Canvas): string {
  const { width, height, tones, random } = canvas;
  const [light, dark] = [skyColour(tones), groundColour(tones)];
  const crests = Array.from({ length: 90 }, () => {
    const [x, y, w] = [width * (1.2 * random() - 0.1), height * random(), 50 + 90 * random()];
    const d = `M ${n(x)} ${n(y)} q ${n(w / 4)} ${n(-w / 6)} ${n(w / 2)} 0 t ${n(w / 2)} 0`;
    return stroke(d, tint(light, 0.84, 0.9), 3 + 6 * random(), 'stroke-opacity="0.8"');
  });
  return all(canvas, tint(dark, 0.52, 1.1)) + crests.join('');
}

/** A striped cloth on a table, with small plates and a napkin. */
function cloth(canvas: Canvas): string {
  const { width, height, tones } = canvas;
  const [light, dark] = [skyColour(tones), groundColour(tones)];
  const [first = light, second = dark] = tones.others;
  const runner = width * 0.16;
  const band = (x: number, w: number, l: number) =>
    rect(x, -BEYOND, w, height + 2 * BEYOND, tint(light, l, 1));
  return [
    all(canvas, tint(dark, 0.6, 0.9)),
    band(runner, width - 2 * runner, 0.84),
    band(runner + 24, 12, 0.66),
    band(width - runner - 36, 12, 0.66),
    dish(width * 0.17, height * 0.2, 92, tint(first, 0.62, 1.3)),
    dish(width * 0.86, height * 0.8, 74, tint(second, 0.6, 1.3)),
    path(
      `M ${n(width * 0.82)} ${n(height * 0.06)} l 150 30 l -40 150 l -150 -34 Z`,
      tint(first, 0.88, 0.8),
    ),
  ].join('');
}

function dish(x: number, y: number, r: number, colour: string): string {
  return [
    circle(x + r * 0.1, y + r * 0.14, r, '#000', opacity(0.14)),
    circle(x, y, r, 'rgb(250,247,240)'),
    circle(x, y, r * 0.72, colour),
    ellipse(x - r * 0.2, y - r * 0.22, r * 0.3, r * 0.2, '#fff', opacity(0.5)),
  ].join('');
}

/** A street with a crossing. */
function crossing(canvas: Canvas): string {
  const { width, height, tones } = canvas;
  const [light, dark] = [skyColour(tones), groundColour(tones)];
  const bars = (y: number) =>
    Array.from({ length: 9 }, (_, at) =>
      rect((width * (at + 0.2)) / 9, y, width / 15, height * 0.15, tint(light, 0.88, 0.8)),
    ).join('');
  const kerb = rect(
    -BEYOND,
    -BEYOND,
    BEYOND + width * 0.06,
    height + 2 * BEYOND,
    tint(light, 0.74, 0.9),
  );
  return [
    all(canvas, tint(dark, 0.5, 0.8)),
    bars(height * 0.05),
    bars(height * 0.8),
    kerb,
    rect(width * 0.94, -BEYOND, BEYOND + width * 0.06, height + 2 * BEYOND, tint(light, 0.74, 0.9)),
  ].join('');
}
