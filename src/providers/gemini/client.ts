import { GoogleGenAI } from '@google/genai';
import { fetchHere } from '../shared/fetch-here.ts';

/** Where the vendor itself answers. Left out, the SDK would look for an address in the environment. */
const VENDOR_URL = 'https://generativelanguage.googleapis.com';

export interface GeminiSettings {
  readonly apiKey: string;
  /** Another address that speaks the same API; null is the vendor's own. */
  readonly baseUrl: string | null;
}

/**
 * The vendor's own client for the Gemini Developer API. Service, address and version are all said, so
 * that nothing in the environment turns it to another. One try a call, and no clock: with a timeout set,
 * the SDK would end a call exactly as our own signal does, and tell the vendor to hurry.
 */
export function geminiClient({ apiKey, baseUrl }: GeminiSettings): GoogleGenAI {
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
