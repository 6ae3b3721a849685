import { describe, expect, it, vi } from 'vitest';
import type { WorkerHealth } from '../../src/core/domain/hub-health.ts';
import { PATIENT } from '../patient.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const worker: WorkerHealth = {
  id: 'w1',
  version: '1.0.0',
  providers: ['sample'],
  slots: 4,
  speaksOurs: true,
};

/** Makes the queue of a hub go away. */
async function goAway(hub: Hub): Promise<void> {
  hub.queue.away.add('capacity').add('status');
  hub.queue.change();
  await hub.settle();
}

async function comeBack(hub: Hub): Promise<void> {
  hub.queue.away.clear();
  hub.queue.change();
  await hub.settle();
}

describe('while the queue is away', () => {
  it('a command is accepted, waits, says why, and starts when the queue is back', async () => {
    const hub = await new Hub().start();
    await goAway(hub);
    const pair = await hub.generate();
    await hub.advance(1_000);
    expect(hub.text(pair)).toContain(
      'A · waiting · next in line · the workers cannot be reached just now, and it starts when they can',
    );
    await comeBack(hub);
    await hub.advance(1_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
    expect(hub.text(pair)).toContain('A · making the image');
  });

  it('its fault is logged once, however long it lasts', async () => {
    const hub = await new Hub().start();
    await goAway(hub);
    await hub.generate();
    await hub.advance(60_000);
    expect(hub.log.errors).toEqual(['the line could not be dispatched']);
  });

  it('a job that it did not confirm stays running until it says what became of it', async () => {
    const hub = await new Hub({ slots: 1 }).start();
    await goAway(hub);
    hub.queue.away.delete('capacity');
    hub.queue.away.add('submit');
    const pair = await hub.generate();
    await hub.advance(20_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
    await comeBack(hub);
    await hub.advance(1_000);
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
  });

  it('a hub starts all the same, and asks later what became of what ran', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    const job = hub.queue.jobOf('A');
    const dead = hub.studio;
    await dead.close();
    hub.queue.away.add('status');
    await hub.again();
    expect(hub.newest(pair, 'A').state).toBe('running');
    hub.queue.away.clear();
    hub.queue.deliver(job, { silent: true });
    await hub.advance(11_000);
    expect(hub.newest(pair, 'A').state).toBe('succeeded');
  });
});

describe('while the queue is not sure what became of a job', () => {
  it('a hub starts within a second, and ends the job when it is', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    await hub.studio.close();
    const sure = Promise.withResolvers<void>();
    hub.queue.sure = sure.promise;
    for (const side of ['A', 'B'] as const) hub.queue.forget(hub.queue.jobOf(side));
    const starting = hub.again();
    // In steps: its timer is set some turns after the call.
    for (let step = 0; step < 12; step += 1) await hub.advance(100);
    await starting;
    expect(hub.newest(pair, 'A').state).toBe('running');
    sure.resolve();
    await vi.waitFor(() => {
      for (const side of ['A', 'B'] as const) {
        expect(hub.newest(pair, side).failure?.kind).toBe('worker_lost');
      }
    }, PATIENT);
  });
});

describe('a worker that is gone', () => {
  it('is no reason to wait for the next poll: its jobs are asked for at once', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    await hub.advance(6_000);
    hub.queue.forget(hub.queue.jobOf('A'));
    hub.queue.change();
    await hub.advance(1_000);
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
    expect(hub.labels(hub.newest(pair, 'A').id)).toContain('Retry');
  });

  it('is found out soon, also when its job was too young to be judged', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.queue.forget(hub.queue.jobOf('A'));
    hub.queue.change();
    await hub.advance(1_000);
    expect(hub.newest(pair, 'A').state).toBe('running');
    await hub.advance(5_000);
    expect(hub.newest(pair, 'A').failure?.kind).toBe('worker_lost');
  });
});

describe('/diptych help', () => {
  const help = async (hub: Hub, admin: boolean) => {
    const reply = await hub.studio.menu.open(aCaller('boss', { admin }), 'help', '');
    return reply.type === 'card' ? reply.card.lines.map(({ text }) => text) : [];
  };

  it('tells admins of Redis, workers and images, and nobody else', async () => {
    const hub = await new Hub().start();
    const usual = await help(hub, false);
    expect(await help(hub, true)).toEqual(usual);
    const other = { ...worker, id: 'w2', version: '9.0.0', speaksOurs: false };
    hub.queue.others = [worker, other];
    hub.queue.change();
    await hub.settle();
    hub.blobsFault = 'the bucket pics does not answer';
    expect(await help(hub, true)).toEqual([
      ...usual,
      '1 worker with 4 slots for sample.',
      'The worker w2 (9.0.0) speaks another version of jobs, and gets none: bring it and the hub to one version.',
      'Images cannot be stored or read: the bucket pics does not answer',
    ]);
    expect(await help(hub, false)).toEqual(usual);
    await goAway(hub);
    expect(await help(hub, true)).toContain(
      'Redis cannot be reached: commands are accepted and wait, and what runs goes on. Please see to it.',
    );
  });

  it.each([
    [
      'no worker lives',
      [],
      'No worker lives: start one with npx diptych start --role worker. Until then nothing is made.',
    ],
    [
      'all workers stop',
      [{ ...worker, slots: 0 }],
      'Every worker is stopping: it finishes what it makes. Start another one with npx diptych start --role worker; until then nothing else is made.',
    ],
  ])('says when %s', async (_what, workers, sentence) => {
    const hub = await new Hub().start();
    hub.queue.others = workers;
    hub.queue.change();
    await hub.settle();
    expect((await help(hub, true)).at(-1)).toBe(sentence);
  });
});
