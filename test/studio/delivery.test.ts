import { describe, expect, it, vi } from 'vitest';
import { Hub } from './hub.ts';

async function pairWithOneImageDue(hub: Hub) {
  const pair = await hub.generate();
  const job = hub.queue.jobOf('A');
  return { pair, id: job.generationId };
}

describe('an image’s message', () => {
  it('is tried again after a passing fault, and posted once', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'transient');
    hub.surface.fail('post', 'transient');
    await hub.deliver('A');
    expect(hub.surface.withNonce(id)).toEqual([]);
    await hub.advance(5_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.surface.calls).not.toContain('find');
  });

  it('waits as long as the surface says, with everything else of its channel', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'transient', { retryAfterMs: 8_000 });
    await hub.deliver('A');
    const calls = hub.surface.calls.length;
    await hub.deliver('B');
    await hub.advance(7_000);
    expect(hub.surface.calls).toHaveLength(calls);
    await hub.advance(2_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
  });

  it('whose answer was lost is looked for and found, never posted again', async () => {
    const hub = await new Hub().start();
    const { id, pair } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'unknown', { landed: true });
    await hub.deliver('A');
    await hub.advance(2_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.surface.calls).toContain('find');
    expect(hub.text(pair)).toContain('A · ready');
    expect(hub.newest(pair, 'A').deliveredAt).not.toBeNull();
  });

  it('whose answer was lost and that is surely not there is posted', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'unknown');
    await hub.deliver('A');
    await hub.advance(2_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
  });

  it('that cannot be known to be posted is undelivered, and Re-post is a person’s decision', async () => {
    const hub = await new Hub().start();
    const { id, pair } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'unknown');
    hub.surface.fail('find', 'unknown');
    await hub.deliver('A');
    await hub.advance(700_000);
    expect(hub.surface.withNonce(id)).toEqual([]);
    expect(hub.text(pair)).toContain('could not be delivered: Re-post tries again');
    expect(hub.labels(pair)).toContain('Re-post A');
    expect(hub.meter.undeliveredMessages).toBe(1);
    const jobs = hub.queue.jobs.length;
    await hub.press({ type: 'repost', generation: id });
    await hub.advance(2_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.queue.jobs).toHaveLength(jobs);
    expect(hub.labels(pair)).not.toContain('Re-post A');
  });

  it('is given up after ten minutes, and charged only when it arrives', async () => {
    const hub = await new Hub().start();
    const { id, pair } = await pairWithOneImageDue(hub);
    for (let n = 0; n < 60; n += 1) {
      hub.surface.fail('post', 'transient', { only: (card) => card.kind === 'image' });
    }
    await hub.deliver('A');
    await hub.advance(620_000);
    expect(hub.store.posts.get(id)?.state).toBe('undelivered');
    expect(hub.newest(pair, 'A').deliveredAt).toBeNull();
  });

  it('is not held up by a header that cannot be edited', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    hub.surface.fail('update', 'transient');
    await hub.deliver('A');
    expect(hub.surface.withNonce(id)).toHaveLength(1);
  });
});

describe('edits', () => {
  it('that come while one is under way are merged into the newest state', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id } = hub.newest(pair, 'A');
    const before = hub.message(id).edits;
    await Promise.all(
      ([25, 50, 100, 25] as const).map((ratio) =>
        hub.press({ type: 'tone', generation: id, ratio }),
      ),
    );
    expect(hub.labels(id)).toContain('Tone 25 %');
    expect(hub.message(id).edits - before).toBeLessThanOrEqual(2);
  });

  it('that change nothing are not sent', async () => {
    const hub = await new Hub().start();
    await hub.pairWithImages();
    const calls = hub.surface.calls.length;
    await hub.advance(60_000);
    expect(hub.surface.calls).toHaveLength(calls);
  });

  it('of a message that somebody deleted end, and the rest goes on', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.surface.messages.length = 0;
    await hub.deliver('A');
    await hub.advance(5_000);
    expect(hub.store.posts.get(pair)?.state).toBe('removed');
    expect(hub.surface.withNonce(hub.newest(pair, 'A').id)).toHaveLength(1);
  });
});

describe('a surface that breaks in a way of its own', () => {
  it('is logged, and the message is looked for before it is posted again', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    const post = hub.surface.post.bind(hub.surface);
    let broken = true;
    hub.surface.post = (target, card) => {
      if (!broken) return post(target, card);
      broken = false;
      throw new TypeError('undefined is not a function');
    };
    await hub.deliver('A');
    await hub.advance(2_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
  });
});

