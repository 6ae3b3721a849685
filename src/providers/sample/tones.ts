import { type Colour, css, distance } from './colour.ts';
import type { Palette } from './palette.ts';

/** What each colour of a palette is for. */
export interface Tones {
  readonly sky: Colour;
  readonly ground: Colour;
  /** The subject's own colour. */
  readonly main: Colour;
  /** The others, for what lies between sky and ground, and for details. */
  readonly others: readonly Colour[];
}

const GREY: Colour = { l: 0.62, c: 0, h: 0 };
/** The lightness of a usual reference. Lighter ones make a lighter picture. */
const USUAL = 0.62;
/** The chroma from which on a colour is one. */
const FULL = 0.08;

/**
 * Gives each colour its place. The first three lie in their order. With more, sky and ground get the two colours that are most unlike those
 * of the first three, so that a look tells three references from five.
 */
export function tonesOf(palette: Palette): Tones {
  const at = (index: number) => palette[index % Math.max(1, palette.length)] ?? GREY;
  const [sky, ground] = [at(0), at(1)];
  if (palette.length <= 3) return { sky, ground, main: at(2), others: [at(2), at(0), at(1)] };
  const pairs = palette.flatMap((one) =>
    palette.filter((other) => other !== one).map((other) => ({ sky: one, ground: other })),
  );
  const least = (pair: { readonly sky: Colour; readonly ground: Colour }) =>
    Math.min(distance(pair.sky, sky), distance(pair.ground, ground));
  const best = pairs.reduce((found, pair) => (least(pair) > least(found) ? pair : found));
  const others = palette.filter((one) => one !== best.sky && one !== best.ground);
  return { ...best, main: others.at(-1) ?? GREY, others };
}

/** The sky at its top, its share of the references' lightness included. */
export function skyColour({ sky }: Tones): Colour {
  return { l: 0.74 + 0.4 * (sky.l - USUAL), c: sky.c, h: sky.h };
}

/** The ground in front: paler where its references are hardly followed. */
export function groundColour({ ground: { l, c, h } }: Tones): Colour {
  const haze = 0.12 * Math.max(0, 1 - c / FULL);
  return { l: 0.4 + 0.3 * (l - USUAL) + haze, c: c * 1.1, h };
}

/** A colour with another lightness, as SVG writes it. */
export function tint({ c, h }: Colour, lightness: number, chroma = 1): string {
  return css({ l: lightness, c: c * chroma, h });
}
