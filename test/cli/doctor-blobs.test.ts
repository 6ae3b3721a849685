import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { doctor } from '../../src/cli/doctor.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { tempFolder } from '../temp-folder.ts';
import { runHub } from '../web/hub.ts';

let s3: FakeS3;
let home: string;
beforeEach(async () => {
  s3 = await FakeS3.start();
  onTestFinished(() => s3.close());
  home = await tempFolder();
});

/** The line about one thing. */
async function found(what: string, env: Record<string, string>): Promise<string> {
  const lines: string[] = [];
  await doctor({ DIPTYCH_HOME: home, PORT: '1', ...env }, (text) => lines.push(text));
  return lines.find((line) => line.slice(6).startsWith(`${what}:`)) ?? '';
}

describe('diptych doctor, about images', () => {
  it('tries in the bucket all that a hub does there, and leaves nothing', async () => {
    expect(await found('images', s3.env)).toBe(
      `ok    images: the bucket pictures at ${s3.endpoint}`,
    );
    expect(new Set(s3.names())).toEqual(
      new Set([
        'ListObjectsV2',
        'PutObject',
        'CopyObject',
        'GetObject',
        'DeleteObject',
        'HeadObject',
      ]),
    );
    expect(s3.bucket.objects.size).toBe(0);
  });

  it.each([
    ['PutObject', 'put'],
    ['CopyObject', 'copy'],
    ['GetObject', 'read'],
    ['DeleteObject', 'delete'],
  ] as const)('says that %s is not allowed, and which actions are needed', async (name, what) => {
    s3.misbehave(name, 'access-denied');
    expect(await found('images', s3.env)).toBe(
      `WRONG images: ${what} failed. ${s3.endpoint} denies access to the bucket "pictures" (AccessDenied): allow these keys s3:ListBucket, s3:GetObject, s3:PutObject and s3:DeleteObject.`,
    );
    expect(s3.bucket.objects.size).toBe(0);
  });

  it('says what is wrong with the bucket itself', async () => {
    expect(await found('images', { ...s3.env, S3_BUCKET: 'nowhere' })).toMatch(
      /^WRONG images: There is no bucket "nowhere"/,
    );
  });

  it('names the folder of files', async () => {
    expect(await found('images', {})).toBe(`ok    images: the folder ${join(home, 'blobs')}`);
  });

  it('says that the folder cannot be used', async () => {
    const folder = join(home, 'blobs');
    writeFileSync(folder, 'a file where the folder should be');
    expect(await found('images', {})).toContain(`WRONG images: ${folder} cannot be written`);
  });

  it('finds the pool in the bucket, misses what is not there, and sees images that were not moved', async () => {
    const hub = await runHub(s3.env);
    onTestFinished(() => hub.close());
    const env = { ...s3.env, DIPTYCH_HOME: hub.home };
    expect(await found('pool', env)).toBe('ok    pool: 60 references');
    s3.bucket.objects.delete('refs/model_image_ref/mina/starter.png');
    expect(await found('pool', env)).toBe(
      'WRONG pool: 1 picture is not in the store: refs/model_image_ref/mina/starter.png.',
    );
    const files = await found('pool', { DIPTYCH_HOME: hub.home });
    expect(files).toContain('WRONG pool: The images of');
    expect(files).toContain('run "npx diptych move-blobs" first');
  });
});
