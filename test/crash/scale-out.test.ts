import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { PATIENT } from '../patient.ts';
import { call } from '../web/hub.ts';
import { AskedPair, Fleet, untilReady } from './scale-out-kit.ts';

describe('a hub and workers in processes of their own', () => {
  let fleet: Fleet;
  beforeEach(async () => {
    fleet = await Fleet.open();
  });
  afterEach(() => fleet.close());

  /** Asks a hub that cannot reach Redis. */
  async function pairWaitsForRedis(url: string): Promise<void> {
    await untilReady(url, /Redis cannot be reached/);
    const pair = await AskedPair.ask(url, 'a cat');
    await vi.waitFor(async () => expect((await pair.side('A')).held).toBe('queue_away'), PATIENT);
    await fleet.redis.start();
    await pair.until('A', 'succeeded');
    await pair.until('B', 'succeeded');
  }

  it('make a pair: the worker both images, the hub none', async () => {
    const hub = await fleet.start('hub');
    await untilReady(hub.url, /No worker lives/);
    const refused = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' } });
    expect([refused.status, refused.json.code]).toEqual([503, 'provider_unserved']);
    await fleet.start('worker');
    await untilReady(hub.url, null);
    const pair = await AskedPair.ask(hub.url, 'a cat');
    await pair.until('A', 'succeeded');
    await pair.until('B', 'succeeded');
    expect(fleet.calls).toHaveLength(2);
  });

  it('lose no more than a call when a worker is killed in it, and Retry works elsewhere', async () => {
    const hub = await fleet.start('hub');
    const doomed = await fleet.start('worker');
    await untilReady(hub.url, null);
    const pair = await AskedPair.ask(hub.url, 'a lake #slow-b');
    await pair.until('A', 'succeeded');
    await vi.waitFor(() => expect(fleet.calls).toHaveLength(2), PATIENT);
    await doomed.kill();
    await fleet.start('worker');
    const killedAt = performance.now();
    await pair.until('B', 'failed');
    expect((await pair.side('B')).error.kind).toBe('worker_lost');
    expect(performance.now() - killedAt).toBeLessThan(20_000);
    // Nobody makes the call again by himself.
    expect(fleet.calls).toHaveLength(2);
    const { generation } = await pair.side('B');
    const id = encodeAction({ type: 'retry', generation });
    expect((await call(hub.url, '/api/press', { body: { id } })).status).toBe(200);
    await pair.until('B', 'succeeded');
    expect(fleet.calls).toHaveLength(3);
  });

  it('finish what runs when a worker is told to stop', async () => {
    const hub = await fleet.start('hub');
    const worker = await fleet.start('worker');
    await untilReady(hub.url, null);
    const pair = await AskedPair.ask(hub.url, 'a tree #slow-a #slow-b');
    await vi.waitFor(() => expect(fleet.calls).toHaveLength(2), PATIENT);
    expect(await worker.stop()).toBe(0);
    expect(fleet.said).toContain('Stopping: finishing 2 images first');
    await pair.until('A', 'succeeded');
    await pair.until('B', 'succeeded');
    await untilReady(hub.url, /No worker lives/);
  });

  it('go on when the hub is stopped and started again', async () => {
    const hub = await fleet.start('hub');
    await fleet.start('worker');
    await untilReady(hub.url, null);
    const pair = await AskedPair.ask(hub.url, 'a tree #slow-a #slow-b');
    await vi.waitFor(() => expect(fleet.calls).toHaveLength(2), PATIENT);
    expect(await hub.stop()).toBe(0);
    const next = await fleet.start('hub');
    const same = pair.at(next.url);
    await same.until('A', 'succeeded');
    await same.until('B', 'succeeded');
    expect(fleet.calls).toHaveLength(2);
  });

  it('keep what runs and what waits while Redis is gone and comes back empty', async () => {
    const hub = await fleet.start('hub');
    await fleet.start('worker', { WORKER_CONCURRENCY: '1' });
    await untilReady(hub.url, null);
    const running = await AskedPair.ask(hub.url, 'a tree #slow-a');
    await vi.waitFor(() => expect(fleet.calls).toHaveLength(1), PATIENT);
    await fleet.redis.kill();
    await untilReady(hub.url, /Redis cannot be reached/);
    const waiting = await AskedPair.ask(hub.url, 'a cat');
    await vi.waitFor(
      async () => expect((await waiting.side('A')).held).toBe('queue_away'),
      PATIENT,
    );
    await fleet.redis.start();
    for (const pair of [running, waiting]) {
      await pair.until('A', 'succeeded');
      await pair.until('B', 'succeeded');
    }
    expect(new Set(fleet.calls).size).toBe(4);
    expect(fleet.calls).toHaveLength(4);
    await untilReady(hub.url, null);
  });

  it('may be one process, which finishes what it makes before it ends', async () => {
    const hub = await fleet.start('all');
    await untilReady(hub.url, null);
    const pair = await AskedPair.ask(hub.url, 'a tree #slow-a #slow-b');
    await vi.waitFor(() => expect(fleet.calls).toHaveLength(2), PATIENT);
    hub.signal();
    // Before, it may still take a command.
    await vi.waitFor(() => expect(fleet.said).toContain('Stopping: finishing'), PATIENT);
    await vi.waitFor(async () => {
      const refused = await call(hub.url, '/api/generate', { body: { prompt: 'a cat' } });
      expect([refused.status, refused.json.code]).toEqual([503, 'stopping']);
    }, PATIENT);
    expect(await hub.ended()).toBe(0);
    const next = await fleet.start('all');
    await pair.at(next.url).until('A', 'succeeded');
    await pair.at(next.url).until('B', 'succeeded');
    expect(fleet.calls).toHaveLength(2);
  });

  it('may be one process that starts while Redis is away: it takes commands, and works when Redis is there', async () => {
    await fleet.redis.kill();
    const hub = await fleet.start('all');
    await pairWaitsForRedis(hub.url);
    await untilReady(hub.url, null);
    expect(fleet.calls).toHaveLength(2);
    expect(await hub.stop()).toBe(0);
  });

  it('may be one process that leaves to others what they make: it neither waits for that, nor calls it lost', async () => {
    const first = await fleet.start('hub');
    await fleet.start('worker');
    await untilReady(first.url, null);
    const pair = await AskedPair.ask(first.url, 'a tree #hang-a #hang-b');
    await vi.waitFor(() => expect(fleet.calls).toHaveLength(2), PATIENT);
    expect(await first.stop()).toBe(0);
    const hub = await fleet.start('all');
    await untilReady(hub.url, null);
    expect(await hub.stop()).toBe(0);
    expect(fleet.said).not.toContain('Stopping: finishing');
    expect(fleet.said).not.toContain('they are lost');
    const last = await fleet.start('hub');
    expect((await pair.at(last.url).side('A')).state).toBe('running');
  });

  it('let a hub start while Redis is away: it takes commands for what was served last', async () => {
    const first = await fleet.start('hub');
    await fleet.start('worker');
    await untilReady(first.url, null);
    expect(await first.stop()).toBe(0);
    await fleet.redis.kill();
    const hub = await fleet.start('hub');
    await pairWaitsForRedis(hub.url);
    expect(fleet.calls).toHaveLength(2);
  });
});
