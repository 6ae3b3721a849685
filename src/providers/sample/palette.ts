import sharp from 'sharp';
import { type Colour, fromRgb, mix } from './colour.ts';

/** One colour for each tone reference. */
export type Palette = readonly Colour[];

/** What is left of every colour at a ratio of 0. The same for all, so that each keeps its place at any ratio. */
const NEUTRAL: Colour = { l: 0.84, c: 0.012, h: 80 };
/** The greys of a picture without references. */
const GREYS: Palette = [NEUTRAL, { ...NEUTRAL, l: 0.66, h: 240 }, { ...NEUTRAL, l: 0.74 }];
const GRID = 6;
/** A picture's mean is paler than what people see in it. */
const GAIN = 1.25;
const MOST_CHROMA = 0.19;

/** What decoders only warn of is accepted, as where pictures come in. */
export const LENIENT = { failOn: 'error' } as const;

/** The strongest colour in a coarse grid over a picture. */
export async function colourOf(bytes: Uint8Array): Promise<Colour> {
  const pixels = await sharp(bytes, LENIENT)
    .resize(GRID, GRID, { fit: 'fill' })
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  const colours = Array.from({ length: GRID * GRID }, (_, index) => {
    const [red = 0, green = 0, blue = 0] = pixels.subarray(3 * index, 3 * index + 3);
    return fromRgb(red, green, blue);
  });
  return colours.reduce((best, other) => (other.c > best.c ? other : best));
}

/** The references' colours, mixed with the neutral ones by the ratio (percent). */
export function paletteOf(references: readonly Colour[], ratio: number): Palette {
  if (references.length === 0) return GREYS;
  return references.map((colour) =>
    mix(NEUTRAL, { ...colour, c: Math.min(MOST_CHROMA, colour.c * GAIN) }, ratio / 100),
  );
}
