import { get as getHttp, type IncomingMessage, type RequestOptions } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIP } from 'node:net';
import { bytesWithin } from '../../core/base/bytes-within.ts';
import { ProviderError } from '../../core/domain/failure.ts';
import { OUTPUT_LIMITS } from '../../core/domain/picture-limits.ts';
import { isPrivateAddress, publicLookup } from './private-address.ts';

/** Why an image is not fetched. */
class NotFetched extends Error {}

/**
 * Fetches an image that a vendor answered by its address: by HTTPS from a public host, or from the vendor's own
 * configured address (`own`; null: none is configured). Sends no key, follows no redirect, and reads at most 100 MB.
 * Throws a `ProviderError`, or the signal's reason.
 */
export async function fetchImage(
  address: string,
  own: string | null,
  signal: AbortSignal,
): Promise<Uint8Array> {
  try {
    const url = URL.parse(address);
    if (url === null) throw new NotFetched('the address is none');
    return await read(await open(url, own, signal));
  } catch (cause) {
    signal.throwIfAborted();
    const isOurs = cause instanceof NotFetched;
    const why = cause instanceof Error ? cause.message : String(cause);
    const detail = `answered with the address of an image that could not be fetched: ${why}`;
    throw new ProviderError({ kind: isOurs ? 'provider_error' : 'network', detail });
  }
}

function open(url: URL, own: string | null, signal: AbortSignal): Promise<IncomingMessage> {
  const isOwn = own !== null && URL.parse(own)?.origin === url.origin;
  if (!isOwn) requirePublic(url);
  const options: RequestOptions = { signal, ...(!isOwn && { lookup: publicLookup() }) };
  return new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp;
    get(url, options, resolve).on('error', reject);
  });
}

/** A literal IP address is not looked up, so it is checked here. */
function requirePublic({ protocol, hostname }: URL): void {
  if (protocol !== 'https:') throw new NotFetched('it is not on HTTPS');
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivateAddress(host)) {
    throw new NotFetched(`${host} is an address of a private network`);
  }
}

async function read(response: IncomingMessage): Promise<Uint8Array> {
  const { statusCode = 0 } = response;
  const { maxBytes } = OUTPUT_LIMITS;
  try {
    if (statusCode !== 200) throw new NotFetched(`it answered ${statusCode}`);
    const bytes = await bytesWithin(response, maxBytes);
    if (bytes === undefined) throw new NotFetched(`it has more than ${maxBytes} bytes`);
    if (!response.complete) throw new Error('the answer was cut');
    return bytes;
  } finally {
    response.destroy();
  }
}
