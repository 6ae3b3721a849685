import { Job, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import { bullNames } from '../../src/jobs/bull-names.ts';
import { MemoryBlobs } from '../fakes/memory-blobs.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aJob, Heard } from '../redis/jobs.ts';
import { Kit } from '../redis/kit.ts';
import { RedisServer } from '../redis/redis-server.ts';

let server: RedisServer;
beforeAll(async () => {
  server = await RedisServer.start('--appendonly', 'yes', '--appendfsync', 'always');
});
afterAll(() => server.stop());

describe('a job over Redis', () => {
  let kit: Kit;
  let provider: ScriptedImages;
  let redis: Redis;
  const names = () => bullNames(kit.place.prefix);
  beforeEach(() => {
    [kit, provider] = [new Kit(server.url), new ScriptedImages()];
    redis = new Redis(server.url).on('error', () => undefined);
  });
  afterEach(async () => {
    redis.disconnect();
    await kit.close();
  });

  it('is lost with its worker within beats, and no other worker begins it again', async () => {
    const queue = await kit.queue();
    const heard = new Heard(queue);
    const dead = await kit.worker([provider]);
    await queue.submit(aJob('g1'));
    await provider.call();
    expect(await queue.status('g1')).toEqual({ state: 'active' });
    const { changes } = heard;
    dead.die();
    await vi.waitFor(
      async () => expect(await queue.status('g1')).toEqual({ state: 'unknown' }),
      PATIENT,
    );
    await vi.waitFor(() => expect(heard.changes).toBeGreaterThan(changes), PATIENT);
    // As a check for stalled jobs of any version would hand it over.
    const { prefix } = kit.place;
    const list = `${prefix}:${names().queue('sample')}`;
    expect(await redis.lrem(`${list}:active`, 1, 'g1')).toBe(1);
    await redis.rpush(`${list}:wait`, 'g1');
    const heir = new ScriptedImages();
    await kit.worker([heir], { id: 'w2' });
    await queue.submit(aJob('g2'));
    await heir.call();
    await vi.waitFor(
      async () => expect(await queue.status('g1')).toEqual({ state: 'unknown' }),
      PATIENT,
    );
    expect(heir.calls.map((one) => one.spec.outputKey)).toEqual([aJob('g2').spec.outputKey]);
  });

  it('is not begun by a server that was restarted, for it may have been begun before', async () => {
    const queue = await kit.queue();
    const heard = new Heard(queue);
    await queue.submit(aJob('g1'));
    await server.kill();
    await server.start();
    await kit.worker([provider]);
    await vi.waitFor(() => expect(heard.finished.get('g1')).toBeDefined(), PATIENT);
    expect(heard.finished.get('g1')).toEqual({
      version: 2,
      ok: false,
      failure: {
        kind: 'worker_lost',
        detail: 'Redis was restarted after it took this job: another worker may have begun it',
      },
      calls: [],
    });
    expect(provider.calls).toEqual([]);
  });

  it('is aborted when it was cancelled while its worker could not hear', async () => {
    const queue = await kit.queue();
    await kit.worker([provider]);
    await queue.submit(aJob('g1'));
    const call = await provider.call();
    await redis.set(names().cancelled('g1'), '1');
    await vi.waitFor(() => expect(call.signal.aborted).toBe(true), PATIENT);
  });

  it('is not taken again after it was cancelled', async () => {
    const queue = await kit.queue();
    await queue.submit(aJob('g1'));
    await queue.cancel('g1');
    await queue.submit(aJob('g1'));
    await kit.worker([provider]);
    await queue.submit(aJob('g2'));
    await provider.call();
    expect(provider.calls.map((one) => one.spec.outputKey)).toEqual([aJob('g2').spec.outputKey]);
  });

  it('goes on while Redis is emptied: it stays known, and its ending is heard', async () => {
    const queue = await kit.queue();
    const heard = new Heard(queue);
    const blobs = new MemoryBlobs();
    await kit.worker([provider], { blobs });
    await queue.submit(aJob('g1'));
    const call = await provider.call();
    await redis.flushall();
    expect(await queue.status('g1')).toEqual({ state: 'active' });
    call.answer({ bytes: await aPicture(), costUsd: 0.5 });
    await vi.waitFor(() => expect(heard.finished.get('g1')?.ok).toBe(true), PATIENT);
  });

  it('that ends while its state is asked for has its result', async () => {
    const queue = await kit.queue();
    const heard = new Heard(queue);
    const { log } = await kit.worker([provider]);
    await queue.submit(aJob('g1'));
    const call = await provider.call();
    const getState = vi.spyOn(Job.prototype, 'getState');
    onTestFinished(() => getState.mockRestore());
    // Between the read of the job and the read of its state.
    getState.mockImplementationOnce(async function late(this: Job) {
      call.answer({ bytes: await aPicture(), costUsd: 0.5 });
      await vi.waitFor(() => expect(heard.finished.get('g1')).toBeDefined(), PATIENT);
      return this.getState();
    });
    const status = await queue.status('g1');
    expect(getState).toHaveBeenCalledTimes(2);
    expect(status.state === 'finished' && status.result.ok).toBe(true);
    expect(log.errors).toEqual([]);
  });

  it('in the words of another version is refused, and no call is made', async () => {
    const queue = await kit.queue();
    const heard = new Heard(queue);
    const { log } = await kit.worker([provider]);
    const { prefix } = kit.place;
    const raw = new Queue(names().queue('sample'), { connection: redis, prefix });
    const job = { ...aJob('g1'), version: 7 };
    await raw.add('render', { hub: 'hub', server: null, job }, { jobId: 'g1' });
    await vi.waitFor(() => expect(heard.finished.get('g1')).toBeDefined(), PATIENT);
    const result = heard.finished.get('g1');
    expect(result?.ok === false && result.failure).toEqual({
      kind: 'worker_lost',
      detail: 'a worker refused the job: a render job of version 7 cannot be read: only version 1',
      unasked: true,
    });
    expect(log.errors).toEqual(['a job of another version came']);
    await raw.add('render', 'no job at all', { jobId: 'g2' });
    await queue.submit(aJob('g3'));
    await provider.call();
    expect(provider.calls).toHaveLength(1);
    await raw.close();
  });
});
