import { randomBytes } from 'node:crypto';
import { expect, it, onTestFinished, vi } from 'vitest';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { PATIENT } from '../patient.ts';
import { ask, call, ended, runHub } from './hub.ts';

const SIZE = 40 * 1024 * 1024;
/** What a few requests and their answers may take, headers included. */
const FEW_BYTES = 16 * 1024;

/** What went over the fake's sockets, in both directions, while `work` was done. */
async function moved(s3: FakeS3, work: () => Promise<void>) {
  const total = () => s3.bytesReceived + s3.bytesSent;
  const [bytes, operations] = [total(), s3.operations.length];
  await work();
  return { bytes: total() - bytes, operations: s3.names().slice(operations) };
}

/** A hub on S3 with an image that has as many bytes. */
async function hubWithImage(large: Buffer) {
  const s3 = await FakeS3.start();
  onTestFinished(() => s3.close());
  const hub = await runHub(s3.env);
  onTestFinished(() => hub.close());
  const { sides } = await ended(hub.url, await ask(hub.url, 'a paper boat in Seoul'));
  const { generation, image } = sides.A;
  const key = [...s3.bucket.objects.keys()].find((one) => one.includes(generation)) ?? '';
  s3.bucket.put(key, large, 'image/png', Date.now());
  return { s3, url: hub.url, generation, download: `${hub.url}${image.download_url}` };
}

async function untilInPool(url: string): Promise<void> {
  await vi.waitFor(async () => {
    expect((await call(url, '/api/messages')).text).toContain('In the pool ✓');
  }, PATIENT);
}

it('a promotion of 40 MB moves none of them through the hub, and a download all', async () => {
  const large = randomBytes(SIZE);
  const { s3, url, generation, download } = await hubWithImage(large);

  const promotion = await moved(s3, async () => {
    const body = { generation, persona: 'Nova' };
    const { status } = await call(url, '/api/admin/library/promote-model', { body });
    expect(status).toBe(200);
    await untilInPool(url);
  });
  expect(promotion.operations).toEqual(['CopyObject']);
  expect(promotion.bytes).toBeLessThan(FEW_BYTES);
  const [key = ''] = [...s3.bucket.objects.keys()].filter((one) => one.includes('/nova/'));
  expect(s3.bucket.get(key).bytes.equals(large)).toBe(true);

  const downloaded = await moved(s3, async () => {
    const got = await fetch(download);
    expect(Buffer.from(await got.arrayBuffer()).equals(large)).toBe(true);
  });
  expect(downloaded.operations).toEqual(['GetObject']);
  expect(downloaded.bytes).toBeGreaterThan(SIZE);
});
