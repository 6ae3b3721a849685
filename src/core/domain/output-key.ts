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
 * The key of a generation's image, known before it runs: `library/{workspace}/{yyyy-mm}/{generation}.{ext}`.
 * `at` is milliseconds since the epoch; the month is UTC's.
 */
export function outputKey(workspace: string, generation: string, type: ImageType, at: number) {
  const month = new Date(at).toISOString().slice(0, 7);
  return `library/${workspace}/${month}/${generation}.${endingOf(type)}`;
}

/** The key of the job's result: a worker stores it here, so that the hub can read a result it missed. */
export function resultKey(output: string): string {
  return `${output}.json`;
}
