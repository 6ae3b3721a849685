import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { canonicalRequest, encodeRfc3986, type Keys, sha256Of, signatureOf } from './canonical.ts';
import type { FakeS3 } from './fake-s3.ts';
import { readRequest } from './request.ts';

/** A request as it is written by hand. */
export interface RawCall {
  readonly method?: string;
  /** Of the object; nothing for the bucket itself. */
  readonly key?: string;
  readonly bucket?: string;
  /** Without the question mark, encoded. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sends the body without its length. */
  readonly chunked?: boolean;
  /** When it is signed, in milliseconds since the epoch. */
  readonly at?: number;
  readonly keys?: Partial<Keys>;
  /** Changes what was signed, on its way. */
  readonly tamper?: (sent: RawRequest) => RawRequest;
}

export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface RawAnswer {
  readonly status: number;
  /** Of the error, if it is one. */
  readonly code: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** Signs a request by hand, spoils it if asked, and sends it. */
export function raw(fake: FakeS3, call: RawCall = {}): Promise<RawAnswer> {
  const signed = sign(fake, call);
  return sendRaw(fake.endpoint, call.tamper?.(signed) ?? signed);
}

function sign(fake: FakeS3, call: RawCall): RawRequest {
  const { method = 'GET', key, bucket = fake.bucket.name, query, body = '' } = call;
  const keys = { ...fake.keys, ...call.keys };
  const path = key === undefined ? '' : `/${key.split('/').map(encodeRfc3986).join('/')}`;
  const url = `/${bucket}${path}${query === undefined ? '' : `?${query}`}`;
  const amzDate = new Date(call.at ?? Date.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  const payloadHash = sha256Of(body);
  const headers: Record<string, string> = {
    host: new URL(fake.endpoint).host,
    'x-amz-date': amzDate,
    'x-amz-content-sha256': payloadHash,
    ...(body !== '' && !call.chunked && { 'content-length': String(Buffer.byteLength(body)) }),
    ...call.headers,
  };
  const names = Object.keys(headers).toSorted();
  const request = readRequest(method, url, headers, Buffer.from(body));
  const hash = headers['x-amz-content-sha256'] ?? payloadHash;
  const signature = signatureOf(canonicalRequest(request, names, hash), amzDate, keys);
  const scope = `${amzDate.slice(0, 8)}/${keys.region}/s3/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  const length = call.chunked === true && { 'transfer-encoding': 'chunked' };
  return { method, url, headers: { ...headers, ...length, authorization }, body };
}

/** Sends a request as it stands. */
export function sendRaw(
  endpoint: string,
  { method, url, headers, body }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(endpoint);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path: url, headers }, (got) => {
      text(got).then(
        (said) =>
          resolve({
            status: got.statusCode ?? 0,
            code: /<Code>(.*?)<\/Code>/.exec(said)?.[1],
            headers: got.headers,
            text: said,
          }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
