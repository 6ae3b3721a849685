import type { FakeBucket } from './bucket.ts';
import { byBytes, encodeRfc3986, sha256Of } from './canonical.ts';
import { S3Refusal } from './refusal.ts';
import type { S3Request } from './request.ts';
import { document, element } from './xml.ts';

/** Keys a page at most, whatever is asked for. */
const MOST = 1000;

/** One page of a bucket's keys, as XML; `pageSize` makes pages smaller than a client asks for. */
export function listPage(bucket: FakeBucket, request: S3Request, pageSize: number): string {
  const asked = new Map(request.query);
  const prefix = asked.get('prefix') ?? '';
  const maxKeys = numberOf(asked.get('max-keys'));
  const spell = spellingOf(asked.get('encoding-type'));
  const token = asked.get('continuation-token');
  const after = token === undefined ? null : readToken(token, prefix);
  const rest = [...bucket.objects.keys()]
    .filter((key) => key.startsWith(prefix))
    .toSorted(byBytes)
    .filter((key) => after === null || byBytes(key, after) > 0);
  const page = rest.slice(0, Math.min(maxKeys, pageSize));
  const last = page.at(-1);
  const isTruncated = last !== undefined && rest.length > page.length;
  return document(
    'ListBucketResult',
    [
      element('Name', bucket.name),
      element('Prefix', spell(prefix)),
      token === undefined ? '' : element('ContinuationToken', token),
      isTruncated ? element('NextContinuationToken', tokenOf(last, prefix)) : '',
      element('KeyCount', page.length),
      element('MaxKeys', maxKeys),
      asked.has('encoding-type') ? element('EncodingType', 'url') : '',
      element('IsTruncated', isTruncated),
      ...page.map((key) => contentsOf(bucket, key, spell)),
    ].join(''),
  );
}

function contentsOf(bucket: FakeBucket, key: string, spell: (text: string) => string): string {
  const { bytes, etag, modified } = bucket.get(key);
  const fields = [
    element('Key', spell(key)),
    element('LastModified', new Date(modified).toISOString()),
    element('ETag', etag),
    element('Size', bytes.length),
    element('StorageClass', 'STANDARD'),
  ];
  return `<Contents>${fields.join('')}</Contents>`;
}

function numberOf(text: string | undefined): number {
  if (text === undefined) return MOST;
  if (!/^\d{1,9}$/.test(text)) {
    throw new S3Refusal(400, 'InvalidArgument', 'Provided max-keys not an integer or within range');
  }
  return Math.min(Number(text), MOST);
}

function spellingOf(encoding: string | undefined): (text: string) => string {
  if (encoding === undefined) return (text) => text;
  if (encoding === 'url') {
    return (text) => text.split('/').map(encodeRfc3986).join('/').replaceAll('%20', '+');
  }
  throw new S3Refusal(400, 'InvalidArgument', 'Invalid Encoding Method specified in Request');
}

/** Opaque, and good for the same prefix alone. */
function tokenOf(last: string, prefix: string): string {
  const text = JSON.stringify([last, sha256Of(`${last}\n${prefix}`)]);
  return Buffer.from(text).toString('base64');
}

function readToken(token: string, prefix: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  const last = /^\["(.*)","[0-9a-f]{64}"\]$/s.exec(text)?.[1];
  const key = last === undefined ? undefined : unquoted(last);
  if (key !== undefined && tokenOf(key, prefix) === token) return key;
  throw new S3Refusal(400, 'InvalidArgument', 'The continuation token provided is incorrect');
}

function unquoted(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(`"${text}"`);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
