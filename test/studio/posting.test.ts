import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const HOUR = 3_600_000;

/** A pair whose side A has run; its image is not made yet. */
async function running() {
  const hub = await new Hub().start();
  const pair = await hub.generate();
  return { hub, pair, a: hub.newest(pair, 'A').id, b: hub.newest(pair, 'B').id };
}

describe('the order of messages', () => {
  it('is a header before its images, however long the header takes', async () => {
    const hub = await new Hub().start();
    for (let n = 0; n < 8; n += 1) {
      hub.surface.fail('post', 'transient', { only: (card) => card.kind === 'header' });
    }
    const pair = await hub.generate();
    // Its runs wait three seconds at most.
    await hub.advance(3_000);
    await hub.deliver('A');
    expect(hub.surface.messages).toEqual([]);
    await hub.advance(200_000);
    const header = hub.message(pair);
    const image = hub.message(hub.newest(pair, 'A').id);
    expect(hub.surface.messages[0]).toBe(header);
    expect([header.replyTo, image.replyTo]).toEqual([null, header.id]);
  });

  it('is images all the same where a header cannot be posted, in answer to nothing', async () => {
    const hub = await new Hub().start();
    hub.surface.fail('post', 'refused');
    const pair = await hub.generate();
    await hub.deliver('A');
    expect(hub.surface.withNonce(pair)).toEqual([]);
    expect(hub.message(hub.newest(pair, 'A').id).replyTo).toBeNull();
  });

  it('is a new image before its header’s edit', async () => {
    const { hub } = await running();
    await hub.deliver('A');
    expect(hub.surface.calls.slice(-2)).toEqual(['post image', 'update header']);
  });

  it('is images, then endings, then headers of others, then edits, when all have to wait', async () => {
    const { hub, a, b } = await running();
    hub.surface.fail('update', 'transient', { retryAfterMs: 0 });
    hub.surface.fail('post', 'transient', { retryAfterMs: 9_000 });
    hub.queue.fail(hub.queue.jobOf('B'), 'network');
    await hub.settle();
    const before = hub.surface.calls.length;
    const other = await hub.generate('another', aCaller('ben'));
    const job = hub.queue.jobs.find((one) => one.generationId === a);
    if (job === undefined) throw new Error('side A has no job');
    hub.queue.deliver(job);
    await hub.advance(9_000);
    expect(hub.surface.calls.slice(before, before + 4)).toEqual([
      'post image',
      'post ending',
      'post header',
      'update header',
    ]);
    for (const id of [a, b, other]) expect(hub.surface.withNonce(id)).toHaveLength(1);
  });
});

