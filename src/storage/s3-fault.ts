/** Why an operation of S3 failed. Unlike the SDK's error it holds no request, whose headers must not be logged. */
export class S3Fault extends Error {
  /** S3's code, such as `NoSuchBucket`, or the system's, such as `ECONNREFUSED`. */
  readonly code: string;
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  /** The region of the bucket, if the answer names it. */
  readonly region: string | null;

  constructor(code: string, status: number | null, message: string, region: string | null = null) {
    super(message);
    this.name = 'S3Fault';
    this.code = code;
    this.status = status;
    this.region = region;
  }
}

/** Whether the object does not exist. The 404 of a HEAD has no code, and may also mean that its bucket does not exist. */
export function isMissing({ code, status }: S3Fault): boolean {
  return status === 404 && (code === 'NoSuchKey' || code === 'NotFound');
}

/** The code when what was put cannot be found again. */
export const NOT_KEPT = 'NotKept';

/** The permissions that a key needs. */
const ACTIONS = 's3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject';

/** One sentence for an operator: what is wrong with the bucket or the access to it, and what to do. */
export function s3Advice(
  fault: S3Fault,
  { bucket, endpoint }: { readonly bucket: string; readonly endpoint: string | null },
): string {
  const place = endpoint ?? "Amazon's S3";
  switch (fault.code) {
    case 'NoSuchBucket':
      return `There is no bucket "${bucket}" at ${place}: make it, or set S3_BUCKET to one that is there.`;
    case 'InvalidAccessKeyId':
      return `${place} does not know AWS_ACCESS_KEY_ID: copy the key anew, or make another.`;
    case 'SignatureDoesNotMatch':
      return `${place} refuses the signature: AWS_SECRET_ACCESS_KEY is not the secret of AWS_ACCESS_KEY_ID, copy it anew.`;
    case 'InvalidToken':
    case 'ExpiredToken':
      return `${place} refuses AWS_SESSION_TOKEN: temporary keys come as three, get new ones.`;
    case 'RequestTimeTooSkewed':
      return `The clock of this machine is more than 15 minutes off from that of ${place}: set it.`;
    case 'CredentialsProviderError':
      return `There are no keys for the bucket "${bucket}": set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this machine a role.`;
    case NOT_KEPT:
      return `What is put into the bucket "${bucket}" at ${place} cannot be found again: is it a store of its own, and sound?`;
    case 'AuthorizationHeaderMalformed':
    case 'PermanentRedirect':
      return elsewhere(bucket, fault.region);
    default:
      return byStatus(fault, bucket, place);
  }
}

function byStatus({ code, status, region, message }: S3Fault, bucket: string, place: string) {
  if (status === 301) return elsewhere(bucket, region);
  if (status === 403) {
    return `${place} denies access to the bucket "${bucket}" (${code}): allow these keys ${ACTIONS}.`;
  }
  if (status === null) {
    return `S3 cannot be reached at ${place} (${code}): check AWS_ENDPOINT_URL_S3, AWS_REGION and the network.`;
  }
  return `${place} did not do it (${status} ${code}: ${message}): check S3_BUCKET, AWS_ENDPOINT_URL_S3 and AWS_REGION, then try again.`;
}

function elsewhere(bucket: string, region: string | null): string {
  const right = region === null ? "to the bucket's own region" : `to ${region}`;
  return `The bucket "${bucket}" is in another region: set AWS_REGION ${right}.`;
}
