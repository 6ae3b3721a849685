import type { FakeBucket, StoredObject } from './bucket.ts';
import { listPage } from './list.ts';
import type { OperationName } from './operation.ts';
import { notImplemented, S3Refusal } from './refusal.ts';
import { headerOf, type S3Request } from './request.ts';
import { document, element } from './xml.ts';

/** What goes back: headers besides those of every answer, and a body. */
export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: string | Uint8Array;
}

/** The buckets, and how they answer. */
export interface Ground {
  readonly buckets: ReadonlyMap<string, FakeBucket>;
  readonly region: string;
  readonly pageSize: number;
  readonly now: () => number;
}

/** Does an operation on the buckets. Throws a refusal. */
export function answer(ground: Ground, name: OperationName, request: S3Request): S3Answer {
  const bucket = bucketOf(ground, request.bucket);
  const key = request.key ?? '';
  switch (name) {
    case 'HeadBucket':
      return {
        status: 200,
        headers: { 'x-amz-bucket-region': bucket.region, 'Content-Length': 0 },
        body: '',
      };
    case 'ListObjectsV2':
      return xml(listPage(bucket, request, ground.pageSize));
    case 'GetObject':
    case 'HeadObject':
      return objectAnswer(bucket.get(key));
    case 'DeleteObject':
      bucket.objects.delete(key);
      return { status: 204, headers: {}, body: '' };
    case 'PutObject':
      return put(bucket, key, request, ground.now());
    case 'CopyObject':
      return copy(ground, bucket, key, request);
  }
}

/** The source of a copy, decoded as the service does: a plus sign that was not encoded is a space. */
export function copySourceOf(request: S3Request): {
  readonly bucket: string;
  readonly key: string;
} {
  const header = headerOf(request, 'x-amz-copy-source') ?? '';
  if (header.includes('?')) throw notImplemented('a version in x-amz-copy-source');
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decodedSource(header)) ?? [];
  if (bucket === undefined || key === undefined) throw badSource();
  return { bucket, key };
}

function decodedSource(header: string): string {
  try {
    return decodeURIComponent(header.replaceAll('+', ' '));
  } catch {
    throw badSource();
  }
}

function badSource(): S3Refusal {
  const why = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
  return new S3Refusal(400, 'InvalidArgument', why, { ArgumentName: 'x-amz-copy-source' });
}

function bucketOf({ buckets, region }: Ground, name: string): FakeBucket {
  const bucket = buckets.get(name);
  if (bucket === undefined) {
    const why = 'The specified bucket does not exist';
    throw new S3Refusal(404, 'NoSuchBucket', why, { BucketName: name });
  }
  if (bucket.region !== region) {
    const why = 'The bucket you are attempting to access must be addressed using its own endpoint.';
    throw new S3Refusal(301, 'PermanentRedirect', why, { Bucket: name, Region: bucket.region });
  }
  return bucket;
}

function put(bucket: FakeBucket, key: string, request: S3Request, now: number): S3Answer {
  if (headerOf(request, 'content-length') === undefined) {
    const why = 'You must provide the Content-Length HTTP header.';
    throw new S3Refusal(411, 'MissingContentLength', why);
  }
  const type = headerOf(request, 'content-type') ?? 'binary/octet-stream';
  const { etag } = bucket.put(key, request.body, type, now);
  return { status: 200, headers: { ETag: etag, 'Content-Length': 0 }, body: '' };
}

function copy(ground: Ground, target: FakeBucket, key: string, request: S3Request): S3Answer {
  const from = copySourceOf(request);
  const source = bucketOf(ground, from.bucket).get(from.key);
  if (from.bucket === target.name && from.key === key) {
    throw new S3Refusal(
      400,
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const { etag, modified } = target.copy(key, source, ground.now());
  const fields = [element('LastModified', new Date(modified).toISOString()), element('ETag', etag)];
  return xml(document('CopyObjectResult', fields.join('')));
}

function objectAnswer({ bytes, type, etag, modified }: StoredObject): S3Answer {
  return {
    status: 200,
    headers: {
      'Content-Type': type,
      'Content-Length': bytes.length,
      'Last-Modified': new Date(modified).toUTCString(),
      'Accept-Ranges': 'bytes',
      ETag: etag,
    },
    body: bytes,
  };
}

function xml(body: string): S3Answer {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/xml', 'Content-Length': Buffer.byteLength(body) },
    body,
  };
}
