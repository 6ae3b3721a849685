import { z } from 'zod';
import { address, secretKey } from '../core/base/settings.ts';
import type { VendorImages } from '../core/ports/image-provider.ts';
import type { Clock } from '../core/ports/system.ts';

/** The way to an image vendor. */
export interface VendorAccess {
  readonly apiKey: string;
  /** Another address of its API, without a trailing slash; null: the vendor's own. */
  readonly baseUrl: string | null;
}

interface Vendor {
  /** The settings that hold its key and its address. */
  readonly key: string;
  readonly address: string;
  /** Makes its client, and calls nothing. Loaded here: the SDKs take their time, and many commands need none. */
  readonly open: (access: VendorAccess, clock: Clock) => Promise<VendorImages>;
}

/** The image vendors, by their provider's name: all that the rest of the program knows of each. */
export const VENDORS = {
  openai: {
    key: 'OPENAI_API_KEY',
    address: 'OPENAI_BASE_URL',
    open: async (access, clock) => {
      const [{ openAiClient }, { OpenAiImages }] = await Promise.all([
        import('./openai/client.ts'),
        import('./openai/openai-images.ts'),
      ]);
      return new OpenAiImages(openAiClient(access), clock);
    },
  },
  gemini: {
    key: 'GEMINI_API_KEY',
    address: 'GOOGLE_GEMINI_BASE_URL',
    open: async (access) => {
      const [{ geminiClient }, { GeminiImages }] = await Promise.all([
        import('./gemini/client.ts'),
        import('./gemini/gemini-images.ts'),
      ]);
      return new GeminiImages(geminiClient(access), access.apiKey);
    },
  },
  runware: {
    key: 'RUNWARE_API_KEY',
    address: 'RUNWARE_BASE_URL',
    open: async (access, clock) => {
      const [{ RunwareClient }, { RunwareImages }] = await Promise.all([
        import('./runware/client.ts'),
        import('./runware/runware-images.ts'),
      ]);
      return new RunwareImages(new RunwareClient(access), { now: () => clock.now() });
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

/** What the vendors read of the environment. */
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

/** The vendors whose key is set, each with its own client. Nothing is called yet. */
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
