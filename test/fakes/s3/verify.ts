import { canonicalRequest, type Keys, sha256Of, signatureOf } from './canonical.ts';
import { notImplemented, S3Refusal } from './refusal.ts';
import { headerOf, type S3Request } from './request.ts';

/** Milliseconds a client's clock may be wrong. */
const SKEW_MS = 15 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/** Checks everything about who sent a request and that it is as it was sent. Throws a refusal. */
export function verify(request: S3Request, keys: Keys, now: number): void {
  const [accessKeyId, date, region, signed, signature] = authorizationOf(request);
  if (accessKeyId !== keys.accessKeyId) {
    const why = 'The AWS Access Key Id you provided does not exist in our records.';
    throw new S3Refusal(403, 'InvalidAccessKeyId', why, { AWSAccessKeyId: accessKeyId });
  }
  requireRegion(region, keys.region);
  const amzDate = requireDate(request, date, now);
  requireSession(request, keys);
  const signedHeaders = signed.split(';');
  requireSignedHeaders(request, signedHeaders);
  const payloadHash = payloadHashOf(request);
  const canonical = canonicalRequest(request, signedHeaders, payloadHash);
  if (signatureOf(canonical, amzDate, keys) !== signature) {
    throw new S3Refusal(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      { AWSAccessKeyId: accessKeyId, CanonicalRequest: canonical, SignatureProvided: signature },
    );
  }
  if (sha256Of(request.body) !== payloadHash) {
    const why = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new S3Refusal(400, 'XAmzContentSHA256Mismatch', why);
  }
}

function authorizationOf(request: S3Request): readonly [string, string, string, string, string] {
  const header = headerOf(request, 'authorization');
  if (header === undefined) throw new S3Refusal(403, 'AccessDenied', 'Access Denied');
  const [, id, date, region, signed, signature] = AUTHORIZATION.exec(header) ?? [];
  if (!id || !date || !region || !signed || !signature) {
    throw malformed('The authorization header is malformed');
  }
  return [id, date, region, signed, signature];
}

function requireRegion(region: string, expected: string): void {
  if (region === expected) return;
  throw malformed(
    `The authorization header is malformed; the region '${region}' is wrong; expecting '${expected}'`,
    { Region: expected },
  );
}

function requireDate(request: S3Request, scopeDate: string, now: number): string {
  const amzDate = headerOf(request, 'x-amz-date') ?? '';
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(amzDate);
  if (match === null) {
    const why = 'AWS authentication requires a valid Date or x-amz-date header';
    throw new S3Refusal(403, 'AccessDenied', why);
  }
  const [, year, month, day, hour, minute, second] = match;
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (!(Math.abs(at - now) <= SKEW_MS)) {
    const why = 'The difference between the request time and the current time is too large.';
    throw new S3Refusal(403, 'RequestTimeTooSkewed', why);
  }
  if (!amzDate.startsWith(scopeDate)) throw malformed('Invalid credential date');
  return amzDate;
}

function requireSession(request: S3Request, { sessionToken }: Keys): void {
  if ((headerOf(request, 'x-amz-security-token') ?? null) === sessionToken) return;
  throw new S3Refusal(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
}

/** Host and everything of Amazon's must be signed, or somebody could add to it on the way. */
function requireSignedHeaders(request: S3Request, signed: readonly string[]): void {
  const must = Object.keys(request.headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'),
  );
  const missing = must.filter((name) => !signed.includes(name));
  if (missing.length === 0 && signed.includes('host')) return;
  const why = 'There were headers present in the request which were not signed';
  throw new S3Refusal(403, 'AccessDenied', why, { HeadersNotSigned: missing.join(', ') });
}

/** Unsigned and chunked payloads are for what streams; nothing of ours does, and picky servers refuse them. */
function payloadHashOf(request: S3Request): string {
  const hash = headerOf(request, 'x-amz-content-sha256');
  if (hash === undefined) {
    const why = 'Missing required header for this request: x-amz-content-sha256';
    throw new S3Refusal(400, 'MissingSecurityHeader', why);
  }
  if (!/^[0-9a-f]{64}$/.test(hash)) throw notImplemented(`x-amz-content-sha256: ${hash}`);
  return hash;
}

function malformed(message: string, more: Readonly<Record<string, string>> = {}): S3Refusal {
  return new S3Refusal(400, 'AuthorizationHeaderMalformed', message, more);
}