describe('a post that failed', () => {
  it('surely once and then in a way nobody knows is looked for', async () => {
    const { hub, a } = await running();
    hub.surface.fail('post', 'transient');
    hub.surface.fail('post', 'unknown', { landed: true });
    await hub.deliver('A');
    await hub.advance(10_000);
    expect(hub.surface.withNonce(a)).toHaveLength(1);
    expect(hub.surface.calls.filter((one) => one === 'find')).toHaveLength(1);
  });

  it('never, because the hub stopped before its turn, is posted by the next one without a search', async () => {
    const { hub, a, b } = await running();
    const held = Promise.withResolvers<void>();
    const post = hub.surface.post.bind(hub.surface);
    hub.surface.post = async (target, card) => {
      await held.promise;
      return post(target, card);
    };
    for (const side of ['A', 'B'] as const) hub.queue.deliver(hub.queue.jobOf(side));
    await hub.settle();
    // The first is being posted; the second is intended, so that it need not wait for the disk.
    expect([a, b].map((id) => hub.store.posts.get(id)?.state)).toEqual(['intended', 'intended']);
    const stopping = hub.studio.close();
    held.resolve();
    await stopping;
    expect([a, b].map((id) => hub.store.posts.get(id)?.state)).toEqual(['posted', undefined]);
    await hub.again();
    expect([a, b].map((id) => hub.surface.withNonce(id).length)).toEqual([1, 1]);
    expect(hub.surface.calls).not.toContain('find');
  });

  it('surely, before the process died, is looked for: the next one cannot know', async () => {
    const { hub, a } = await running();
    hub.surface.fail('post', 'transient');
    await hub.deliver('A');
    await hub.crash();
    expect(hub.surface.calls).toContain('find');
    expect(hub.surface.withNonce(a)).toHaveLength(1);
  });

  it('is tried half a second later, and then less and less often', async () => {
    const { hub } = await running();
    for (let n = 0; n < 99; n += 1) hub.surface.fail('post', 'transient');
    await hub.deliver('A');
    const tries = () => hub.surface.calls.filter((one) => one === 'post image').length;
    const after: number[] = [];
    for (const ms of [499, 1, 999, 1, 1_999, 1]) {
      await hub.advance(ms);
      after.push(tries());
    }
    expect(after).toEqual([1, 2, 2, 3, 3, 4]);
    await hub.advance(200_000);
    const slow = tries();
    await hub.advance(30_000);
    expect(tries()).toBe(slow + 1);
  });

  it('is posted when its surface is back within ten minutes', async () => {
    const { hub, a } = await running();
    const post = hub.surface.post.bind(hub.surface);
    const back = hub.clock.now() + 560_000;
    hub.surface.post = (target, card) => {
      if (hub.clock.now() < back) hub.surface.fail('post', 'transient');
      return post(target, card);
    };
    await hub.deliver('A');
    await hub.advance(555_000);
    expect(hub.surface.withNonce(a)).toEqual([]);
    await hub.advance(40_000);
    expect(hub.surface.withNonce(a)).toHaveLength(1);
  });

  it('for good is posted by Re-post alone, and that has ten minutes of its own', async () => {
    const { hub, a } = await running();
    hub.surface.fail('post', 'refused');
    await hub.deliver('A');
    await hub.advance(3 * HOUR);
    expect(hub.store.posts.get(a)?.state).toBe('undelivered');
    hub.surface.fail('post', 'transient');
    hub.surface.fail('find', 'transient');
    await hub.press({ type: 'repost', generation: a });
    await hub.advance(60_000);
    expect(hub.surface.withNonce(a)).toHaveLength(1);
  });

  it('of an ending charges nobody', async () => {
    const { hub, pair, a } = await running();
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    expect(hub.store.posts.get(a)).toMatchObject({ kind: 'card', state: 'posted' });
    expect(hub.newest(pair, 'A').deliveredAt).toBeNull();
  });
});

describe('an edit', () => {
  it('that the surface refuses is not sent again, until there is another', async () => {
    const { hub, pair } = await running();
    const edits = () => hub.surface.calls.filter((one) => one === 'update header').length;
    const before = edits();
    hub.surface.fail('update', 'refused');
    await hub.deliver('A');
    await hub.advance(60_000);
    expect(edits()).toBe(before + 1);
    expect(hub.text(pair)).not.toContain('A · ready');
    await hub.deliver('B');
    expect(hub.text(pair)).toContain('A · ready');
  });

  it('that fails for ten minutes is left until there is another', async () => {
    const { hub, pair } = await running();
    for (let n = 0; n < 99; n += 1) hub.surface.fail('update', 'transient');
    await hub.deliver('A');
    await hub.advance(660_000);
    const given = hub.surface.calls.length;
    await hub.advance(600_000);
    expect(hub.surface.calls).toHaveLength(given);
    expect(hub.store.posts.get(pair)?.state).toBe('posted');
  });
});

describe('Delete', () => {
  it('of a message that cannot be looked for just now waits for the look', async () => {
    const { hub, a } = await running();
    hub.surface.fail('post', 'unknown', { landed: true });
    await hub.deliver('A');
    hub.surface.fail('find', 'transient');
    await hub.press({ type: 'delete_confirm', generation: a });
    expect(hub.store.posts.get(a)?.state).toBe('intended');
    await hub.advance(60_000);
    expect(hub.surface.withNonce(a)).toEqual([]);
    expect(hub.store.posts.get(a)?.state).toBe('removed');
  });

  it('takes the message away for good: nothing is posted in its place', async () => {
    const { hub, a } = await running();
    await hub.deliver('A');
    await hub.deliver('B');
    await hub.press({ type: 'delete_confirm', generation: a });
    const calls = hub.surface.calls.length;
    await hub.crash();
    await hub.advance(60_000);
    expect(hub.surface.calls.slice(calls)).toEqual([]);
  });
});
