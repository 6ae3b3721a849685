import { createHash, createHmac } from 'node:crypto';
import { headerOf, type S3Request } from './request.ts';

/** Who may sign, and for where. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Null: long-lived keys, which have no session. */
  readonly sessionToken: string | null;
  readonly region: string;
}

/** sha256 in hex. */
export function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Percent-encoding as signatures want it: all but unreserved characters, in upper-case hex. */
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The request in the one spelling that both sides sign. */
export function canonicalRequest(
  request: S3Request,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const query = request.query
    .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
    .toSorted(byBytes);
  const headers = signedHeaders.map((name) => {
    const value = headerOf(request, name) ?? '';
    return `${name}:${value.trim().replace(/ +/g, ' ')}\n`;
  });
  return [
    request.method,
    request.path.split('/').map(encodeRfc3986).join('/'),
    query.join('&'),
    headers.join(''),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** The signature (version 4) of a canonical request at a time such as 20261101T120000Z. */
export function signatureOf(canonical: string, amzDate: string, keys: Keys): string {
  const date = amzDate.slice(0, 8);
  const scope = `${date}/${keys.region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', amzDate, scope, sha256Of(canonical)].join('\n');
  const secret: string | Uint8Array = `AWS4${keys.secretAccessKey}`;
  const signingKey = [date, keys.region, 's3', 'aws4_request'].reduce<string | Uint8Array>(
    (key, part) => hmac(key, part),
    secret,
  );
  return Buffer.from(hmac(signingKey, toSign)).toString('hex');
}

/** Order by UTF-8 bytes, which is not JavaScript's order of UTF-16 units. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function hmac(key: string | Uint8Array, text: string): Uint8Array {
  return createHmac('sha256', key).update(text).digest();
}
