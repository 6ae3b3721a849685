import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { moveBlobs } from '../../src/cli/move-blobs.ts';
import { withPool } from '../../src/cli/refs/open-pool.ts';
import { lockBlobs } from '../../src/storage/locks.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { FileBlobs } from '../../src/storage/files.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { tempFolder } from '../temp-folder.ts';
import { ask, call, ended, runHub } from '../web/hub.ts';

const bytes = (value: string) => new TextEncoder().encode(value);

interface Place {
  readonly home: string;
  readonly fake: FakeS3;
  readonly files: FileBlobs;
  /** The settings for S3, and those for files. */
  readonly s3: Record<string, string>;
  readonly local: Record<string, string>;
  readonly remembered: () => string | undefined;
}

/** A database that has 120 blobs in files. */
async function place(): Promise<Place> {
  const home = await tempFolder();
  const fake = await FakeS3.start({ pageSize: 40 });
  onTestFinished(() => fake.close());
  const files = new FileBlobs(join(home, 'blobs'));
  for (let n = 0; n < 120; n += 1) await files.put(`library/${n} (서울).png`, bytes(`image ${n}`));
  const remembered = () => {
    const db = openDatabase(join(home, 'diptych.db'));
    const value = sqliteStore(db).settings.get('blobs');
    db.close();
    return value;
  };
  remembered();
  const local = { ...fake.env, DIPTYCH_HOME: home, S3_BUCKET: '' };
  return { home, fake, files, s3: { ...fake.env, DIPTYCH_HOME: home }, local, remembered };
}

/** What the command said. */
async function move(env: Record<string, string>, flags = {}): Promise<string> {
  const said: string[] = [];
  await moveBlobs(env, flags, (text) => said.push(text));
  return said.join('\n');
}

describe('diptych move-blobs', () => {
  it('and commands that write images wait for each other to end, with a sentence', async () => {
    const { home, s3, local } = await place();
    const writing = lockBlobs(home, 'shared');
    const other = lockBlobs(home, 'shared');
    await expect(move(s3)).rejects.toThrow('A command is writing images');
    writing?.();
    await expect(move(s3)).rejects.toThrow('A command is writing images');
    other?.();
    const moving = lockBlobs(home, 'alone');
    const list = withPool(local, () => Promise.resolve());
    await expect(list).rejects.toThrow(`The images of ${home} are being moved`);
    moving?.();
    await withPool(local, () => Promise.resolve());
    expect(await move(s3)).toContain('120 copied');
  });

  it('is what a change of place asks for, though a command holds no lock', async () => {
    const { s3 } = await place();
    await expect(withPool(s3, () => Promise.resolve())).rejects.toThrow('npx diptych move-blobs');
  });

  it('copies all files into the bucket, tells how far it is, and notes the place', async () => {
    const { fake, s3, remembered } = await place();
    const said = await move(s3);
    expect(said).toMatch(/^Copying the images from the folder .* to the bucket pictures at http/);
    expect(said).toContain('\n  100 copied (0.0 MB), 0 were there already\n');
    expect(said).toContain('\n  120 copied (0.0 MB), 0 were there already\n');
    expect(said).toContain('stay: delete them when all is well.');
    expect(fake.bucket.objects.size).toBe(120);
    expect(fake.bucket.get('library/119 (서울).png')).toMatchObject({
      type: 'image/png',
      bytes: Buffer.from('image 119'),
    });
    expect(remembered()).toBe(`s3 ${fake.endpoint} pictures`);
    expect(await move(s3)).toMatch(/^The images are in the bucket .* already\.$/);
  });

  it('copies all of a bucket into files', async () => {
    const { home, fake, s3, local, remembered } = await place();
    await move(s3);
    fake.bucket.put('library/new.webp', bytes('new'), 'image/webp', 0);
    expect(await move(local)).toContain('  1 copied (0.0 MB), 120 were there already');
    const files = new FileBlobs(join(home, 'blobs'));
    expect(await files.get('library/new.webp')).toEqual(Buffer.from('new'));
    expect(remembered()).toBe('files');
  });

  it('that fails says why, changes nothing, and goes on when it is run again', async () => {
    const { fake, s3, remembered } = await place();
    fake.misbehave('PutObject', 'access-denied');
    await expect(move(s3)).rejects.toThrow(
      /S3 did not put library\/.*: AccessDenied\. .*allow these keys .*\. Run this again to go on\.$/,
    );
    expect(remembered()).toBeUndefined();
    const done = fake.bucket.objects.size;
    expect(done).toBeLessThan(120);
    const puts = () => fake.names().filter((name) => name === 'PutObject').length;
    const before = puts();
    await move(s3);
    expect(puts() - before).toBe(120 - done);
    expect(fake.bucket.objects.size).toBe(120);
  });

  it('replaces what is there with another size', async () => {
    const { fake, s3 } = await place();
    fake.bucket.put('library/1 (서울).png', bytes('half'), 'image/png', 0);
    expect(await move(s3)).toContain('120 copied');
    expect(fake.bucket.get('library/1 (서울).png').bytes.toString()).toBe('image 1');
  });

  it('can be told that all is there already', async () => {
    const { fake, s3, remembered } = await place();
    expect(await move(s3, { movedAlready: true })).toContain('Noted, without copying anything');
    expect(fake.names()).toEqual(['ListObjectsV2']);
    expect(remembered()).toBe(`s3 ${fake.endpoint} pictures`);
  });

  it('needs a database, and a bucket that can be used', async () => {
    const { s3 } = await place();
    const nowhere = move({ ...s3, DIPTYCH_HOME: await tempFolder() });
    await expect(nowhere).rejects.toThrow('so there is nothing to move.');
    await expect(move({ ...s3, S3_BUCKET: 'nowhere' })).rejects.toThrow('There is no bucket');
  });

  it('does nothing beside a hub, which goes on in the bucket with all it had', async () => {
    const fake = await FakeS3.start();
    onTestFinished(() => fake.close());
    const hub = await runHub();
    onTestFinished(() => hub.close());
    const { sides } = await ended(hub.url, await ask(hub.url, 'a cat'));
    const env = { ...fake.env, DIPTYCH_HOME: hub.home };
    await expect(move(env)).rejects.toThrow(
      `A hub is running on ${hub.home}: stop it before its images are moved.`,
    );
    await hub.stopKeepingHome();
    await expect(hub.restartWith(fake.env)).rejects.toThrow('run "npx diptych move-blobs" first');
    await move(env);
    const { url } = await hub.restartWith(fake.env);
    const image = await call(url, sides.A.image.download_url);
    expect(image).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
    expect(fake.names()).toContain('GetObject');
  });
});
