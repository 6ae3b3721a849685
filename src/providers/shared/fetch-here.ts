import { ProviderError } from '../../core/domain/failure.ts';

/**
 * `fetch` to the address that was set and to no other: prompt, references and key are meant for it alone.
 * Throws a `ProviderError` for an answer that sends the call on.
 */
export const fetchHere: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'manual' });
  const { status, body } = response;
  if (status < 300 || status >= 400) return response;
  await body?.cancel();
  const detail = `the address answered with a redirect (${status}), which is not followed`;
  throw new ProviderError({ kind: 'provider_error', detail });
};
