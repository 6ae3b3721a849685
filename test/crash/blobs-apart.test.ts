import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Apart, filesIn } from '../journeys/apart.ts';
import { aPicture } from '../pictures.ts';
import { ask, call, ended, upload } from '../web/hub.ts';
import { HubProcess } from './hub-process.ts';
import { untilReady } from './scale-out-kit.ts';

let apart: Apart;
let home: string;
let hub: HubProcess;
beforeAll(async () => {
  // A slot each: both are needed for a pair.
  apart = await Apart.open({ workers: 2, slots: 1 });
  home = await mkdtemp(join(tmpdir(), 'diptych-hub-'));
  const witness = join(home, 'witness');
  hub = await HubProcess.start({ ...apart.env, DIPTYCH_HOME: home, PORT: '0', WITNESS: witness });
  await untilReady(hub.url, null);
});
afterAll(async () => {
  await hub.kill();
  await apart.close();
  await rm(home, { recursive: true, force: true });
});

it('every image of a hub and two workers goes through S3, and none through a folder', async () => {
  const own = await aPicture('png', { width: 200, height: 100 });
  const sent = await upload(hub.url, 'lamp.png', own);
  expect(sent.status, sent.text).toBe(201);
  const id = await ask(hub.url, 'a lamp #slow-a #slow-b', { references: [sent.json] });
  const { sides } = await ended(hub.url, id);
  expect([sides.A.state, sides.B.state]).toEqual(['succeeded', 'succeeded']);
  // Each worker made one of the two.
  expect(apart.calls.map((calls) => calls.length)).toEqual([1, 1]);
  const keys = [...apart.s3.bucket.objects.keys()];
  expect(keys).toEqual(expect.arrayContaining(apart.calls.flat()));

  const body = { generation: sides.A.generation, category: 'Natural film' };
  const promoted = await call(hub.url, '/api/admin/library/promote-model', { body });
  expect(promoted.status, promoted.text).toBe(200);
  expect(apart.s3.names()).toContain('CopyObject');

  // What people get comes from there too.
  const image = await call(hub.url, sides.B.image.url);
  expect(image.status).toBe(200);

  expect(await hub.stop()).toBe(0);
  const files = await filesIn(home);
  expect(files.map((path) => path.slice(home.length + 1).split('/')[0])).not.toContain('blobs');
  expect(files.filter((path) => /\.(png|jpe?g|webp)$/.test(path))).toEqual([]);
  expect(await apart.filesOfWorkers()).toEqual([]);
});
