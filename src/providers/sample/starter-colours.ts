import type { Colour } from './colour.ts';

/** Lightness, chroma and hue (degrees) of one tone. */
type Look = readonly [l: number, c: number, h: number];

/** The colours of each category's eight tones. Any two are told apart at a glance, so that three of them and five are too. */
const LOOKS: ReadonlyMap<string, readonly Look[]> = new Map([
  [
    // Wheat, sky, terracotta, sage, rose, sea, dusk, cream.
    'a(natural,film)',
    [
      [0.74, 0.12, 88],
      [0.72, 0.09, 238],
      [0.58, 0.13, 42],
      [0.62, 0.09, 145],
      [0.7, 0.1, 8],
      [0.54, 0.085, 200],
      [0.6, 0.09, 300],
      [0.84, 0.08, 70],
    ],
  ],
  [
    'b(vivid,colorful)',
    [
      [0.66, 0.22, 25],
      [0.7, 0.2, 145],
      [0.8, 0.18, 95],
      [0.6, 0.22, 300],
      [0.64, 0.2, 250],
      [0.68, 0.22, 350],
      [0.74, 0.17, 60],
      [0.74, 0.14, 195],
    ],
  ],
  [
    // Teal and orange, and the lights of a night.
    'c(cinematic,contrast)',
    [
      [0.48, 0.12, 200],
      [0.6, 0.16, 48],
      [0.38, 0.14, 265],
      [0.46, 0.16, 22],
      [0.64, 0.14, 85],
      [0.42, 0.1, 160],
      [0.4, 0.15, 305],
      [0.54, 0.12, 235],
    ],
  ],
  [
    // Rose, champagne, lilac, mint, peach, powder blue, coral, plum.
    'd(beauty)',
    [
      [0.8, 0.1, 5],
      [0.86, 0.08, 85],
      [0.76, 0.1, 310],
      [0.82, 0.08, 165],
      [0.82, 0.11, 52],
      [0.78, 0.09, 240],
      [0.7, 0.15, 28],
      [0.6, 0.11, 340],
    ],
  ],
]);
const GREY: Look = [0.6, 0, 0];

/** The colour of a category's tone, by its index from 0. */
export function starterColour(category: string, index: number): Colour {
  const looks = LOOKS.get(category) ?? [];
  const [l, c, h] = looks[index % Math.max(1, looks.length)] ?? GREY;
  return { l, c, h };
}
