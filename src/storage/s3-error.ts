import { S3ServiceException } from '@aws-sdk/client-s3';
import { S3Fault } from './s3-fault.ts';

const MAX_MESSAGE = 300;

/** What the SDK threw, as a fault without secrets. */
export function s3Fault(cause: unknown): S3Fault {
  if (cause instanceof S3Fault) return cause;
  if (cause instanceof S3ServiceException) {
    const status = cause.$metadata.httpStatusCode ?? null;
    const message = cause.message.slice(0, MAX_MESSAGE);
    return new S3Fault(cause.name, status, message, regionOf(cause));
  }
  if (!(cause instanceof Error)) return new S3Fault('Unknown', null, 'something that is no error');
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return new S3Fault(code, null, cause.message.slice(0, MAX_MESSAGE));
}

function regionOf({ $response, message }: S3ServiceException): string | null {
  const said = $response?.headers['x-amz-bucket-region'];
  return said ?? /expecting '([a-z0-9-]+)'/.exec(message)?.[1] ?? null;
}
