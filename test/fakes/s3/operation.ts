import { notImplemented, S3Refusal } from './refusal.ts';
import { headerOf, type S3Request } from './request.ts';

export const OPERATIONS = [
  'PutObject',
  'CopyObject',
  'GetObject',
  'HeadObject',
  'DeleteObject',
  'ListObjectsV2',
  'HeadBucket',
] as const;

export type OperationName = (typeof OPERATIONS)[number];

/** What each operation takes in its query, besides the x-id that the SDKs add. */
const QUERIES: Readonly<Record<OperationName, readonly string[]>> = {
  PutObject: [],
  CopyObject: [],
  GetObject: [],
  HeadObject: [],
  DeleteObject: [],
  ListObjectsV2: ['list-type', 'prefix', 'continuation-token', 'max-keys', 'encoding-type'],
  HeadBucket: [],
};
/** Headers that mean nothing to an operation, or the same to all. */
const HEADERS = [
  'accept',
  'accept-encoding',
  'amz-sdk-invocation-id',
  'amz-sdk-request',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'date',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
  'user-agent',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'x-amz-user-agent',
];

/** Which operation a request asks for. Refuses what this fake does not know, part by part. */
export function operationOf(request: S3Request): OperationName {
  const name = request.key === null ? bucketOperation(request) : objectOperation(request);
  const id = request.query.find(([key]) => key === 'x-id')?.[1] ?? name;
  if (id !== name) throw new S3Refusal(400, 'InvalidArgument', `x-id is ${id}, not ${name}`);
  for (const [key] of request.query) {
    const known = key === 'x-id' || QUERIES[name].includes(key);
    if (!known) throw notImplemented(`the query parameter ${key} of ${name}`);
  }
  for (const header of Object.keys(request.headers)) {
    const known =
      HEADERS.includes(header) || (name === 'CopyObject' && header === 'x-amz-copy-source');
    if (!known) throw notImplemented(`the header ${header} of ${name}`);
  }
  return name;
}

function bucketOperation(request: S3Request): OperationName {
  if (request.bucket === '') throw notImplemented('the list of buckets');
  if (request.method === 'HEAD') return 'HeadBucket';
  if (request.method !== 'GET') throw notImplemented(`${request.method} of a bucket`);
  const listType = request.query.find(([name]) => name === 'list-type')?.[1];
  if (listType !== '2') throw notImplemented('a GET of a bucket without list-type=2');
  return 'ListObjectsV2';
}

function objectOperation(request: S3Request): OperationName {
  switch (request.method) {
    case 'GET':
      return 'GetObject';
    case 'HEAD':
      return 'HeadObject';
    case 'DELETE':
      return 'DeleteObject';
    case 'PUT':
      return headerOf(request, 'x-amz-copy-source') === undefined ? 'PutObject' : 'CopyObject';
    default:
      throw new S3Refusal(
        405,
        'MethodNotAllowed',
        'The specified method is not allowed against this resource.',
        { Method: request.method, ResourceType: 'OBJECT' },
      );
  }
}