describe('Re-post where nobody can look', () => {
  it('posts, because a person decided so, and only once a press', async () => {
    const hub = await new Hub().start();
    const { id, pair } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'unknown');
    for (let n = 0; n < 9; n += 1) hub.surface.fail('find', 'unknown');
    await hub.deliver('A');
    await hub.advance(60_000);
    expect(hub.store.posts.get(id)?.state).toBe('undelivered');
    hub.surface.fail('post', 'unknown');
    await hub.press({ type: 'repost', generation: id });
    await hub.advance(60_000);
    expect(hub.surface.withNonce(id)).toHaveLength(0);
    expect(hub.store.posts.get(id)?.state).toBe('undelivered');
    expect(hub.surface.calls.filter((one) => one === 'post image')).toHaveLength(2);
    await hub.press({ type: 'repost', generation: id });
    await hub.advance(60_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.text(pair)).toContain('A · ready');
  });
});

describe('Re-post of a message whose answer was lost long ago', () => {
  it('looks for it from its first try on, and finds it', async () => {
    const hub = await new Hub().start();
    const { id, pair } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'unknown', { landed: true });
    hub.surface.fail('find', 'unknown');
    await hub.deliver('A');
    const first = hub.store.posts.get(id)?.firstTriedAt;
    await hub.advance(3 * 3_600_000);
    expect(hub.labels(pair)).toContain('Re-post A');
    await hub.press({ type: 'repost', generation: id });
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.surface.looksSince.at(-1)).toBe(first);
    expect(hub.store.posts.get(id)?.state).toBe('posted');
  });
});

describe('at a surface that needs a second between two messages', () => {
  it('an image that is ready meanwhile goes before an edit that was waiting', async () => {
    const hub = new Hub();
    hub.surface.gapMs = 1_000;
    await hub.start();
    const { id, pair } = await pairWithOneImageDue(hub);
    // The header was posted, and waits to say that both sides are made now.
    expect(hub.surface.calls).toEqual(['post header']);
    await hub.advance(500);
    await hub.deliver('A');
    expect(hub.surface.calls).toEqual(['post header']);
    await hub.advance(500);
    expect(hub.surface.calls).toEqual(['post header', 'post image']);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    await hub.advance(1_000);
    expect(hub.surface.calls).toEqual(['post header', 'post image', 'update header']);
    expect(hub.text(pair)).toContain('A · ready');
  });
});

describe('an edit that has to wait', () => {
  it('holds up no image', async () => {
    const hub = await new Hub().start();
    await pairWithOneImageDue(hub);
    const id = hub.queue.jobOf('B').generationId;
    hub.surface.fail('update', 'transient', { retryAfterMs: 900_000 });
    await hub.deliver('A');
    await hub.deliver('B');
    await hub.advance(1_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
  });
});

describe('Re-post while the surface cannot be reached', () => {
  it('waits, and still does what the person decided', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'unknown');
    hub.surface.fail('find', 'unknown');
    await hub.deliver('A');
    await hub.advance(60_000);
    hub.surface.fail('find', 'transient');
    hub.surface.fail('find', 'unknown');
    await hub.press({ type: 'repost', generation: id });
    await hub.advance(60_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
  });
});

describe('Delete while nobody knows whether the image was posted', () => {
  it('finds the message and takes it away', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    hub.surface.fail('post', 'unknown', { landed: true });
    await hub.deliver('A');
    expect(hub.store.posts.get(id)?.state).toBe('intended');
    await hub.press({ type: 'delete_confirm', generation: id });
    await hub.advance(60_000);
    expect(hub.surface.withNonce(id)).toEqual([]);
    expect(hub.store.posts.get(id)?.state).toBe('removed');
  });
});

const diskError = () => {
  throw new Error('disk I/O error');
};

describe('a database that fails for a moment', () => {
  it('holds a message up, and the lane goes on', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    // Once when messages are prepared, and once more when this one is posted.
    vi.spyOn(hub.store.posts, 'intend')
      .mockImplementationOnce(diskError)
      .mockImplementationOnce(diskError);
    await hub.deliver('A');
    expect(hub.surface.withNonce(id)).toEqual([]);
    await hub.advance(6_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
  });

  it('after a message was posted does not post it again', async () => {
    const hub = await new Hub().start();
    const { id } = await pairWithOneImageDue(hub);
    vi.spyOn(hub.store.posts, 'posted').mockImplementationOnce(diskError);
    await hub.deliver('A');
    await hub.advance(6_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect(hub.store.posts.get(id)?.state).toBe('posted');
  });

  it('while a pair is planned leaves it in planning, and it is planned within ten seconds', async () => {
    const hub = await new Hub().start();
    vi.spyOn(hub.store.pairs, 'planned').mockImplementationOnce(diskError);
    vi.spyOn(hub.store.pairs, 'refused').mockImplementationOnce(diskError);
    const pair = await hub.generate();
    expect(hub.view(pair).pair.state).toBe('planning');
    await hub.advance(10_000);
    expect(hub.view(pair).pair.state).toBe('planned');
    expect(hub.newest(pair, 'A').state).toBe('running');
  });
});
