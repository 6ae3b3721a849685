import { expect, it, onTestFinished, vi } from 'vitest';
import { FakeS3 } from '../fakes/s3/fake-s3.ts';
import { PATIENT } from '../patient.ts';
import { tempFolder } from '../temp-folder.ts';
import { HubProcess } from './hub-process.ts';
import { AskedPair, Fleet, pressOf, untilReady } from './scale-out-kit.ts';

const LOST = 'stopped with images unfinished: they are lost';

/** The generations of each line of a log that says what was lost. */
function lostIn(said: string): readonly unknown[] {
  const lines = said.split('\n').filter((line) => line.startsWith('{') && line.includes(LOST));
  return lines
    .map((line) => JSON.parse(line))
    .map(({ level, generations }) => ({ level, generations }));
}

it('a worker whose calls outlast its stop ends in time and names them; the hub shows them lost, and Retry works', async () => {
  const fleet = await Fleet.open();
  onTestFinished(() => fleet.close());
  const hub = await fleet.start('hub');
  // Its stop lasts this and 15 s; its call as long as the hub said, which is much longer.
  const worker = await fleet.start('worker', { PROVIDER_TIMEOUT_MS: '1' });
  await untilReady(hub.url, null);
  const pair = await AskedPair.ask(hub.url, 'a tree #hang-a');
  await pair.until('B', 'succeeded');
  await vi.waitFor(() => expect(fleet.calls).toHaveLength(2), PATIENT);
  worker.signal();
  await untilReady(hub.url, /stop/);
  expect((await pair.side('A')).state).toBe('running');
  expect(await worker.ended()).toBe(0);
  expect(fleet.said).toContain(
    'Stopping: finishing 1 image first; Ctrl-C once more stops at once.',
  );
  const { generation } = await pair.side('A');
  expect(lostIn(fleet.said)).toEqual([{ level: 40, generations: [generation] }]);
  expect(fleet.said).toContain('  Stopped.');
  await pair.until('A', 'failed');
  expect((await pair.side('A')).error.kind).toBe('worker_lost');
  expect((await pair.side('B')).state).toBe('succeeded');

  await fleet.start('worker');
  await untilReady(hub.url, null);
  await pressOf(hub.url, 'retry', generation);
  await vi.waitFor(() => expect(fleet.calls).toHaveLength(3), PATIENT);
  await pair.until('A', 'running');
  expect((await pair.side('A')).number).toBe(2);
});

it('a hub whose uploads outlast its stop ends in time and names them; the next one shows them lost, and Retry works', async () => {
  const s3 = await FakeS3.start();
  onTestFinished(() => s3.close());
  let said = '';
  const env = {
    ...s3.env,
    DIPTYCH_HOME: await tempFolder(),
    PORT: '0',
    PROVIDER_TIMEOUT_MS: '5000',
  };
  const start = async () => {
    const started = await HubProcess.start(env, (text) => {
      said += text;
    });
    onTestFinished(() => started.kill());
    return started;
  };
  const hub = await start();
  // Also what the client tries again after 15 s of silence.
  s3.misbehave('PutObject', 'stall', 100);
  const pair = await AskedPair.ask(hub.url, 'a lamp');
  const uploads = () =>
    s3.operations.filter(({ name, key }) => name === 'PutObject' && key?.startsWith('library/'));
  await vi.waitFor(() => expect(uploads()).toHaveLength(2), PATIENT);
  const ids = [(await pair.side('A')).generation, (await pair.side('B')).generation];
  hub.signal();
  expect(await hub.ended()).toBe(0);
  expect(said).toContain('Stopping: finishing 2 images first');
  expect(lostIn(said)).toEqual([{ level: 40, generations: expect.toSatisfy(isAllOf(ids)) }]);
  s3.behave();

  const { url } = await start();
  const next = pair.at(url);
  for (const [side, id] of [
    ['A', ids[0]],
    ['B', ids[1]],
  ] as const) {
    await next.until(side, 'failed');
    expect((await next.side(side)).error.kind).toBe('worker_lost');
    await pressOf(url, 'retry', id);
    await next.until(side, 'succeeded');
  }
});

function isAllOf(ids: readonly string[]) {
  return (found: readonly string[]) => found.toSorted().join() === ids.toSorted().join();
}
