import { describe, expect, it } from 'vitest';
import { aCaller, aDraft } from '../values.ts';
import type { Card } from '../../src/core/chat/card.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeQueue } from './fake-queue.ts';
import { FakeSurface } from './fake-surface.ts';
import { ScriptedImages } from './scripted-images.ts';
import { SilentLog } from './silent-log.ts';
import { FIRST_TRY } from './post-target.ts';

const card: Card = { kind: 'header', heading: 'h', lines: [], badges: [], rows: [] };
const place = aCaller().place;
const target = { place, nonce: 'n1', replyTo: null, ...FIRST_TRY, since: 0 };

describe('the fake clock', () => {
  it('runs timers at their own moment, in order, and not those that were stopped', async () => {
    const clock = new FakeClock(0);
    const seen: string[] = [];
    const note = (name: string) => () => seen.push(`${name} ${clock.now()}`);
    clock.after(20, note('late'));
    clock.after(10, note('early'));
    clock.after(15, note('never'))();
    await clock.advance(50);
    expect(seen).toEqual(['early 10', 'late 20']);
    expect([clock.now(), clock.pending]).toEqual([50, 0]);
  });
});

describe('the fake chat', () => {
  it('posts as often as it is told: it forgives no double', async () => {
    const surface = new FakeSurface();
    await surface.post(target, card);
    await surface.post(target, card);
    expect(surface.withNonce('n1')).toHaveLength(2);
  });

  it('fails once as it is told, before or after it took effect', async () => {
    const surface = new FakeSurface();
    surface.fail('post', 'transient');
    await expect(surface.post(target, card)).rejects.toMatchObject({ kind: 'transient' });
    expect(await surface.find(target)).toBeUndefined();
    surface.fail('post', 'unknown', { landed: true });
    await expect(surface.post(target, card)).rejects.toMatchObject({ kind: 'unknown' });
    expect(await surface.find(target)).toEqual({ id: 'm1', memo: 'memo of m1' });
  });

  it('cannot edit what is not there', async () => {
    const edit = new FakeSurface().update(place, 'm9', card, null);
    await expect(edit).rejects.toMatchObject({ kind: 'gone' });
  });

  it('refuses an edit or a removal without the memo of its message', async () => {
    const surface = new FakeSurface();
    const { id } = await surface.post(target, card);
    const refused = { kind: 'refused' };
    await expect(surface.update(place, id, card, null)).rejects.toMatchObject(refused);
    await expect(surface.remove(place, id, 'another')).rejects.toMatchObject(refused);
    await surface.remove(place, id, 'memo of m1');
    expect(surface.messages).toEqual([]);
  });
});

describe('the fake queue', () => {
  const spec = { ...aDraft(), outputKey: 'k.png' };
  const job = { version: 1, generationId: 'g1', spec, timeoutMs: 1 } as const;

  it('refuses a generation that is submitted twice', async () => {
    const queue = new FakeQueue();
    await queue.submit(job);
    await expect(queue.submit(job)).rejects.toThrow('submitted twice');
  });

  it('ends jobs as it is told, with or without an event', async () => {
    const queue = new FakeQueue();
    const heard: string[] = [];
    queue.subscribe({ finished: (id) => heard.push(id) > 0, late: () => true });
    await queue.submit(job);
    queue.deliver(job, { silent: true });
    expect(heard).toEqual([]);
    expect(await queue.status('g1')).toMatchObject({ state: 'finished', result: { ok: true } });
    queue.fail(job, 'network');
    expect(heard).toEqual(['g1']);
  });

  it('forgets a job as if its worker had died', async () => {
    const queue = new FakeQueue();
    await queue.submit(job);
    queue.forget(job);
    expect(await queue.status('g1')).toEqual({ state: 'unknown' });
  });
});

it('the scripted provider waits for its test, and ignores its signal', async () => {
  const provider = new ScriptedImages();
  const stop = new AbortController();
  const answer = provider.render({ ...aDraft(), outputKey: 'k.png' }, [], stop.signal);
  stop.abort();
  (await provider.call()).answer({ bytes: new Uint8Array([1]), costUsd: 2 });
  const said = { bytes: new Uint8Array([1]), costUsd: 2, tokens: null };
  expect(await answer).toEqual(said);
});

it('the silent log keeps its errors for who asks', () => {
  const log = new SilentLog();
  log.info({}, 'fine');
  log.error({}, 'broken');
  expect(log.errors).toEqual(['broken']);
});
