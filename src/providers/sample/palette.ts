import sharp from 'sharp';
import { type Colour, fromRgb, mix } from './colour.ts';

/** One colour for each tone reference. */
export type Palette = readonly Colour[];

/** The greys of a picture without references. */
const NEUTRAL: readonly Colour[] = [
  { l: 0.66, c: 0.012, h: 70 },
  { l: 0.6, c: 0.012, h: 240 },
  { l: 0.7, c: 0.01, h: 100 },
];
const GRID = 6;

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
  if (references.length === 0) return NEUTRAL;
  return references.map((colour, index) => {
    const neutral = NEUTRAL[index % NEUTRAL.length] ?? colour;
    return mix(neutral, { ...colour, c: Math.min(0.22, colour.c * 1.15) }, ratio / 100);
  });
}
