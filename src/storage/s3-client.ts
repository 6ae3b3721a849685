import { S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { S3Fault } from './s3-fault.ts';

/** How to reach a bucket. */
export interface S3Access {
  readonly region: string;
  /** An S3 other than Amazon's; null: Amazon's. */
  readonly endpoint: string | null;
  /** Null: the SDK's defaults, such as a role of the machine. */
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string | null;
  } | null;
  /** Follows redirects to the bucket's region, which costs a second request each time. */
  readonly anyRegion?: boolean;
}

/** Milliseconds one attempt may take. */
export interface S3Timeouts {
  /** Until there is a connection. */
  readonly connectMs: number;
  /** Until the answer begins, with everything sent. */
  readonly answerMs: number;
  /** Without a byte, also in the middle of a body. */
  readonly silenceMs: number;
}

const TIMEOUTS: S3Timeouts = { connectMs: 5_000, answerMs: 30_000, silenceMs: 15_000 };
/** Attempts in all. Every request to S3 may be repeated. */
const ATTEMPTS = 4;
const MAX_MESSAGE = 300;
/** Connections at once: many, because waiting for a free one counts as time to connect. */
const CONNECTIONS = 128;

/** A client of Amazon's S3 or of a compatible service. The caller must destroy it. */
export function s3Client(access: S3Access, timeouts: S3Timeouts = TIMEOUTS): S3Client {
  const { region, endpoint, credentials, anyRegion = false } = access;
  return new S3Client({
    region,
    // Other services seldom have a host name for each bucket.
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    ...(credentials !== null && { credentials: credentialsOf(credentials) }),
    // Most compatible services refuse checksums in trailers.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // It would cost a connection for each large blob, and 6 s where a service does not answer it.
    expectContinueHeader: false,
    maxAttempts: ATTEMPTS,
    retryMode: 'standard',
    followRegionRedirects: anyRegion,
    requestHandler: {
      connectionTimeout: timeouts.connectMs,
      requestTimeout: timeouts.answerMs,
      throwOnRequestTimeout: true,
      socketTimeout: timeouts.silenceMs,
      httpAgent: { maxSockets: CONNECTIONS },
      httpsAgent: { maxSockets: CONNECTIONS },
    },
  });
}

/** Converts an error of the SDK to one without secrets. */
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

function credentialsOf({ sessionToken, ...keys }: NonNullable<S3Access['credentials']>) {
  return { ...keys, ...(sessionToken !== null && { sessionToken }) };
}
