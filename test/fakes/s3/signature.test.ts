import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalRequest, sha256Of, signatureOf } from './canonical.ts';
import { FakeS3 } from './fake-s3.ts';
import { raw, type RawCall } from './raw.ts';
import { readRequest } from './request.ts';

let fake: FakeS3;
beforeAll(async () => {
  fake = await FakeS3.start();
});
afterAll(() => fake.close());

const PUT: RawCall = {
  method: 'PUT',
  key: 'a/(1), 서울+.png',
  body: 'hello',
  headers: { 'content-type': 'image/png' },
};
const with_ = (name: string, value: string): Pick<RawCall, 'tamper'> => ({
  tamper: (sent) => ({ ...sent, headers: { ...sent.headers, [name]: value } }),
});
const without = (name: string): Pick<RawCall, 'tamper'> => ({
  tamper: (sent) => ({
    ...sent,
    headers: Object.fromEntries(Object.entries(sent.headers).filter(([key]) => key !== name)),
  }),
});

describe('a signature', () => {
  it('is the one of the example in the service’s documentation', () => {
    const keys = {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      sessionToken: null,
      region: 'us-east-1',
    };
    const headers = {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': sha256Of(''),
      'x-amz-date': '20130524T000000Z',
    };
    const request = readRequest('GET', '/test.txt', headers, Buffer.alloc(0));
    const canonical = canonicalRequest(request, Object.keys(headers), sha256Of(''));
    expect(signatureOf(canonical, '20130524T000000Z', keys)).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  it('that is right lets a request in', async () => {
    expect(await raw(fake, PUT)).toMatchObject({ status: 200 });
    expect(await raw(fake, { key: 'a/(1), 서울+.png' })).toMatchObject({ text: 'hello' });
    const listed = await raw(fake, { query: 'list-type=2&prefix=a%2F%281%29%2C%20' });
    expect(listed.text).toContain('<KeyCount>1</KeyCount>');
  });

  it.each<[string, RawCall, number, string]>([
    ['is not there', without('authorization'), 403, 'AccessDenied'],
    ['is nonsense', with_('authorization', 'Bearer x'), 400, 'AuthorizationHeaderMalformed'],
    [
      'is made with another secret',
      { keys: { secretAccessKey: 'x' } },
      403,
      'SignatureDoesNotMatch',
    ],
    ['is of an unknown key', { keys: { accessKeyId: 'AKIAX' } }, 403, 'InvalidAccessKeyId'],
    [
      'is for another region',
      { keys: { region: 'eu-west-1' } },
      400,
      'AuthorizationHeaderMalformed',
    ],
    [
      'stands on another method',
      { tamper: (sent) => ({ ...sent, method: 'DELETE' }) },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'stands on another key',
      { tamper: (sent) => ({ ...sent, url: '/pictures/a/2' }) },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'stands on another query',
      { tamper: (sent) => ({ ...sent, url: `${sent.url}?x-id=PutObject` }) },
      403,
      'SignatureDoesNotMatch',
    ],
    ['stands on another header', with_('content-type', 'text/html'), 403, 'SignatureDoesNotMatch'],
    ['leaves a header out', with_('x-amz-copy-source', 'pictures/a'), 403, 'AccessDenied'],
    [
      'stands on another body',
      { tamper: (sent) => ({ ...sent, body: 'HELLO' }) },
      400,
      'XAmzContentSHA256Mismatch',
    ],
    ['has no hash of the body', without('x-amz-content-sha256'), 400, 'MissingSecurityHeader'],
    [
      'leaves the body out',
      { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } },
      501,
      'NotImplemented',
    ],
    ['is from 16 minutes ago', { at: Date.now() - 16 * 60_000 }, 403, 'RequestTimeTooSkewed'],
    ['is from in 16 minutes', { at: Date.now() + 16 * 60_000 }, 403, 'RequestTimeTooSkewed'],
    [
      'brings a session nobody opened',
      { headers: { 'x-amz-security-token': 'x' } },
      400,
      'InvalidToken',
    ],
  ])('that %s keeps it out', async (_, call, status, code) => {
    const key = 'a/kept-out.png';
    const answer = await raw(fake, { ...PUT, key, ...call });
    expect(answer).toMatchObject({ status, code });
    expect(fake.bucket.objects.has(key)).toBe(false);
  });

  it.each([-14, 14])('may come from a clock that is %d minutes wrong', async (minutes) => {
    const answer = await raw(fake, { ...PUT, at: Date.now() + minutes * 60_000 });
    expect(answer.status).toBe(200);
  });
});
