import { expect, it, onTestFinished, vi } from 'vitest';
import { PATIENT } from '../patient.ts';
import { smallDisk } from '../small-disk.ts';
import { ask, call, ended, runHub } from './hub.ts';

const LONG = '서'.repeat(2_500);

it('a full disk is named to people and to the operator, loses nothing, and is over when there is room', async ({
  skip,
}) => {
  const disk = await smallDisk(48);
  if (disk === null) return skip('only root may mount a disk');
  const hub = await runHub({ DIPTYCH_HOME: disk.folder });
  onTestFinished(() => hub.close());
  const { url } = hub;
  const pair = await ask(url, 'a cat #slow-b');
  const status = async () => (await call(url, `/api/generation-status?batch_id=${pair}`)).json;
  await vi.waitFor(async () => expect((await status()).sides.A.message_id).not.toBeNull(), PATIENT);
  disk.fill();
  await vi.waitFor(async () => {
    const refused = await call(url, '/api/generate', { body: { prompt: LONG } });
    expect([refused.status, refused.json.code]).toEqual([507, 'storage_full']);
  }, PATIENT);
  const detail = 'the storage is full: make room on the disk of the data folder';
  expect((await call(url, '/readyz')).json).toEqual({ status: 'not ready', detail });
  expect((await call(url, '/healthz')).status).toBe(200);
  expect((await status()).sides.A.state).toBe('succeeded');
  await vi.waitFor(
    () => expect(hub.log.errors).toContain('storage failed while an image was made'),
    PATIENT,
  );
  disk.free();
  await vi.waitFor(async () => expect((await call(url, '/readyz')).status).toBe(200), PATIENT);
  const { sides } = await ended(url, pair);
  expect([sides.A.state, sides.B.state, sides.B.error?.kind]).toEqual([
    'succeeded',
    'failed',
    'storage',
  ]);
  await ended(url, await ask(url, 'a dog'));
});
