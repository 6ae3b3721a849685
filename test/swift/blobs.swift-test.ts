import { describe, expect, it, onTestFinished } from 'vitest';
import { S3Blobs } from '../../src/storage/s3.ts';
import { s3Client } from '../../src/storage/s3-client.ts';
import { SystemClock } from '../../src/system.ts';
import { blobStoreContract } from '../contracts/blob-store.ts';

/** What scripts/test-swift.js tells: this file runs by `npm run test:swift` only. */
function told(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: run "npm run test:swift"`);
  return value;
}

const settings = {
  endpoint: told('SWIFT_ENDPOINT'),
  bucket: told('SWIFT_BUCKET'),
  accessKeyId: told('SWIFT_ACCESS_KEY'),
  secretAccessKey: told('SWIFT_SECRET_KEY'),
};

function connect({ endpoint, bucket, accessKeyId, secretAccessKey } = settings) {
  const credentials = { accessKeyId, secretAccessKey, sessionToken: null };
  const client = s3Client({ region: 'us-east-1', endpoint, credentials });
  return { client, blobs: new S3Blobs(client, { bucket, clock: new SystemClock() }) };
}

/** The bucket, empty again afterwards. */
async function start() {
  const { client, blobs } = connect();
  const cleanUp = async () => {
    for (const key of await Array.fromAsync(blobs.list(''))) await blobs.delete(key);
    client.destroy();
  };
  return { blobs, cleanUp };
}

blobStoreContract('Swift', start);

describe('Swift', () => {
  it('keeps and copies a large blob', async () => {
    const { blobs, cleanUp } = await start();
    onTestFinished(cleanUp);
    const image = new Uint8Array(20_000_000).fill(7);
    await blobs.put('a/1', image, 'image/png');
    expect(await blobs.copy('a/1', 'b/1')).toBe(true);
    expect(Buffer.from((await blobs.get('b/1')) ?? []).equals(image)).toBe(true);
  });

  it.each([
    [{ secretAccessKey: 'another' }, 'SignatureDoesNotMatch'],
    [{ bucket: 'elsewhere' }, 'NoSuchBucket'],
  ])('says of %j what is wrong, and never that a blob is missing', async (wrong, code) => {
    const { client, blobs } = connect({ ...settings, ...wrong });
    onTestFinished(() => client.destroy());
    await expect(blobs.get('a/1')).rejects.toThrow(`S3 did not read a/1: ${code}`);
    await expect(blobs.put('a/1', new Uint8Array(1), 'image/png')).rejects.toThrow(code);
    await expect(blobs.copy('a/1', 'a/2')).rejects.toThrow(code);
    await expect(Array.fromAsync(blobs.list(''))).rejects.toThrow(code);
  });
});
