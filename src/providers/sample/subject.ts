import { MOTIFS } from './motifs.ts';
import type { Canvas, Ink } from './painting.ts';
import { ellipse, group, n, opacity } from './svg.ts';
import { tint } from './tones.ts';
import { SUBJECT } from './view.ts';

/** Units of the drawing that a subject's head stays below the upper edge. */
const HEADROOM = 70;
/** A subject's width at scale 1, as a share of the picture's. */
const WIDEST = 0.66;

/** The motif, standing on the ground at `x`, with its shadow. */
export function subject(canvas: Canvas, x: number): string {
  const { motif, view, width, height, horizon } = canvas;
  const { front, aspect, height: share } = MOTIFS[motif];
  const wanted = height * SUBJECT * share * view.scale;
  const h = Math.min(wanted, (width * WIDEST * Math.max(1, view.scale)) / aspect);
  const standing = Math.min(height * 0.9, horizon + (height - horizon) * 0.46);
  // What is larger than the frame shows its head.
  const ground = Math.max(standing, h + HEADROOM);
  const shapes = front(inkOf(canvas));
  if (shapes === '') return '';
  const half = (h * aspect) / 2;
  return [
    ellipse(x + half * 0.25, ground, half * 1.05, h * 0.035, '#000', opacity(0.2)),
    group(`translate(${n(x)} ${n(ground)}) scale(${n(h / 100)})`, shapes),
  ].join('');
}

/** The motif from straight above, in the middle, with its shadow. */
export function subjectAbove(canvas: Canvas, x: number): string {
  const { motif, view, width, height } = canvas;
  const size = Math.min(width, height) * 0.44 * view.scale;
  const { above, shadow } = MOTIFS[motif];
  return group(
    `translate(${n(x)} ${n(height / 2)}) scale(${n(size / 100)})`,
    shadow === undefined ? '' : ellipse(6, 8, ...shadow, '#000', opacity(0.17)),
    above(inkOf(canvas)),
  );
}

function inkOf({ tones, random }: Canvas): Ink {
  const { main, others } = tones;
  return {
    main: (lightness, chroma) => tint(main, lightness, chroma),
    other: (index, lightness, chroma) =>
      tint(others[index % others.length] ?? main, lightness, chroma),
    random,
  };
}
