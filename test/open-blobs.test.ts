import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '../src/config.ts';
import type { Settings } from '../src/core/ports/settings.ts';
import { openBlobs } from '../src/open-blobs.ts';
import { openDatabase } from '../src/storage/database.ts';
import { sqliteStore } from '../src/storage/store.ts';
import { FakeS3, type FakeS3Options } from './fakes/s3/fake-s3.ts';
import { tempFolder } from './temp-folder.ts';

let home: string;
let settings: Settings;
beforeEach(async () => {
  home = await tempFolder();
  const db = openDatabase(':memory:');
  onTestFinished(() => void db.close());
  ({ settings } = sqliteStore(db));
});

async function fakeS3(options: FakeS3Options = {}): Promise<FakeS3> {
  const fake = await FakeS3.start(options);
  onTestFinished(() => fake.close());
  return fake;
}

async function open(env: Record<string, string> = {}) {
  const opened = await openBlobs(loadConfig({ DIPTYCH_HOME: home, ...env }), settings);
  onTestFinished(() => opened.close());
  return opened.blobs;
}

describe('the place of the images', () => {
  it('is a folder beside the database', async () => {
    await (await open()).put('a/1', new Uint8Array(3), 'image/png');
    expect(settings.get('blobs')).toBe('files');
  });

  it('is a bucket where one is named', async () => {
    const fake = await fakeS3();
    await (await open(fake.env)).put('a/1', new Uint8Array(3), 'image/png');
    expect([...fake.bucket.objects.keys()]).toEqual(['a/1']);
    expect(settings.get('blobs')).toBe(`s3 ${fake.endpoint} pictures`);
  });

  it('cannot change behind a database that has images', async () => {
    const fake = await fakeS3();
    await open();
    const change = open(fake.env);
    await expect(change).rejects.toThrow(
      `The images of ${home} are in the folder ${join(home, 'blobs')}, and the settings name the bucket pictures at ${fake.endpoint}: run "npx diptych move-blobs" first, or take the change back.`,
    );
    expect(settings.get('blobs')).toBe('files');
  });

  it('cannot change from a bucket to files, or to another bucket', async () => {
    const fake = await fakeS3();
    fake.addBucket('others');
    await open(fake.env);
    await expect(open()).rejects.toThrow('are in the bucket pictures at http');
    await expect(open({ ...fake.env, S3_BUCKET: 'others' })).rejects.toThrow('move-blobs');
    await open(fake.env);
  });

  it('is the folder for a database from before there was a choice', async () => {
    const fake = await fakeS3();
    await mkdir(join(home, 'blobs', 'refs'), { recursive: true });
    await writeFile(join(home, 'blobs', 'refs', '1.png'), 'x');
    await expect(open(fake.env)).rejects.toThrow('run "npx diptych move-blobs" first');
    await open();
    expect(settings.get('blobs')).toBe('files');
  });

  it('is not remembered when it cannot be reached', async () => {
    const fake = await fakeS3();
    await expect(open({ ...fake.env, S3_BUCKET: 'nowhere' })).rejects.toThrow('no bucket');
    expect(settings.get('blobs')).toBeUndefined();
    await open();
  });
});

describe('a bucket that cannot be used', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'is not there',
      { S3_BUCKET: 'nowhere' },
      /^There is no bucket "nowhere" at http\S+: make it, or set S3_BUCKET to one that is there\.$/,
    ],
    [
      'is opened with a wrong secret',
      { AWS_SECRET_ACCESS_KEY: 'wrong' },
      /refuses the signature: AWS_SECRET_ACCESS_KEY is not the secret of AWS_ACCESS_KEY_ID/,
    ],
    [
      'is opened with an unknown key',
      { AWS_ACCESS_KEY_ID: 'AKIAWRONG' },
      /does not know AWS_ACCESS_KEY_ID: copy the key anew/,
    ],
    [
      'is opened with a session that is over',
      { AWS_SESSION_TOKEN: 'over' },
      /refuses AWS_SESSION_TOKEN: temporary keys come as three/,
    ],
    [
      'is signed for another region',
      { AWS_REGION: 'ap-northeast-2' },
      /The bucket "pictures" is in another region: set AWS_REGION to us-east-1\.$/,
    ],
    [
      'is in another region',
      { S3_BUCKET: 'far' },
      /The bucket "far" is in another region: set AWS_REGION to eu-west-1\.$/,
    ],
    [
      'is where nothing listens',
      { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' },
      /^S3 cannot be reached at http:\/\/127\.0\.0\.1:1 \(ECONNREFUSED\): check AWS_ENDPOINT_URL_S3/,
    ],
  ])('because it %s says what to do, without a secret', async (_, env, sentence) => {
    const fake = await fakeS3();
    fake.addBucket('far', 'eu-west-1');
    const error = await open({ ...fake.env, ...env }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'StartupError', message: expect.stringMatching(sentence) });
    expect(String(error)).not.toContain(fake.keys.secretAccessKey);
    expect(String(error).split('\n')).toHaveLength(1);
  });

  it('because these keys may not list it names the actions they need', async () => {
    const fake = await fakeS3();
    fake.misbehave('ListObjectsV2', 'access-denied');
    await expect(open(fake.env)).rejects.toThrow(
      'denies access to the bucket "pictures" (AccessDenied): allow these keys s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject.',
    );
  });

  it('because something else than S3 answers there says where to look', async () => {
    const fake = await fakeS3();
    fake.misbehave('ListObjectsV2', 'internal-error', 10);
    await expect(open(fake.env)).rejects.toThrow(
      /did not do it \(500 InternalError: .*check S3_BUCKET/,
    );
  });
});
