import type { Size } from '../../../src/core/domain/model.ts';

/** What the documentation's tables say of one image model. */
export interface FakeModel {
  /** Pixels at 1K, by aspect ratio. */
  readonly ratios: Readonly<Record<string, string>>;
  /** Tokens of an image, by the image sizes it takes; '' where it takes none and makes 1K. */
  readonly tokens: Readonly<Record<string, number>>;
  /** Images in a request. */
  readonly maxImages: number;
  /** Whether it takes a seed and other parameters of sampling. */
  readonly samples: boolean;
  /** What its images are. */
  readonly format: 'png' | 'jpeg';
}

const FIRST: FakeModel['ratios'] = {
  '1:1': '1024x1024',
  '2:3': '832x1248',
  '3:2': '1248x832',
  '3:4': '864x1184',
  '4:3': '1184x864',
  '4:5': '896x1152',
  '5:4': '1152x896',
  '9:16': '768x1344',
  '16:9': '1344x768',
  '21:9': '1536x672',
};
const COMMON: FakeModel['ratios'] = {
  '1:1': '1024x1024',
  '2:3': '848x1264',
  '3:2': '1264x848',
  '3:4': '896x1200',
  '4:3': '1200x896',
  '4:5': '928x1152',
  '5:4': '1152x928',
  '9:16': '768x1376',
  '16:9': '1376x768',
  '21:9': '1584x672',
};
const WIDE: FakeModel['ratios'] = {
  ...COMMON,
  '1:4': '512x2048',
  '4:1': '2048x512',
  '1:8': '384x3072',
  '8:1': '3072x384',
};
/** How many times 1K each size is. */
const SCALES: Readonly<Record<string, number>> = { '': 1, '512': 0.5, '1K': 1, '2K': 2, '4K': 4 };

const THIRD = { maxImages: 14, samples: true, format: 'jpeg' } as const;

export const MODELS: Readonly<Record<string, FakeModel>> = {
  'gemini-nano-banana-2.1': {
    ...THIRD,
    ratios: WIDE,
    tokens: { '1K': 1120, '2K': 1680, '4K': 3780 },
    samples: false,
  },
  'gemini-3-pro-image': {
    ...THIRD,
    ratios: COMMON,
    tokens: { '1K': 1120, '2K': 1120, '4K': 2000 },
  },
  'gemini-3.1-flash-image': {
    ...THIRD,
    ratios: WIDE,
    tokens: { '512': 747, '1K': 1120, '2K': 1680, '4K': 2520 },
  },
  'gemini-3.1-flash-lite-image': { ...THIRD, ratios: WIDE, tokens: { '1K': 1120 } },
  'gemini-2.5-flash-image': {
    ratios: FIRST,
    tokens: { '': 1290 },
    maxImages: 3,
    samples: true,
    format: 'png',
  },
};

/** Pixels of an image; undefined when the model does not make it so. */
export function pixelsOf(model: FakeModel, ratio: string, imageSize: string): Size | undefined {
  const scale = imageSize in model.tokens ? SCALES[imageSize] : undefined;
  const [width, height] = model.ratios[ratio]?.split('x').map(Number) ?? [];
  if (scale === undefined || width === undefined || height === undefined) return undefined;
  return { width: width * scale, height: height * scale };
}
