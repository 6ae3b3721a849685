import type { Size } from '../../core/domain/model.ts';
import type { SceneKind } from '../../core/domain/spec.ts';
import type { Colour } from './colour.ts';
import type { Palette } from './palette.ts';
import type { View } from './view.ts';

/** All that decides a sample picture. */
export interface Painting {
  readonly size: Size;
  readonly seed: number;
  readonly palette: Palette;
  readonly view: View;
  readonly scene: SceneKind;
}

/** Units of the drawing, which is cropped to the picture's size. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}
/** A palette colour at another lightness: far things are light, near ones dark. */
export function shade(palette: Palette, index: number, lightness: number, chroma = 1): Colour {
  const colour = palette[index % palette.length] ?? { l: 0.6, c: 0, h: 0 };
  return { l: lightness, c: colour.c * chroma, h: colour.h };
}
