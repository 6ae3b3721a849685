import type { Size } from '../../core/domain/model.ts';
import type { SceneKind } from '../../core/domain/spec.ts';
import type { Colour } from './colour.ts';
import type { Palette } from './palette.ts';
import type { View } from './view.ts';

/** Everything that determines a sample picture. */
export interface Painting {
  readonly size: Size;
  readonly seed: number;
  readonly palette: Palette;
  readonly view: View;
  readonly scene: SceneKind;
}

/** A painting with the frame it is drawn in, in units of the drawing. */
export interface Canvas extends Painting {
  readonly width: number;
  readonly height: number;
  /** The height of the horizon, from the top. */
  readonly horizon: number;
  readonly random: () => number;
}

/** A palette colour with another lightness. */
export function shade(palette: Palette, index: number, lightness: number, chroma = 1): Colour {
  const colour = palette[index % palette.length] ?? { l: 0.6, c: 0, h: 0 };
  return { l: lightness, c: colour.c * chroma, h: colour.h };
}

/** Where the subject is, in units of the drawing, when it stands at this share of the width by itself. */
export function placeOf({ view: { place }, width }: Canvas, by: number): number {
  return width * (by + (place.x - by) * place.share);
}
