/** Draws every motif of the sample provider in several tones, views and sizes on one sheet: `sample-sheet.ts FILE [MOTIF,MOTIF]`. */
import sharp from 'sharp';
import { MOTIF_NAMES } from '../src/providers/sample/motif-names.ts';
import { paint } from '../src/providers/sample/paint.ts';
import { paletteOf } from '../src/providers/sample/palette.ts';
import { STARTER_CATEGORIES } from '../src/providers/sample/starter.ts';
import { starterColour } from '../src/providers/sample/starter-colours.ts';
import { viewOf } from '../src/providers/sample/view.ts';

/** Pixels of a picture's longer side on the sheet, and between two. */
const SIDE = 240;
const GAP = 6;
const SQUARE = { width: 480, height: 480 };
const LOOKS = [
  { tones: [0, 1, 2], ratio: 100, angle: null, size: SQUARE },
  { tones: [0, 1, 2, 3, 4], ratio: 100, angle: null, size: SQUARE },
  { tones: [5, 6, 7], ratio: 75, angle: null, size: { width: 480, height: 720 } },
  { tones: [4, 1, 6], ratio: 100, angle: null, size: { width: 720, height: 480 } },
  { tones: [0, 1, 2], ratio: 25, angle: null, size: SQUARE },
  { tones: [3, 5, 7], ratio: 100, angle: 'low-angle', size: SQUARE },
  { tones: [3, 5, 0, 2], ratio: 100, angle: 'overhead', size: SQUARE },
  { tones: [6, 2, 1], ratio: 100, angle: 'close-up', size: SQUARE },
  { tones: [6, 2, 1], ratio: 100, angle: 'wide', size: SQUARE },
] as const;

const [file = 'sample-sheet.png', only] = process.argv.slice(2);
const motifs =
  only === undefined ? MOTIF_NAMES : MOTIF_NAMES.filter((one) => only.split(',').includes(one));
const tiles = motifs.flatMap((motif, row) =>
  LOOKS.map(({ tones, ratio, angle, size }, column) => {
    const category = STARTER_CATEGORIES[row % STARTER_CATEGORIES.length]?.slug ?? '';
    const palette = paletteOf(
      tones.map((one) => starterColour(category, one)),
      ratio,
    );
    const svg = paint({
      motif,
      inCity: false,
      palette,
      view: viewOf(angle, 100),
      size,
      seed: 7 + row,
    });
    return { svg, left: column * (SIDE + GAP), top: row * (SIDE + GAP) };
  }),
);
const pictures = await Promise.all(
  tiles.map(async ({ svg, ...place }) => {
    const input = await sharp(Buffer.from(svg))
      .resize(SIDE, SIDE, { fit: 'contain', background: '#fff' })
      .png()
      .toBuffer();
    return { input, ...place };
  }),
);
const [width, height] = [LOOKS.length * (SIDE + GAP), motifs.length * (SIDE + GAP)];
await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
  .composite(pictures)
  .png()
  .toFile(file);
