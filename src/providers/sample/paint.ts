import { randomFrom } from '../../core/base/random.ts';
import { css } from './colour.ts';
import { sampleMark } from './mark.ts';
import type { Palette } from './palette.ts';
import { type Canvas, type Painting, placeOf, shade } from './painting.ts';
import { subjects } from './subjects.ts';

const LAYERS = 7;
/** The picture is drawn on a square of this many units and cropped to its size. */
const UNIT = 1_000;

/** The picture as SVG. The same painting always gives the same text. */
export function paint(painting: Painting): string {
  const { size, view, seed } = painting;
  const ratio = size.width / size.height;
  const [width, height] = ratio >= 1 ? [UNIT * ratio, UNIT] : [UNIT, UNIT / ratio];
  const horizon = view.horizon * height;
  const canvas = { ...painting, width, height, horizon, random: randomFrom(seed) };
  const body = view.fromAbove ? fromAbove(canvas) : landscape(canvas);
  // A tilted picture is larger than its frame, so that no corner is empty.
  const grow = 1 + Math.abs(view.tilt) / 30;
  const turn = `translate(${width / 2} ${height / 2}) rotate(${view.tilt}) scale(${grow}) translate(${-width / 2} ${-height / 2})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${width} ${height}">
<defs>${body.defs}${vignette()}</defs>
<g transform="${turn}">${body.shapes}</g>
<rect width="${width}" height="${height}" fill="url(#vignette)"/>
${sampleMark(width, height)}
</svg>`;
}

interface Drawing {
  readonly defs: string;
  readonly shapes: string;
}

function landscape(canvas: Canvas): Drawing {
  const { palette, view } = canvas;
  const sky = gradient('sky', [
    [0, css(shade(palette, 1, 0.74, 0.75))],
    [0.55, css(shade(palette, 0, 0.87, 0.6))],
    [1, css(shade(palette, 2, 0.93, 0.5))],
  ]);
  const sun = sunOf(canvas);
  const layers = Array.from({ length: LAYERS }, (_, index) => hill(canvas, index));
  const people = subjects(canvas);
  return {
    defs: [sky, sun.defs, ...layers.map((one) => one.defs)].join(''),
    shapes: [
      background(canvas, 'sky'),
      sun.shapes,
      ...layers.slice(0, -2).map((one) => one.shapes),
      people,
      ...layers.slice(-2).map((one) => one.shapes),
      motes(canvas),
      view.shoulder ? shoulder(canvas) : '',
    ].join('\n'),
  };
}

function sunOf({ palette, width, height, horizon, random }: Canvas): Drawing {
  const x = width * (0.22 + 0.56 * random());
  const y = Math.max(0.1 * height, horizon * (0.34 + 0.3 * random()));
  const r = 70 + 50 * random();
  const light = css(shade(palette, palette.length - 1, 0.9, 0.9));
  const defs = `<radialGradient id="glow"><stop offset="0" stop-color="${light}" stop-opacity="0.85"/><stop offset="0.3" stop-color="${light}" stop-opacity="0.4"/><stop offset="1" stop-color="${light}" stop-opacity="0"/></radialGradient>`;
  const shapes = `<circle cx="${x}" cy="${y}" r="${r * 4.2}" fill="url(#glow)"/><circle cx="${x}" cy="${y}" r="${r}" fill="${css(shade(palette, palette.length - 1, 0.95, 0.6))}"/>`;
  return { defs, shapes };
}

/** One range of hills. Each has the colour of the next reference, darker towards the front. */
function hill(canvas: Canvas, index: number): Drawing {
  const { palette, width, height, horizon, random } = canvas;
  const depth = index / (LAYERS - 1);
  const base = horizon + (height - horizon + 60) * depth ** 1.35 * 0.86;
  const rise = 26 + 64 * (1 - depth) * (0.6 + random()) + 20 * depth;
  const points = ridge(canvas, base, rise, 1 + 1.5 * random());
  const top = shade(palette, index, 0.79 - 0.5 * depth, 1 + 0.25 * depth);
  const mist = shade(palette, index + 1, 0.87 - 0.44 * depth, 0.8);
  const id = `hill${index}`;
  return {
    defs: gradient(id, [
      [0, css(top)],
      [1, css(mist)],
    ]),
    shapes: `<path d="M -200 ${height + 300} ${points} L ${width + 200} ${height + 300} Z" fill="url(#${id})"/>`,
  };
}

