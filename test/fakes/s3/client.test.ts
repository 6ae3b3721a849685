import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FakeS3, type FakeS3Options } from './fake-s3.ts';

/** The SDK's client with as few settings as it needs. */
async function start(options: FakeS3Options = {}): Promise<{ fake: FakeS3; client: S3Client }> {
  const fake = await FakeS3.start(options);
  const { region, accessKeyId, secretAccessKey } = fake.keys;
  const client = new S3Client({
    region,
    endpoint: fake.endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  onTestFinished(() => {
    client.destroy();
    return fake.close();
  });
  return { fake, client };
}

describe('the SDK’s client', () => {
  it('puts, copies, reads and lists', async () => {
    const { fake, client } = await start();
    const Bucket = fake.bucket.name;
    await client.send(new HeadBucketCommand({ Bucket }));
    await client.send(
      new PutObjectCommand({ Bucket, Key: 'a(1), 서울.png', Body: 'x', ContentType: 'image/png' }),
    );
    const CopySource = `${Bucket}/${encodeURIComponent('a(1), 서울.png')}`;
    await client.send(new CopyObjectCommand({ Bucket, Key: 'b', CopySource }));
    const { Body, ContentType } = await client.send(new GetObjectCommand({ Bucket, Key: 'b' }));
    expect(await Body?.transformToString()).toBe('x');
    expect(ContentType).toBe('image/png');
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map(({ Key }) => Key)).toEqual(['a(1), 서울.png', 'b']);
  });

  it('with a wrong clock is put right by the answer', async () => {
    const { fake, client } = await start({ now: () => Date.now() + 3_600_000 });
    await client.send(new HeadBucketCommand({ Bucket: fake.bucket.name }));
    expect(fake.names()).toEqual(['HeadBucket']);
  });

  it('with its default checksums is refused, as by picky services', async () => {
    const { fake } = await start();
    const { accessKeyId, secretAccessKey, region } = fake.keys;
    const credentials = { accessKeyId, secretAccessKey };
    const picky = new S3Client({
      region,
      endpoint: fake.endpoint,
      forcePathStyle: true,
      credentials,
    });
    onTestFinished(() => picky.destroy());
    const put = new PutObjectCommand({ Bucket: fake.bucket.name, Key: 'a', Body: 'x' });
    await expect(picky.send(put)).rejects.toThrow('not implemented');
  });
});
