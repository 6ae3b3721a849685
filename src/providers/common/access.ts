import { ProviderError } from '../../core/domain/failure.ts';

/** How to reach an image vendor. */
export interface VendorAccess {
  readonly apiKey: string;
  /** Another address of its API, with the version and without a trailing slash; null: the vendor's own. */
  readonly baseUrl: string | null;
}

/**
 * `fetch` without redirects: prompt, references and key are for the configured address alone. Throws a
 * `ProviderError` for a redirect.
 */
export const fetchHere: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  const { status, body } = response;
  if (status < 300 || status >= 400) return response;
  await body?.cancel();
  const detail = `the address answered with a redirect (${status}), which is not followed`;
  throw new ProviderError({ kind: 'provider_error', detail });
};
