import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bullNames } from '../../src/jobs/bull-names.ts';
import { ScriptedImages } from '../fakes/scripted-images.ts';
import { PATIENT } from '../patient.ts';
import { aPicture } from '../pictures.ts';
import { aJob, Heard } from '../redis/jobs.ts';
import { Kit } from '../redis/kit.ts';
import type { RedisServer } from '../redis/redis-server.ts';
import { redisWithRules } from '../redis/rules.ts';

let server: RedisServer;
let url: string;
beforeAll(async () => {
  ({ redis: server, url } = await redisWithRules());
});
afterAll(() => server.stop());

describe('workers over Redis', () => {
  let kit: Kit;
  beforeEach(() => {
    kit = new Kit(url);
  });
  afterEach(() => kit.close());

  it('are known with their slots and providers as they come and go', async () => {
    const queue = await kit.queue();
    const heard = new Heard(queue);
    expect([await queue.capacity(), await queue.providers()]).toEqual([0, []]);
    await kit.worker([new ScriptedImages('openai')], { id: 'w1', slots: 3 });
    const two = await kit.worker([new ScriptedImages('gemini')], { id: 'w2', slots: 4 });
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(7), PATIENT);
    expect((await queue.providers()).toSorted()).toEqual(['gemini', 'openai']);
    const { changes } = heard;
    await two.worker.close();
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(3), PATIENT);
    expect(await queue.providers()).toEqual(['openai']);
    await vi.waitFor(() => expect(heard.changes).toBeGreaterThan(changes), PATIENT);
    const only = { id: 'w1', version: '1.2.3', providers: ['openai'], slots: 3 };
    expect(await queue.workers()).toEqual([{ ...only, speaksOurs: true }]);
  });

  it('take only what they have the key for', async () => {
    const queue = await kit.queue();
    const [openai, gemini] = [new ScriptedImages('openai'), new ScriptedImages('gemini')];
    await kit.worker([openai], { id: 'w1' });
    await kit.worker([gemini], { id: 'w2' });
    for (const id of ['g1', 'g2']) await queue.submit(aJob(id, 'gemini'));
    await gemini.call(1);
    await queue.submit(aJob('g3', 'openai'));
    await openai.call();
    expect([openai.calls.length, gemini.calls.length]).toEqual([1, 2]);
  });

  it('of another version get no jobs, and are told apart', async () => {
    const queue = await kit.queue();
    const redis = new Redis(server.url);
    const names = bullNames(kit.place.prefix);
    const next = {
      version: 1,
      diptych: '9.0.0',
      jobs: [2],
      results: 3,
      providers: ['sample'],
      slots: 8,
      running: [],
    };
    await redis.sadd(names.workers, 'next', 'far');
    await redis.set(names.worker('next'), JSON.stringify(next));
    await redis.set(names.worker('far'), JSON.stringify({ version: 5 }));
    redis.disconnect();
    await vi.waitFor(async () => expect(await queue.workers()).toHaveLength(2), PATIENT);
    const workers = (await queue.workers())?.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(workers).toEqual([
      { id: 'far', version: '?', providers: [], slots: 0, speaksOurs: false },
      { id: 'next', version: '9.0.0', providers: ['sample'], slots: 8, speaksOurs: false },
    ]);
    expect([await queue.capacity(), await queue.providers()]).toEqual([0, []]);
  });

  it('report to a hub that was away, and to no other hub', async () => {
    const provider = new ScriptedImages();
    const queue = await kit.queue('hub-1');
    const other = new Heard(await kit.queue('hub-2'));
    await kit.worker([provider]);
    await queue.submit(aJob('g1'));
    await queue.submit(aJob('g2'));
    const [first, second] = [await provider.call(0), await provider.call(1)];
    await queue.cancel('g2');
    await vi.waitFor(() => expect(second.signal.aborted).toBe(true), PATIENT);
    await queue.close();
    const bytes = await aPicture();
    first.answer({ bytes, costUsd: 0.1 });
    second.answer({ bytes, costUsd: 0.2 });
    const heard = new Heard(await kit.queue('hub-1'));
    await vi.waitFor(() => expect(heard.finished.get('g1')?.ok).toBe(true), PATIENT);
    await vi.waitFor(() => expect(heard.late).toHaveLength(1), PATIENT);
    expect(heard.late[0]).toMatchObject(['g2', { outcome: 'dropped', costUsd: 0.2 }]);
    expect([other.finished.size, other.late.length]).toEqual([0, 0]);
  });

  it('of another prefix are another fleet', async () => {
    const queue = await kit.queue();
    const strangers = new Kit(url);
    await strangers.worker([new ScriptedImages()]);
    await queue.submit(aJob('g1'));
    expect([await queue.capacity(), (await queue.status('g1')).state]).toEqual([0, 'queued']);
    await strangers.close();
  });

  it('that stop take nothing more, finish what runs, and say what they cannot finish', async () => {
    const provider = new ScriptedImages();
    const queue = await kit.queue();
    const heard = new Heard(queue);
    const { worker } = await kit.worker([provider]);
    for (const id of ['g1', 'g2', 'g3']) await queue.submit(aJob(id));
    const call = await provider.call(0);
    await provider.call(1);
    const stop = new AbortController();
    const drained = worker.drain(stop.signal);
    await vi.waitFor(async () => expect(await queue.capacity()).toBe(0), PATIENT);
    call.answer({ bytes: await aPicture(), costUsd: 0 });
    await vi.waitFor(() => expect(heard.finished.has('g1')).toBe(true), PATIENT);
    stop.abort();
    expect(await drained).toEqual(['g2']);
    expect(provider.calls).toHaveLength(2);
    await worker.close();
    expect((await queue.status('g2')).state).toBe('unknown');
    expect((await queue.status('g3')).state).toBe('queued');
  });
});