/** A smooth line of three waves across the frame. */
function ridge({ width, random }: Canvas, base: number, rise: number, pace: number): string {
  const waves = [1, 2.3, 5.1].map((speed, n) => ({
    speed: speed * pace,
    shift: random() * 2 * Math.PI,
    height: rise / (1 + 1.4 * n),
  }));
  const steps = 120;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const x = -200 + ((width + 400) * step) / steps;
    const y = waves.reduce(
      (sum, wave) => sum + wave.height * Math.sin((wave.speed * x * Math.PI) / width + wave.shift),
      base,
    );
    return `L ${x.toFixed(1)} ${y.toFixed(1)}`;
  }).join(' ');
}

/** A view from above: a table with plates, each in the colour of a reference. */
function fromAbove(canvas: Canvas): Drawing {
  const { palette, view, height, random } = canvas;
  const [x, y] = [placeOf(canvas, 0.5), height / 2];
  const ground = gradient('ground', [
    [0, css(shade(palette, 0, 0.86, 0.6))],
    [1, css(shade(palette, 1, 0.68, 0.8))],
  ]);
  const plates = Array.from({ length: 11 }, (_, index) => {
    const turn = 2.399 * index + random() * 0.4;
    const far = index === 0 ? 0 : 95 * view.scale * Math.sqrt(index) * 1.9;
    const r = view.scale * (index === 0 ? 190 : 60 + 70 * random());
    return plate(palette, index, x + far * Math.cos(turn), y + far * Math.sin(turn), r);
  });
  return {
    defs: ground,
    shapes: [background(canvas, 'ground'), ...plates.toReversed(), motes(canvas)].join('\n'),
  };
}

function plate(palette: Palette, index: number, x: number, y: number, r: number): string {
  const rim = css(shade(palette, index, 0.74));
  const inside = css(shade(palette, index, 0.56, 1.2));
  const heart = css(shade(palette, index + 1, 0.84, 0.9));
  return [
    `<circle cx="${x + r * 0.12}" cy="${y + r * 0.16}" r="${r}" fill="#000" fill-opacity="0.16"/>`,
    `<circle cx="${x}" cy="${y}" r="${r}" fill="${rim}"/>`,
    `<circle cx="${x}" cy="${y}" r="${r * 0.8}" fill="${inside}"/>`,
    `<circle cx="${x - r * 0.18}" cy="${y - r * 0.16}" r="${r * 0.36}" fill="${heart}" fill-opacity="0.9"/>`,
  ].join('');
}

function background({ width, height }: Canvas, gradientId: string): string {
  return `<rect x="-200" y="-200" width="${width + 400}" height="${height + 400}" fill="url(#${gradientId})"/>`;
}

/** Small lights in the air, one colour each. */
function motes({ palette, width, height, random }: Canvas): string {
  return Array.from({ length: 26 }, (_, index) => {
    const fill = css(shade(palette, index, 0.9, 0.9));
    const [x, y, r] = [random() * width, random() * height, 2 + 9 * random() ** 3];
    const opacity = (0.25 + 0.4 * random()).toFixed(2);
    return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${r.toFixed(1)}" fill="${fill}" fill-opacity="${opacity}"/>`;
  }).join('');
}

function shoulder({ palette, width, height }: Canvas): string {
  const fill = css(shade(palette, 1, 0.2));
  return `<path d="M ${-0.05 * width} ${1.1 * height} C 0 ${0.62 * height}, ${0.16 * width} ${0.66 * height}, ${0.2 * width} ${0.5 * height} C ${0.2 * width} ${0.3 * height}, ${0.44 * width} ${0.3 * height}, ${0.4 * width} ${0.52 * height} C ${0.4 * width} ${0.72 * height}, ${0.5 * width} ${0.74 * height}, ${0.52 * width} ${1.1 * height} Z" fill="${fill}"/>`;
}

function gradient(id: string, stops: readonly (readonly [number, string])[]): string {
  const inner = stops.map(
    ([offset, colour]) => `<stop offset="${offset}" stop-color="${colour}"/>`,
  );
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${inner.join('')}</linearGradient>`;
}

function vignette(): string {
  return '<radialGradient id="vignette" cx="0.5" cy="0.45" r="0.85"><stop offset="0.6" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.3"/></radialGradient>';
}
