import { createHash } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { atDiscord } from '../discord/kit.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { aPicture } from '../pictures.ts';
import { ask, call, ended, runHub, type RunningHub, upload } from '../web/hub.ts';

let s3: FakeS3;
beforeEach(async () => {
  s3 = await FakeS3.start();
  onTestFinished(() => s3.close());
});

async function hubOnS3(): Promise<RunningHub> {
  const hub = await runHub(s3.env);
  onTestFinished(() => hub.close());
  return hub;
}

/** Every row of every table of a database, as JSON. */
function rowsOf(home: string): readonly string[] {
  const db = new Database(join(home, 'diptych.db'), { readonly: true });
  try {
    const sql = `SELECT name FROM sqlite_master WHERE type = 'table'`;
    const tables = z.array(z.string()).parse(db.prepare(sql).pluck().all());
    return tables.flatMap((table) =>
      db
        .prepare(`SELECT * FROM "${table}"`)
        .all()
        .map((row) => `${table} ${JSON.stringify(row)}`),
    );
  } finally {
    db.close();
  }
}

describe('a hub on S3', () => {
  it('starts with its pool in the bucket, once', async () => {
    const hub = await hubOnS3();
    const keys = [...s3.bucket.objects.keys()];
    expect(keys).toHaveLength(60);
    expect(keys).toContain('refs/tone_angle_image_ref/a(natural,film)/starter-1.png');
    const before = s3.operations.length;
    await hub.restart(() => Promise.resolve());
    expect(s3.names().slice(before)).toEqual(['ListObjectsV2']);
  });

  it('takes an upload, uses it, and gives both images for download', async () => {
    const hub = await hubOnS3();
    const sent = await upload(hub.url, 'mine.jpg', await aPicture('jpeg'));
    const id = await ask(hub.url, 'a cat', { references: [sent.json] });
    const { sides } = await ended(hub.url, id);
    for (const side of [sides.A, sides.B]) {
      expect(side.spec.references[0]).toMatchObject({ role: 'own', label: 'mine.jpg' });
      const got = await fetch(`${hub.url}${side.image.download_url}`);
      expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename="diptych-/);
      const bytes = Buffer.from(await got.arrayBuffer());
      const key = [...s3.bucket.objects.keys()].find((one) => one.includes(side.generation)) ?? '';
      expect(sha256(bytes)).toBe(sha256(s3.bucket.get(key).bytes));
      expect(s3.bucket.get(key).type).toBe('image/png');
    }
  });

  it('makes images while S3 fails now and then', async () => {
    const hub = await hubOnS3();
    s3.misbehave('GetObject', 'internal-error');
    s3.misbehave('GetObject', 'cut-body');
    s3.misbehave('PutObject', 'cut-after');
    const { sides } = await ended(hub.url, await ask(hub.url, 'a cat'));
    expect([sides.A.state, sides.B.state]).toEqual(['succeeded', 'succeeded']);
  });

  it('says to machines and people that nothing can be stored, until it can', async () => {
    const clock = new FakeClock(Date.now());
    const hub = await runHub(s3.env, clock);
    onTestFinished(() => hub.close());
    const faults = async () => (await call(hub.url, '/readyz')).json.faults;
    expect(await faults()).toBeUndefined();
    s3.misbehave('PutObject', 'access-denied', 1_000);
    await vi.waitFor(async () => {
      await clock.advance(30_000);
      expect(await faults()).toEqual([expect.stringContaining('allow these keys s3:ListBucket')]);
    });
    s3.behave();
    await vi.waitFor(async () => {
      await clock.advance(30_000);
      expect(await faults()).toBeUndefined();
    });
  });

  it('says so in one sentence when the bucket is not there, and stops', async () => {
    const start = runHub({ ...s3.env, S3_BUCKET: 'nowhere' });
    await expect(start).rejects.toThrow(/^There is no bucket "nowhere"/);
  });
});

it('a pair with attachments from Discord leaves no link of Discord’s or of S3’s in the database', async () => {
  const { person, image, hub, discord } = await atDiscord(s3.env);
  const reference = { name: 'mine.png', bytes: await aPicture(), type: 'image/png' };
  const given = { prompt: 'a chair' };
  await person('you').slash('generate', given, { attachments: { reference } }).answered;
  await Promise.all([image('A'), image('B')]);
  const own = [...s3.bucket.objects.keys()].filter((key) => key.startsWith('own/'));
  expect(own).toHaveLength(1);
  const hosts = [discord.apiUrl, s3.endpoint].map((url) => new URL(url).host);
  const rows = rowsOf(hub.home);
  const linking = rows.filter((row) =>
    [...hosts, 'attachments/'].some((part) => row.includes(part)),
  );
  expect(rows.some((row) => row.includes('mine.png'))).toBe(true);
  // The one row that says where the images are.
  expect(linking).toEqual([expect.stringMatching(/^settings .*"name":"blobs"/)]);
});

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
