import { bytesWithin } from '../../core/base/bytes-within.ts';
import { ProviderError } from '../../core/domain/failure.ts';
import { fetchHere } from './access.ts';

/** Bytes of an answer at most, with all that is around its text. */
export const MAX_BYTES = 2_000_000;

/** As `fetchHere`, for answers that are short: reads at most 2 MB. Throws a `ProviderError` for more. */
export const fetchShort: typeof fetch = async (input, init) => {
  const response = await fetchHere(input, init);
  if (response.body === null) return response;
  const bytes = await bytesWithin(response.body, MAX_BYTES);
  if (bytes === undefined) {
    const detail = `answered with more than ${MAX_BYTES} bytes`;
    throw new ProviderError({ kind: 'provider_error', detail, answered: true });
  }
  const said = new TextDecoder().decode(bytes);
  // Not a new `Response`: the web server puts a class of its own in place of the global one.
  return Object.assign(response, {
    text: async () => said,
    json: async (): Promise<unknown> => JSON.parse(said),
  });
};
