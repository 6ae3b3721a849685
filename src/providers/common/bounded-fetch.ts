import { bytesWithin } from '../../core/base/bytes-within.ts';
import { ProviderError } from '../../core/domain/failure.ts';
import { fetchHere } from './access.ts';

/** Bytes of an answer at most, with all that is around its text. */
export const MAX_BYTES = 2_000_000;
/** The constructor of `Response` refuses a body for these. */
const BODILESS: ReadonlySet<number> = new Set([204, 205]);

/** As `fetchHere`, for answers that are short: reads at most 2 MB. Throws a `ProviderError` for more. */
export const fetchShort: typeof fetch = async (input, init) => {
  const response = await fetchHere(input, init);
  if (response.body === null || BODILESS.has(response.status)) return response;
  const bytes = await bytesWithin(response.body, MAX_BYTES);
  if (bytes === undefined) {
    const detail = `answered with more than ${MAX_BYTES} bytes`;
    throw new ProviderError({ kind: 'provider_error', detail, answered: true });
  }
  const { status, statusText, headers } = response;
  return new Response(Buffer.from(bytes), { status, statusText, headers });
};
