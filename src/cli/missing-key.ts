import { type Config, type VendorName, VENDORS } from '../config.ts';
import type { Model } from '../core/domain/model.ts';

/** The setting that holds each vendor's key, and the one that holds its address. */
export const SETTINGS: Readonly<Record<VendorName, readonly [key: string, address: string]>> = {
  openai: ['OPENAI_API_KEY', 'OPENAI_BASE_URL'],
  gemini: ['GEMINI_API_KEY', 'GOOGLE_GEMINI_BASE_URL'],
  runware: ['RUNWARE_API_KEY', 'RUNWARE_BASE_URL'],
};

/** That the default model needs a key that is not set, and the two ways out; null where it does not. */
export function missingKey(
  { provider, displayName }: Pick<Model, 'provider' | 'displayName'>,
  { vendors }: Pick<Config, 'vendors'>,
): string | null {
  const vendor = VENDORS.find((one) => one === provider);
  if (vendor === undefined || vendors[vendor] !== undefined) return null;
  const [key] = SETTINGS[vendor];
  return `the default, ${displayName}, needs the key of ${vendor}, which is not set: set ${key}, or choose another model with npx diptych models set-default.`;
}
