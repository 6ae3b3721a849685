import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { moveBlobs } from '../../src/cli/move-blobs.ts';
import { encodeAction } from '../../src/core/chat/action.ts';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { PATIENT } from '../patient.ts';
import { tempFolder } from '../temp-folder.ts';
import { ask, call, ended } from '../web/hub.ts';
import { Fleet, untilReady } from './scale-out-kit.ts';

const ELSEWHERE = "this worker's images are elsewhere than the hub's: give both the same S3_BUCKET";

/** A fleet on a bucket, and the settings of a worker on a copy of it. */
async function onBuckets() {
  const s3 = await FakeS3.start();
  onTestFinished(() => s3.close());
  const others = s3.addBucket('others');
  // The folder of the fleet comes filled with images that are files.
  const env = { ...s3.env, BLOBS_SHARED: 'false', DIPTYCH_HOME: await tempFolder() };
  const fleet = await Fleet.open({ env });
  onTestFinished(() => fleet.close());
  const copy = async () => {
    for (const [key, one] of s3.bucket.objects) {
      if (key.startsWith('refs/')) others.put(key, one.bytes, one.type, 0);
    }
  };
  return { fleet, copy, wrong: { S3_BUCKET: 'others' } };
}

/** A fleet on a folder, and the settings of a worker on a copy of it. */
async function onFolders() {
  const fleet = await Fleet.open();
  onTestFinished(() => fleet.close());
  const other = await tempFolder();
  const refs = (home: string) => join(home, 'blobs', 'refs');
  const copy = () => cp(refs(fleet.home), refs(other), { recursive: true });
  return { fleet, copy, wrong: { DIPTYCH_HOME: other } };
}

it.each([
  ['bucket', onBuckets],
  ['folder', onFolders],
])(
  'a worker on another %s than the hub calls nobody, says why, and leaves the work to one on the right',
  async (_, open) => {
    const { fleet, copy, wrong } = await open();
    const hub = await fleet.start('hub');
    await copy();
    const lost = await fleet.start('worker', wrong);
    await untilReady(hub.url, null);
    const { sides } = await ended(hub.url, await ask(hub.url, 'a lamp'));
    for (const { error } of [sides.A, sides.B]) {
      expect(error).toMatchObject({ kind: 'storage', detail: expect.stringContaining(ELSEWHERE) });
    }
    expect(fleet.calls).toEqual([]);
    expect(fleet.said.split(ELSEWHERE)).toHaveLength(2);

    await lost.stop();
    await fleet.start('worker');
    const id = encodeAction({ type: 'retry', generation: sides.A.generation });
    await vi.waitFor(async () => {
      expect((await call(hub.url, '/api/press', { body: { id } })).status).toBe(200);
    }, PATIENT);
    await vi.waitFor(() => expect(fleet.calls).toHaveLength(1), PATIENT);
  },
);

it('a worker on a bucket that the images have left again calls nobody, though it has all that was there', async () => {
  const { fleet, wrong } = await onBuckets();
  for (const place of [{}, wrong, {}]) {
    await moveBlobs({ ...fleet.env, ...place }, {}, () => undefined).catch(nothingYet);
    const hub = await fleet.start('hub', place);
    expect(await hub.stop()).toBe(0);
  }
  const hub = await fleet.start('hub');
  await fleet.start('worker', wrong);
  await untilReady(hub.url, null);
  const { sides } = await ended(hub.url, await ask(hub.url, 'a lamp'));
  for (const { error } of [sides.A, sides.B]) {
    expect(error).toMatchObject({ kind: 'storage', detail: expect.stringContaining(ELSEWHERE) });
  }
  expect(fleet.calls).toEqual([]);
});

/** The first start makes the database that is moved. */
function nothingYet(cause: unknown): void {
  expect(String(cause)).toContain('There is no database');
}
