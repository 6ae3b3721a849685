import type { Config } from '../config.ts';
import type { Model } from '../core/domain/model.ts';
import { isVendor, VENDORS } from '../providers/vendors.ts';

/** Says that the default model needs a key that is not set, and what to do; null when it needs none. */
export function missingKey(
  { provider, displayName }: Pick<Model, 'provider' | 'displayName'>,
  { vendors }: Pick<Config, 'vendors'>,
): string | null {
  if (!isVendor(provider) || vendors[provider] !== undefined) return null;
  const { key } = VENDORS[provider];
  return `the default, ${displayName}, needs the key of ${provider}, which is not set: set ${key}, or choose another model with npx diptych models set-default.`;
}
