import { S3Client } from '@aws-sdk/client-s3';

/** What a client needs to know to find a bucket. */
export interface S3Access {
  readonly region: string;
  /** An S3 other than Amazon's; null: Amazon's. */
  readonly endpoint: string | null;
  /** Null: the SDK's own chain, such as a role of the machine. */
  readonly credentials: S3Credentials | null;
  /** Follows a bucket to wherever it is, at the price of asking twice each time. */
  readonly anyRegion?: boolean;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | null;
}

/** Milliseconds one attempt may take. */
export interface S3Timeouts {
  /** Until there is a connection. */
  readonly connectMs: number;
  /** Until the answer begins, with everything sent. */
  readonly answerMs: number;
  /** Without a byte on the way, also in the middle of a body. */
  readonly silenceMs: number;
}

const TIMEOUTS: S3Timeouts = { connectMs: 5_000, answerMs: 30_000, silenceMs: 15_000 };
/** Requests in all; everything that is asked of S3 may be repeated. */
const ATTEMPTS = 4;

/** Connections at once. Whoever waits for a free one waits on the time to connect: few ever should. */
const CONNECTIONS = 128;

/** A client of Amazon's S3 or of a service like it; whoever makes it destroys it. */
export function s3Client(access: S3Access, timeouts: S3Timeouts = TIMEOUTS): S3Client {
  const { region, endpoint, credentials, anyRegion = false } = access;
  return new S3Client({
    region,
    // A service of one's own seldom has a host name for each bucket.
    ...(endpoint !== null && { endpoint, forcePathStyle: true }),
    ...(credentials !== null && { credentials: credentialsOf(credentials) }),
    // Checksums in trailers are refused by most services that are like S3.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // Asking first costs a connection for each large blob, and waits 6 s where nobody answers it.
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

function credentialsOf({ accessKeyId, secretAccessKey, sessionToken }: S3Credentials) {
  return { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) };
}
