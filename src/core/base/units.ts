/** Milliseconds of a day of UTC. */
export const DAY_MS = 86_400_000;

/** Bytes. */
export const MEGABYTE = 1024 * 1024;
