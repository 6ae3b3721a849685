/**
 * Why S3 did not do it, in plain fields. It stands for the SDK's error, which carries the request along:
 * its headers and what was signed are nothing for a log.
 */
export class S3Fault extends Error {
  /** S3's code, such as `NoSuchBucket`, or the system's, such as `ECONNREFUSED`. */
  readonly code: string;
  /** Of the answer; null when none came. */
  readonly status: number | null;
  /** Where the bucket is, if the answer said so; null when not. */
  readonly region: string | null;

  constructor(code: string, status: number | null, message: string, region: string | null = null) {
    super(message);
    this.name = 'S3Fault';
    this.code = code;
    this.status = status;
    this.region = region;
  }
}

/** Whether S3 said that there is no such object. A HEAD's answer has no code, so any 404 counts there. */
export function isMissing({ code, status }: S3Fault): boolean {
  return status === 404 && (code === 'NoSuchKey' || code === 'NotFound');
}
