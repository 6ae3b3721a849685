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

/** The image type of a key of ours by its ending; undefined for any other. */
export function typeByEnding(key: string): ImageType | undefined {
  return IMAGE_TYPES.find((type) => key.endsWith(`.${ENDINGS[type]}`));
}

/**
 * The key of a generation's image of the type asked for, known before it runs: `library/{workspace}/{yyyy-mm}/{generation}.{ext}`.
 * `at` is milliseconds since the epoch; the month is UTC's.
 */
export function outputKey(workspace: string, generation: string, type: ImageType, at: number) {
  const month = new Date(at).toISOString().slice(0, 7);
  return `library/${workspace}/${month}/${generation}.${endingOf(type)}`;
}

/** Types that every chat shows as they are; Slack shows no WebP. */
const SHOWN_EVERYWHERE: readonly ImageType[] = ['image/png', 'image/jpeg'];

/**
 * The type in which an image is stored that a provider answered with: its own, unless it was not asked for and some chat
 * does not show it. Then it is PNG, which loses nothing.
 */
export function storedType(asked: ImageType, came: ImageType): ImageType {
  return came === asked || SHOWN_EVERYWHERE.includes(came) ? came : 'image/png';
}

/**
 * The key of a generation's image of this type. A spec's output key has the ending of the type that was asked for; an
 * image of another type has another ending, so that its name never lies.
 */
export function keyOfType(output: string, type: ImageType): string {
  return output.replace(/\.[a-z]+$/, `.${endingOf(type)}`);
}

/** Every key that a generation's image can have, the likeliest first. */
export function keysOfImage(output: string): readonly string[] {
  const others = IMAGE_TYPES.map((type) => keyOfType(output, type));
  return [output, ...others.filter((key) => key !== output)];
}

/** The key of the job's result: a worker stores it here, so that the hub can read a result it missed. */
export function resultKey(output: string): string {
  return `${output}.json`;
}
