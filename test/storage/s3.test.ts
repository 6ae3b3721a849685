import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BlobError } from '../../src/core/ports/blobs.ts';
import { S3Blobs } from '../../src/storage/s3.ts';
import { s3Client, type S3Timeouts } from '../../src/storage/s3-client.ts';
import { S3Fault } from '../../src/storage/s3-fault.ts';
import { SystemClock } from '../../src/system.ts';
import { blobStoreContract } from '../contracts/blob-store.ts';
import { FakeS3, type FakeS3Options } from '../fakes/s3/fake-s3.ts';

const bytes = (value: string) => new TextEncoder().encode(value);
const clock = new SystemClock();
const KEYS = {
  accessKeyId: 'AKIATEST',
  secretAccessKey: 'a/secret+key',
  sessionToken: null,
} as const;

blobStoreContract('S3Blobs', async () => {
  const fake = await FakeS3.start({ pageSize: 3 });
  const client = clientOf(fake);
  return {
    blobs: new S3Blobs(client, { bucket: fake.bucket.name, clock }),
    cleanUp: () => {
      client.destroy();
      return fake.close();
    },
  };
});

interface Under {
  readonly fake: FakeS3;
  readonly blobs: S3Blobs;
}

function clientOf(fake: FakeS3, secret = fake.keys.secretAccessKey, timeouts?: S3Timeouts) {
  const { region, accessKeyId, sessionToken } = fake.keys;
  const credentials = { accessKeyId, secretAccessKey: secret, sessionToken };
  return s3Client({ region, endpoint: fake.endpoint, credentials }, timeouts);
}

async function start(
  more: FakeS3Options & { deadlineMs?: number; secret?: string; timeouts?: S3Timeouts } = {},
): Promise<Under> {
  const { deadlineMs, secret, timeouts, ...options } = more;
  const fake = await FakeS3.start({ ...KEYS, ...options });
  const client = clientOf(fake, secret, timeouts);
  onTestFinished(() => {
    client.destroy();
    return fake.close();
  });
  const bucket = fake.bucket.name;
  return { fake, blobs: new S3Blobs(client, { bucket, clock, ...(deadlineMs && { deadlineMs }) }) };
}

/** What a blob store throws, with the fault it names as the cause. */
async function failureOf(work: Promise<unknown>): Promise<{ said: string; cause: S3Fault }> {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof BlobError) || !(error.cause instanceof S3Fault)) throw error;
  expect(error.kind).toBe('storage');
  return { said: error.message, cause: error.cause };
}

describe('the S3 store', () => {
  it('keeps the type of a blob, also of its copy', async () => {
    const { fake, blobs } = await start();
    await blobs.put('a/1', bytes('one'), 'image/webp');
    await blobs.copy('a/1', 'b/1');
    expect(fake.bucket.get('b/1').type).toBe('image/webp');
  });

  it('copies without a byte of the blob on the way', async () => {
    const { fake, blobs } = await start();
    const image = randomBytes(2_000_000);
    await blobs.put('jobs/1', image, 'image/png');
    const before = { received: fake.bytesReceived, sent: fake.bytesSent };
    expect(before.received).toBeGreaterThan(image.length);
    expect(await blobs.copy('jobs/1', 'library/1')).toBe(true);
    expect(fake.bytesReceived - before.received).toBeLessThan(4_000);
    expect(fake.bytesSent - before.sent).toBeLessThan(4_000);
    expect(fake.names()).toEqual(['PutObject', 'CopyObject']);
    expect(Buffer.from((await blobs.get('library/1')) ?? [])).toEqual(image);
  });

  it('sends temporary keys along with their token', async () => {
    const { blobs } = await start({ sessionToken: 'a+session/token==' });
    await blobs.put('a/1', bytes('one'), 'image/png');
    expect(await blobs.size('a/1')).toBe(3);
  });

  it('lists page by page, and asks for no page that nobody reads', async () => {
    const { fake, blobs } = await start({ pageSize: 10 });
    for (let n = 0; n < 25; n += 1) fake.bucket.put(`a/${n}`, bytes('x'), 'image/png', 0);
    for await (const key of blobs.list('a/')) if (key === 'a/1') break;
    expect(fake.names()).toEqual(['ListObjectsV2']);
    expect(await Array.fromAsync(blobs.list('a/'))).toHaveLength(25);
    expect(fake.names()).toHaveLength(4);
  });

  it('lists no object that is not a blob of ours', async () => {
    const { fake, blobs } = await start({ pageSize: 2 });
    for (const key of ['a/', 'a//b', 'a/.hidden', '/a', '.', 'a/\\', 'a/b']) {
      fake.bucket.put(key, bytes('x'), 'image/png', 0);
    }
    expect(await Array.fromAsync(blobs.list(''))).toEqual(['a/b']);
  });

  it('asks once for the size of a blob, and again only when it is not there', async () => {
    const { fake, blobs } = await start();
    fake.bucket.put('a/1', bytes('one'), 'image/png', 0);
    expect(await blobs.size('a/1')).toBe(3);
    expect(fake.names()).toEqual(['HeadObject']);
    expect(await blobs.size('a/2')).toBeUndefined();
    expect(fake.names().slice(1)).toEqual(['HeadObject', 'GetObject']);
  });

  it('gives back an empty blob', async () => {
    const { blobs } = await start();
    await blobs.put('a/1', new Uint8Array(), 'image/png');
    expect(await blobs.get('a/1')).toEqual(new Uint8Array());
    expect(await blobs.size('a/1')).toBe(0);
  });
});

