import { describe, expect, it, vi } from 'vitest';
import { Hub, QUEUE_MS, SIDE_MS } from './hub.ts';

describe('a deadline', () => {
  it('of a running side is judged every second, and not before it has passed', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    await hub.advance(SIDE_MS);
    expect(hub.newest(pair, 'A').state).toBe('running');
    await hub.advance(1_000);
    expect(hub.newest(pair, 'A')).toMatchObject({ state: 'timed_out', endedAt: hub.clock.now() });
  });

  it('of a waiting side ends it in the same way; no job is stopped that never was', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const pair = await hub.generate();
    await hub.advance(QUEUE_MS);
    expect(hub.newest(pair, 'A').state).toBe('waiting');
    await hub.advance(1_000);
    expect(hub.newest(pair, 'A').failure?.kind).toBe('queue_timeout');
    expect(hub.queue.cancelled).toEqual([]);
    expect(hub.store.calls.of(hub.newest(pair, 'A').id)).toEqual([]);
  });

  it('lets the next in line go as soon as it has ended a side', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    const pair = await hub.generate();
    await hub.advance(SIDE_MS + 1_000);
    expect(hub.newest(pair, 'B').state).toBe('running');
  });

  it('is swept on after a fault, which is logged', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    vi.spyOn(hub.store.generations, 'overdue').mockImplementationOnce(() => {
      throw new Error('disk I/O error');
    });
    await hub.advance(SIDE_MS + 2_000);
    expect(hub.newest(pair, 'A').state).toBe('timed_out');
    expect(hub.log.errors).toEqual(['the deadlines could not be swept']);
  });

  it('ends a side though its job cannot be stopped', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.queue.cancel = () => Promise.reject(new Error('redis is away'));
    await hub.advance(SIDE_MS + 1_000);
    expect(hub.newest(pair, 'A').state).toBe('timed_out');
    expect(hub.log.lines.map((one) => one.message)).toContain(
      'an overdue job could not be stopped',
    );
  });
});

describe('what is asked of the queue', () => {
  it('is how every running job stands, every ten seconds', async () => {
    const hub = await new Hub().start();
    await hub.generate();
    const asked: string[] = [];
    const status = hub.queue.status.bind(hub.queue);
    hub.queue.status = (id) => {
      asked.push(id);
      return status(id);
    };
    await hub.advance(41_000);
    const [a, b] = [hub.queue.jobOf('A').generationId, hub.queue.jobOf('B').generationId];
    expect(asked.toSorted()).toEqual([a, a, a, a, a, b, b, b, b, b].toSorted());
  });

  it('is asked again when it could not answer', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const status = hub.queue.status.bind(hub.queue);
    hub.queue.status = () => Promise.reject(new Error('redis is away'));
    hub.queue.deliver(hub.queue.jobOf('A'), { silent: true });
    await hub.advance(12_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
    hub.queue.status = status;
    await hub.advance(10_000);
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
  });

  it('finds a free slot that nobody told of', async () => {
    const hub = await new Hub({ slots: 0 }).start();
    const pair = await hub.generate();
    hub.queue.slots = 4;
    await hub.advance(11_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
  });
});

describe('what another process changed', () => {
  it('is shown within ten seconds, though nobody told', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    await hub.advance(1_000);
    const { id } = hub.newest(pair, 'A');
    hub.store.generations.stage(id, { tone: 25 });
    hub.store.pairs.touch(pair);
    expect(hub.labels(id)).not.toContain('Tone 25 %');
    await hub.advance(10_000);
    expect(hub.labels(id)).toContain('Tone 25 %');
  });
});
