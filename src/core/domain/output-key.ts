import { IMAGE_TYPES, type ImageType } from './side.ts';

const ENDINGS: Readonly<Record<ImageType, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** The file ending of an image type, without the dot. */
export function endingOf(type: ImageType): string {
  return ENDINGS[type];
}

/** The image type of a key or file name by its ending; undefined for any other. */
export function typeByEnding(name: string): ImageType | undefined {
  return IMAGE_TYPES.find((type) => name.endsWith(`.${ENDINGS[type]}`));
}

/**
 * Where a generation's image goes, known before it runs: `library/{workspace}/{yyyy-mm}/{generation}.{ext}`.
 * `at` is milliseconds since the epoch; the month is UTC's.
 */
export function outputKey(workspace: string, generation: string, type: ImageType, at: number) {
  const month = new Date(at).toISOString().slice(0, 7);
  return `library/${workspace}/${month}/${generation}.${endingOf(type)}`;
}

/** Where a worker leaves how the job ended, so that an ending outlives a hub that missed it. */
export function resultKey(output: string): string {
  return `${output}.json`;
}
