import type { IncomingHttpHeaders } from 'node:http';
import { S3Refusal } from './refusal.ts';

/** A request as it was received, taken apart. */
export interface S3Request {
  readonly method: string;
  /** The path, decoded: slash, bucket, slash, key. */
  readonly path: string;
  readonly bucket: string;
  /** Null for a request about the bucket itself. */
  readonly key: string | null;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Takes a request's line apart; `url` is what stands in it. */
export function readRequest(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
): S3Request {
  const [rawPath = '/', ...queries] = url.split('?');
  const path = decoded(rawPath);
  const [, bucket = '', ...rest] = path.split('/');
  const key = rest.join('/');
  const query = queries
    .join('?')
    .split('&')
    .filter((part) => part !== '')
    .map(pairOf);
  return { method, path, bucket, key: key === '' ? null : key, query, headers, body };
}

/** A header's one value. */
export function headerOf({ headers }: S3Request, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

function pairOf(part: string): readonly [string, string] {
  const [name = '', ...value] = part.split('=');
  return [decoded(name), decoded(value.join('='))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Refusal(400, 'InvalidURI', `Couldn't parse the specified URI ${text}.`);
  }
}
