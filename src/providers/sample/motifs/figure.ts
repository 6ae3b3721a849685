import type { Ink } from '../painting.ts';
import { ellipse, mirrored, path, stroke } from '../svg.ts';

/** How somebody looks: long hair and a coat, or short hair and a jacket. */
export type Look = 'coat' | 'jacket';

const SKINS = ['rgb(240,200,170)', 'rgb(206,154,118)', 'rgb(156,106,78)'] as const;
const HAIRS = ['rgb(38,28,30)', 'rgb(72,46,34)', 'rgb(30,32,42)'] as const;

/** Somebody who stands, 100 units tall; `index` tells several apart. */
export function figure(ink: Ink, look: Look, index = 0): string {
  const [skin, hair] = [SKINS[index % 3] ?? SKINS[0], HAIRS[(index + 1) % 3] ?? HAIRS[0]];
  const cloth = (l: number) => (index === 0 ? ink.main(l, 1.4) : ink.other(index - 1, l, 1.4));
  const [wool, fold, dark] = [cloth(0.33), cloth(0.26), 'rgb(34,32,42)'];
  return look === 'coat'
    ? coat({ skin, hair, wool, fold, dark })
    : jacket({ skin, hair, wool, fold, dark });
}

interface Wear {
  readonly skin: string;
  readonly hair: string;
  readonly wool: string;
  readonly fold: string;
  readonly dark: string;
}

function coat({ skin, hair, wool, fold, dark }: Wear): string {
  return [
    path('M -11 -92 C -14 -78 -13 -70 -10 -66 L 10 -66 C 13 -70 14 -78 11 -92 Z', hair),
    mirrored(stroke('M 4.5 -24 L 4.5 -3', dark, 5), ellipse(6, -2, 5, 2.4, dark)),
    path(
      'M -10 -76 C -15 -60 -13 -40 -17 -20 L 17 -20 C 13 -40 15 -60 10 -76 C 4 -79 -4 -79 -10 -76 Z',
      wool,
    ),
    path('M 2 -77 L 3 -20 L 17 -20 C 13 -40 15 -60 10 -76 Z', fold),
    stroke('M -12 -70 C -17 -58 -17 -50 -15 -40', wool, 6),
    stroke('M 12 -70 C 17 -58 17 -50 15 -40', fold, 6),
    ellipse(-15, -38, 2.6, 2.8, skin),
    ellipse(15, -38, 2.6, 2.8, skin),
    path(
      'M -7 -78 C -3 -73 3 -73 7 -78 C 9 -74 5 -70 0 -70 C -5 -70 -9 -74 -7 -78 Z',
      'rgb(246,238,226)',
    ),
    stroke('M 0 -80 L 0 -75', skin, 5),
    face(skin),
    path(
      'M -9.5 -84 C -12 -103 12 -103 9.5 -84 C 9 -90 5 -94 -1 -94 C -5 -93 -8 -90 -9.5 -84 Z',
      hair,
    ),
  ].join('');
}

function jacket({ skin, hair, wool, fold, dark }: Wear): string {
  return [
    mirrored(stroke('M 5 -44 L 5.5 -4', dark, 8), ellipse(7.5, -2.2, 6, 2.6, 'rgb(30,28,34)')),
    path(
      'M -13 -75 C -15 -62 -13 -52 -12 -40 L 12 -40 C 13 -52 15 -62 13 -75 C 6 -79 -6 -79 -13 -75 Z',
      wool,
    ),
    path('M 2 -77 L 2 -40 L 12 -40 C 13 -52 15 -62 13 -75 Z', fold),
    path('M -5 -78 L 0 -62 L 5 -78 Z', 'rgb(246,238,226)'),
    stroke('M -15 -71 C -20 -60 -19 -50 -17.5 -42', wool, 7),
    stroke('M 15 -71 C 20 -60 19 -50 17.5 -42', fold, 7),
    ellipse(-17.5, -39, 2.9, 3.2, skin),
    ellipse(17.5, -39, 2.9, 3.2, skin),
    stroke('M 0 -81 L 0 -75', skin, 5.6),
    face(skin),
    path(
      'M -9.4 -88 C -12 -101 -2 -102 1 -100 C 9 -101 11 -94 9.4 -87 C 8 -91 6 -93 2 -93 C -3 -93 -7 -93 -9.4 -88 Z',
      hair,
    ),
  ].join('');
}

function face(skin: string): string {
  return [
    ellipse(0, -88, 8.8, 9.8, skin),
    mirrored(
      ellipse(3.4, -87.5, 1, 1.3, 'rgb(44,34,36)'),
      ellipse(5, -84.6, 1.8, 1.1, 'rgb(232,120,110)', 'fill-opacity="0.35"'),
    ),
    stroke('M -2.4 -83.4 C -1 -82 1 -82 2.4 -83.4', 'rgb(150,66,64)', 0.9),
  ].join('');
}

/** Somebody from straight above: hair, shoulders, feet. */
export function figureAbove(ink: Ink, index = 0): string {
  const cloth = (l: number) => (index === 0 ? ink.main(l, 1.4) : ink.other(index - 1, l, 1.4));
  return [
    path('M -26 6 L 44 74 C 58 84 74 70 62 56 L 20 -6 Z', '#000', 'fill-opacity="0.16"'),
    ellipse(0, 0, 36, 17, cloth(0.46)),
    mirrored(ellipse(29, 2, 8.5, 14, cloth(0.38))),
    ellipse(0, 0, 16, 17, HAIRS[(index + 1) % 3] ?? HAIRS[0]),
    stroke('M -1 -14 C 3 -6 3 4 0 12', '#fff', 1.4, 'stroke-opacity="0.3"'),
  ].join('');
}
