import type { Size } from '../../core/domain/model.ts';
import type { MotifName } from './motif-names.ts';
import type { Palette } from './palette.ts';
import type { Tones } from './tones.ts';
import type { View } from './view.ts';

/** Everything that determines a sample picture. */
export interface Painting {
  readonly size: Size;
  readonly seed: number;
  readonly palette: Palette;
  readonly view: View;
  readonly motif: MotifName;
  /** Whether people and things stand in a street instead of before hills. */
  readonly inCity: boolean;
}

/** A painting with the frame it is drawn in, in units of the drawing. */
export interface Canvas extends Painting {
  readonly width: number;
  readonly height: number;
  /** The height of the horizon, from the top. */
  readonly horizon: number;
  readonly tones: Tones;
  readonly random: () => number;
}

/**
 * How a motif is drawn: 100 units tall, its feet at y = 0, its middle at x = 0. `above` is how it looks from straight above, 100 units
 * across, its middle at 0, 0.
 */
export interface Motif {
  readonly backdrop: BackdropName;
  /** Its height, as a share of a usual subject's. */
  readonly height: number;
  /** Its width, as a multiple of its height. */
  readonly aspect: number;
  readonly front: (ink: Ink) => string;
  readonly above: (ink: Ink) => string;
  /** Half its width and height from above, where a soft shadow lies under it; those with shadows of their own have none. */
  readonly shadow?: readonly [rx: number, ry: number];
}

export type BackdropName = 'hills' | 'meadow' | 'sea' | 'room' | 'city';

/** What motifs draw with: colours of the picture at a lightness (0–1), and chance that its seed repeats. */
export interface Ink {
  readonly main: (lightness: number, chroma?: number) => string;
  /** The picture's other colours, by index. */
  readonly other: (index: number, lightness: number, chroma?: number) => string;
  readonly random: () => number;
}

/** Where the subject is, in units of the drawing, when it stands at this share of the width by itself. */
export function placeOf({ view: { place }, width }: Canvas, by: number): number {
  return width * (by + (place.x - by) * place.share);
}
