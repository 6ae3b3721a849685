import { randomFrom } from '../../core/base/random.ts';
import { cityscape } from './backdrops/city.ts';
import { floor } from './backdrops/floor.ts';
import { hills, meadow } from './backdrops/hills.ts';
import { room } from './backdrops/room.ts';
import { seaside } from './backdrops/sea.ts';
import { sampleMark } from './mark.ts';
import { MOTIFS } from './motifs.ts';
import { type BackdropName, type Canvas, type Painting, placeOf } from './painting.ts';
import { subject, subjectAbove } from './subject.ts';
import type { Drawing } from './svg.ts';
import { tint, tonesOf } from './tones.ts';

/** The shorter side of the drawing, in its units. */
const UNIT = 1_000;

const BACKDROPS: Readonly<Record<BackdropName, (canvas: Canvas) => Drawing>> = {
  hills,
  meadow,
  sea: seaside,
  room,
  city: cityscape,
};

/** The picture as SVG. The same painting always gives the same text. */
export function paint(painting: Painting): string {
  const { size, view, seed, palette } = painting;
  const ratio = size.width / size.height;
  const [width, height] = ratio >= 1 ? [UNIT * ratio, UNIT] : [UNIT, UNIT / ratio];
  const horizon = view.horizon * height;
  const tones = tonesOf(palette);
  const canvas = { ...painting, width, height, horizon, tones, random: randomFrom(seed) };
  const { defs, shapes } = view.fromAbove ? fromAbove(canvas) : inFront(canvas);
  // A tilted picture is larger than its frame, so that no corner is empty.
  const grow = 1 + Math.abs(view.tilt) / 30;
  const turn = `translate(${width / 2} ${height / 2}) rotate(${view.tilt}) scale(${grow}) translate(${-width / 2} ${-height / 2})`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" viewBox="0 0 ${width} ${height}">
<defs>${defs}${vignette()}</defs>
<g transform="${turn}">${shapes}</g>
<rect width="${width}" height="${height}" fill="url(#vignette)"/>
${sampleMark(width, height)}
</svg>`;
}

function inFront(canvas: Canvas): Drawing {
  const backdrop = BACKDROPS[backdropOf(canvas)](canvas);
  const place = placeOf(canvas, 0.4 + 0.2 * canvas.random());
  const shapes = [backdrop.shapes, subject(canvas, place)];
  if (canvas.view.shoulder) shapes.push(shoulder(canvas));
  return { defs: backdrop.defs, shapes: shapes.join('\n') };
}

function fromAbove(canvas: Canvas): Drawing {
  const { defs, shapes } = floor(canvas, backdropOf(canvas));
  return { defs, shapes: [shapes, subjectAbove(canvas, placeOf(canvas, 0.5))].join('\n') };
}

function backdropOf({ motif, inCity }: Canvas): BackdropName {
  const { backdrop } = MOTIFS[motif];
  return inCity && backdrop === 'hills' ? 'city' : backdrop;
}

/** Somebody's head and shoulder in front. */
function shoulder({ tones, width, height }: Canvas): string {
  const fill = tint(tones.main, 0.2);
  return `<path d="M ${-0.05 * width} ${1.1 * height} C 0 ${0.62 * height}, ${0.16 * width} ${0.66 * height}, ${0.2 * width} ${0.5 * height} C ${0.2 * width} ${0.3 * height}, ${0.44 * width} ${0.3 * height}, ${0.4 * width} ${0.52 * height} C ${0.4 * width} ${0.72 * height}, ${0.5 * width} ${0.74 * height}, ${0.52 * width} ${1.1 * height} Z" fill="${fill}"/>`;
}

function vignette(): string {
  return '<radialGradient id="vignette" cx="0.5" cy="0.45" r="0.85"><stop offset="0.6" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.2"/></radialGradient>';
}
