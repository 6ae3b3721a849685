import { MEGABYTE } from '../base/units.ts';

/** Limits of people's and the pool's pictures. The web chat's page uses this file too. */
export const ATTACHMENT_LIMITS = {
  maxBytes: 20 * MEGABYTE,
  maxPixels: 50_000_000,
  maxSide: 16_000,
} as const;
/** Limits of a provider's image, far above any model's size. */
export const OUTPUT_LIMITS = {
  maxBytes: 100 * MEGABYTE,
  maxPixels: 100_000_000,
  maxSide: 20_000,
} as const;
