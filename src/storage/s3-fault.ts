import { S3ServiceException } from '@aws-sdk/client-s3';

const MAX_MESSAGE = 300;

/**
 * Why S3 did not do it, in plain fields. It stands for the SDK's error, which carries the request along:
 * its headers and what was signed are nothing for a log.
 */
export class S3Fault extends Error {
  /** S3's code, such as `NoSuchBucket`, or the system's, such as `ECONNREFUSED`. */
  readonly code: string;
  /** Of the answer; null when none came. */
  readonly status: number | null;

  constructor(code: string, status: number | null, message: string) {
    super(message);
    this.name = 'S3Fault';
    this.code = code;
    this.status = status;
  }
}

/** What the SDK threw, as a fault without secrets. */
export function s3Fault(cause: unknown): S3Fault {
  if (cause instanceof S3Fault) return cause;
  if (cause instanceof S3ServiceException) {
    const status = cause.$metadata.httpStatusCode ?? null;
    return new S3Fault(cause.name, status, cause.message.slice(0, MAX_MESSAGE));
  }
  if (!(cause instanceof Error)) return new S3Fault('Unknown', null, 'something that is no error');
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name;
  return new S3Fault(code, null, cause.message.slice(0, MAX_MESSAGE));
}

/** Whether S3 said that there is no such object. A HEAD's answer has no code, so any 404 counts there. */
export function isMissing({ code, status }: S3Fault): boolean {
  return status === 404 && (code === 'NoSuchKey' || code === 'NotFound');
}
