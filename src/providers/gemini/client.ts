import { GoogleGenAI } from '@google/genai';
import { fetchHere, type VendorAccess } from '../common/access.ts';

/** The vendor's own address. Without it, the SDK would read one from the environment. */
const VENDOR_URL = 'https://generativelanguage.googleapis.com';

/**
 * The vendor's own client for the Gemini Developer API. Service, address and version are explicit, so that the
 * environment cannot change them. One attempt per call, and no timeout: the SDK would end a call just like our own
 * signal does, and send the timeout to the vendor.
 */
export function geminiClient({ apiKey, baseUrl }: VendorAccess): GoogleGenAI {
  return new GoogleGenAI({
    vertexai: false,
    apiKey,
    apiVersion: 'v1beta',
    httpOptions: {
      baseUrl: baseUrl ?? VENDOR_URL,
      retryOptions: { attempts: 1 },
      fetch: fetchHere,
    },
  });
}