describe('a fault of S3', () => {
  it.each(['internal-error', 'cut', 'cut-after'] as const)(
    '(%s) that goes away is not noticed',
    async (fault) => {
      const { fake, blobs } = await start();
      for (const name of ['PutObject', 'CopyObject', 'GetObject', 'HeadObject'] as const) {
        fake.misbehave(name, fault, 2);
      }
      for (const name of ['ListObjectsV2', 'DeleteObject'] as const) fake.misbehave(name, fault);
      await blobs.put('a/1', bytes('one'), 'image/png');
      expect(await blobs.copy('a/1', 'a/2')).toBe(true);
      expect(await blobs.get('a/2')).toEqual(bytes('one'));
      expect(await blobs.size('a/2')).toBe(3);
      await blobs.delete('a/1');
      expect(await Array.fromAsync(blobs.list('a/'))).toEqual(['a/2']);
    },
  );

  it('(slow-down) that goes away is not noticed', async () => {
    const { fake, blobs } = await start();
    fake.misbehave('PutObject', 'slow-down');
    await blobs.put('a/1', bytes('one'), 'image/png');
    expect(fake.names()).toEqual(['PutObject', 'PutObject']);
  });

  it.each([
    ['internal-error', 'InternalError', 500],
    ['access-denied', 'AccessDenied', 403],
    ['cut', 'ECONNRESET', null],
  ] as const)('(%s) that stays is told, with its code', async (fault, code, status) => {
    const { fake, blobs } = await start();
    fake.bucket.put('a/1', bytes('one'), 'image/png', 0);
    for (const name of ['PutObject', 'CopyObject', 'GetObject', 'ListObjectsV2'] as const) {
      fake.misbehave(name, fault, 100);
    }
    const put = await failureOf(blobs.put('a/2', bytes('x'), 'image/png'));
    expect(put.said).toBe(`S3 did not put a/2: ${code}`);
    expect(put.cause.status).toBe(status);
    const get = await failureOf(blobs.get('a/1'));
    expect(get.said).toBe(`S3 did not read a/1: ${code}`);
    const copy = await failureOf(blobs.copy('a/1', 'a/3'));
    expect(copy.said).toBe(`S3 did not copy a/1 to a/3: ${code}`);
    const list = await failureOf(Array.fromAsync(blobs.list('a/')));
    expect(list.said).toBe(`S3 did not list a/: ${code}`);
  });

  it('(slow-down) that lasts beyond the deadline ends at the deadline', async () => {
    const { fake, blobs } = await start({ deadlineMs: 300 });
    fake.misbehave('PutObject', 'slow-down', 100);
    const { cause } = await failureOf(blobs.put('a/1', bytes('x'), 'image/png'));
    expect(['Deadline', 'SlowDown']).toContain(cause.code);
  });

  it('that comes with a 200 fails a copy, unless a repetition helps', async () => {
    const { fake, blobs } = await start();
    fake.bucket.put('a/1', bytes('one'), 'image/png', 0);
    fake.misbehave('CopyObject', 'error-in-200');
    expect(await blobs.copy('a/1', 'a/2')).toBe(true);
    fake.misbehave('CopyObject', 'error-in-200', 100);
    const { cause } = await failureOf(blobs.copy('a/1', 'a/3'));
    expect(cause.code).toBe('InternalError');
    expect(fake.bucket.objects.has('a/3')).toBe(false);
  });

  it('that breaks a download off half-way makes it be repeated once', async () => {
    const { fake, blobs } = await start();
    const image = randomBytes(300_000);
    fake.bucket.put('a/1', image, 'image/png', 0);
    fake.misbehave('GetObject', 'cut-body');
    expect(Buffer.from((await blobs.get('a/1')) ?? [])).toEqual(image);
    fake.misbehave('GetObject', 'cut-body', 100);
    expect((await failureOf(blobs.get('a/1'))).cause.code).toBe('ECONNRESET');
  });
});

