/** Milliseconds. */
export const HOUR_MS = 3_600_000;
/** Milliseconds of a day of UTC. */
export const DAY_MS = 86_400_000;

/** Bytes. */
export const KILOBYTE = 1024;
/** Bytes. */
export const MEGABYTE = 1024 * KILOBYTE;

/** "20 MB", "64 KB": of a limit, which is a whole number of them. */
export function sizeText(bytes: number): string {
  return bytes < MEGABYTE ? `${bytes / KILOBYTE} KB` : `${bytes / MEGABYTE} MB`;
}
