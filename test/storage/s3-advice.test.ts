import { S3ServiceException } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { s3Advice, isMissing, S3Fault } from '../../src/storage/s3-fault.ts';
import { s3Fault } from '../../src/storage/s3-client.ts';

const AMAZON = { bucket: 'pictures', endpoint: null };
const OWN = { bucket: 'pictures', endpoint: 'http://s3.test' };

describe('what to do about S3', () => {
  it.each<[string, number | null, string]>([
    [
      'NoSuchBucket',
      404,
      'There is no bucket "pictures" at Amazon\'s S3: make it, or set S3_BUCKET',
    ],
    ['InvalidAccessKeyId', 403, "Amazon's S3 does not know AWS_ACCESS_KEY_ID: copy the key anew"],
    ['SignatureDoesNotMatch', 403, "Amazon's S3 refuses the signature: AWS_SECRET_ACCESS_KEY"],
    ['InvalidToken', 400, "Amazon's S3 refuses AWS_SESSION_TOKEN: temporary keys come as three"],
    ['ExpiredToken', 400, "Amazon's S3 refuses AWS_SESSION_TOKEN: temporary keys come as three"],
    ['RequestTimeTooSkewed', 403, 'The clock of this machine is more than 15 minutes off'],
    ['CredentialsProviderError', null, 'There are no keys for the bucket "pictures": set AWS_'],
    ['AccessDenied', 403, 'Amazon\'s S3 denies access to the bucket "pictures" (AccessDenied)'],
    ['ECONNREFUSED', null, "S3 cannot be reached at Amazon's S3 (ECONNREFUSED): check"],
    [
      'InternalError',
      500,
      "Amazon's S3 did not do it (500 InternalError: it says): check S3_BUCKET",
    ],
  ])('that answers %s (%s)', (code, status, advice) => {
    const said = s3Advice(new S3Fault(code, status, 'it says'), AMAZON);
    expect(said.slice(0, advice.length)).toBe(advice);
    expect(said).toMatch(/\.$/);
  });

  it.each([
    ['PermanentRedirect', 301],
    ['AuthorizationHeaderMalformed', 400],
    ['Unknown', 301],
  ])('whose bucket is in another region (%s, %i)', (code, status) => {
    const advice = (region: string | null) =>
      s3Advice(new S3Fault(code, status, 'x', region), AMAZON);
    expect(advice('eu-west-1')).toBe(
      'The bucket "pictures" is in another region: set AWS_REGION to eu-west-1.',
    );
    expect(advice(null)).toBe(
      'The bucket "pictures" is in another region: set AWS_REGION to the bucket\'s own region.',
    );
  });

  it('names the service that was set', () => {
    expect(s3Advice(new S3Fault('AccessDenied', 403, 'x'), OWN)).toBe(
      'http://s3.test denies access to the bucket "pictures" (AccessDenied): allow these keys s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject.',
    );
  });
});

describe('a fault of S3', () => {
  const thrown = (message: string, headers?: Record<string, string>) => {
    const error = new S3ServiceException({
      name: 'NoSuchBucket',
      $fault: 'client',
      $metadata: { httpStatusCode: 404 },
      message,
    });
    if (headers === undefined) return error;
    return Object.assign(error, { $response: { statusCode: 404, headers } });
  };

  it('keeps the code, the status, and 300 characters of its words', () => {
    const { code, status, message, region } = s3Fault(thrown('x'.repeat(301)));
    expect([code, status, region]).toEqual(['NoSuchBucket', 404, null]);
    expect(message).toBe('x'.repeat(300));
  });

  it('keeps nothing of the request', () => {
    const fault = s3Fault(thrown('no', { authorization: 'sesame' }));
    expect(JSON.stringify(fault)).not.toContain('sesame');
    expect(fault.cause).toBeUndefined();
  });

  it('knows the region by its header, else by its words', () => {
    const header = { 'x-amz-bucket-region': 'eu-west-1' };
    expect(s3Fault(thrown("expecting 'ap-south-1'", header)).region).toBe('eu-west-1');
    expect(s3Fault(thrown("is wrong; expecting 'ap-south-1'")).region).toBe('ap-south-1');
  });

  it('of a connection has the system’s code, and a fault that is one stays itself', () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    expect(s3Fault(refused)).toMatchObject({
      code: 'ECONNREFUSED',
      status: null,
      message: 'connect',
    });
    expect(s3Fault(new TypeError('x'))).toMatchObject({ code: 'TypeError', status: null });
    expect(s3Fault('oops')).toMatchObject({ code: 'Unknown', status: null });
    const fault = new S3Fault('Deadline', null, 'late');
    expect(s3Fault(fault)).toBe(fault);
  });

  it.each<[string, number | null, boolean]>([
    ['NoSuchKey', 404, true],
    ['NotFound', 404, true],
    ['NoSuchBucket', 404, false],
    ['NoSuchKey', 500, false],
    ['NotFound', null, false],
  ])('%s with status %s says that there is no object: %s', (code, status, missing) => {
    expect(isMissing(new S3Fault(code, status, 'x'))).toBe(missing);
  });
});