describe('an S3 that says nothing', () => {
  it.each(['stall', 'stall-body'] as const)('(%s) is given up at the deadline', async (fault) => {
    const { fake, blobs } = await start({ deadlineMs: 300 });
    fake.bucket.put('a/1', randomBytes(300_000), 'image/png', 0);
    for (const name of ['GetObject', 'ListObjectsV2'] as const) fake.misbehave(name, fault, 100);
    const { said, cause } = await failureOf(blobs.get('a/1'));
    expect(said).toBe('S3 did not read a/1: Deadline');
    expect(cause.message).toBe('no end within 300 ms');
    expect((await failureOf(Array.fromAsync(blobs.list('')))).cause.code).toBe('Deadline');
  });

  it('in the middle of a body is asked again before the deadline', async () => {
    const timeouts = { connectMs: 1_000, answerMs: 10_000, silenceMs: 200 };
    const { fake, blobs } = await start({ timeouts });
    const image = randomBytes(300_000);
    fake.bucket.put('a/1', image, 'image/png', 0);
    fake.misbehave('GetObject', 'stall-body');
    expect(Buffer.from((await blobs.get('a/1')) ?? [])).toEqual(image);
  });

  it('before it answers is asked again before the deadline', async () => {
    const timeouts = { connectMs: 1_000, answerMs: 200, silenceMs: 10_000 };
    const { fake, blobs } = await start({ timeouts });
    fake.misbehave('PutObject', 'stall');
    await blobs.put('a/1', bytes('one'), 'image/png');
    expect(fake.names()).toEqual(['PutObject', 'PutObject']);
  });

  it('is told when nothing listens there', async () => {
    const { fake, blobs } = await start();
    await fake.close();
    expect((await failureOf(blobs.get('a/1'))).cause.code).toBe('ECONNREFUSED');
  });
});

describe('settings that are wrong', () => {
  it('as to the secret are told without it', async () => {
    const { blobs } = await start({ secret: 'another-secret' });
    const { said, cause } = await failureOf(blobs.put('a/1', bytes('x'), 'image/png'));
    expect(said).toBe('S3 did not put a/1: SignatureDoesNotMatch');
    expect(inspect(cause)).not.toMatch(/secret|AKIA/);
  });

  it('as to the bucket are a fault, never a missing blob', async () => {
    const { fake } = await start();
    const client = clientOf(fake);
    onTestFinished(() => client.destroy());
    const blobs = new S3Blobs(client, { bucket: 'elsewhere', clock });
    expect((await failureOf(blobs.get('a/1'))).cause.code).toBe('NoSuchBucket');
    expect((await failureOf(blobs.size('a/1'))).cause.code).toBe('NoSuchBucket');
    expect((await failureOf(blobs.copy('a/1', 'a/1'))).cause.code).toBe('NoSuchBucket');
    expect((await failureOf(blobs.copy('a/1', 'a/2'))).cause.code).toBe('NoSuchBucket');
    expect((await failureOf(Array.fromAsync(blobs.list('')))).cause.code).toBe('NoSuchBucket');
  });
});
