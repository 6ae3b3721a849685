import type { z } from 'zod';
import { address, secretKey } from '../core/base/settings.ts';
import type { VendorImages } from '../core/ports/image-provider.ts';
import type { Clock } from '../core/ports/system.ts';
import type { VendorAccess } from './common/access.ts';

interface Vendor {
  /** The settings of its key and its address. */
  readonly key: string;
  readonly address: string;
  /** Makes its client without calling it. The SDKs load slowly, and many commands need none: they load here. */
  readonly open: (access: VendorAccess, clock: Clock) => Promise<VendorImages>;
}

/** The image vendors by their provider's name. The rest of the program knows nothing else of them. */
export const VENDORS = {
  openai: {
    key: 'OPENAI_API_KEY',
    address: 'OPENAI_BASE_URL',
    open: async (access, clock) => {
      const { OpenAiImages } = await import('./openai/openai-images.ts');
      return new OpenAiImages(access, clock);
    },
  },
  gemini: {
    key: 'GEMINI_API_KEY',
    address: 'GOOGLE_GEMINI_BASE_URL',
    open: async (access) => {
      const { GeminiImages } = await import('./gemini/gemini-images.ts');
      return new GeminiImages(access);
    },
  },
  runware: {
    key: 'RUNWARE_API_KEY',
    address: 'RUNWARE_BASE_URL',
    open: async (access, clock) => {
      const { RunwareImages } = await import('./runware/runware-images.ts');
      return new RunwareImages(access, clock);
    },
  },
} as const satisfies Readonly<Record<string, Vendor>>;

export type VendorName = keyof typeof VENDORS;
/** The vendors whose key is set. */
export type VendorSettings = Readonly<Partial<Record<VendorName, VendorAccess>>>;

export function isVendor(name: string): name is VendorName {
  return Object.hasOwn(VENDORS, name);
}

export const VENDOR_NAMES: readonly VendorName[] = Object.keys(VENDORS).filter(isVendor);

/** The settings of all vendors. */
export const vendorFields: Readonly<Record<string, z.ZodOptional<z.ZodType<string>>>> =
  Object.fromEntries(
    Object.values(VENDORS).flatMap((one) => [
      [one.key, secretKey.optional()],
      [one.address, address.optional()],
    ]),
  );

export function vendorSettings(value: Readonly<Record<string, unknown>>): VendorSettings {
  const read = (name: string) => {
    const setting = value[name];
    return typeof setting === 'string' ? setting : null;
  };
  return Object.fromEntries(
    VENDOR_NAMES.flatMap((name) => {
      const apiKey = read(VENDORS[name].key);
      return apiKey === null ? [] : [[name, { apiKey, baseUrl: read(VENDORS[name].address) }]];
    }),
  );
}

/** Opens a client for each vendor whose key is set, without calling one. */
export async function openVendors(
  settings: VendorSettings,
  clock: Clock,
): Promise<ReadonlyMap<VendorName, VendorImages>> {
  const open = new Map<VendorName, VendorImages>();
  for (const name of VENDOR_NAMES) {
    const access = settings[name];
    if (access !== undefined) open.set(name, await VENDORS[name].open(access, clock));
  }
  return open;
}
