import { describe, expect, it } from 'vitest';
import { Hub } from './hub.ts';

/** A chat that uploads a picture before it posts its message. */
async function uploadingHub() {
  const hub = await new Hub().start();
  const pair = await hub.generate();
  hub.surface.uploading = true;
  return { hub, pair, id: hub.queue.jobOf('A').generationId };
}

describe('what a chat uploads for a message', () => {
  it('is used again when the message is tried again, also by the next process', async () => {
    const { hub, id } = await uploadingHub();
    hub.surface.fail('post', 'transient');
    await hub.deliver('A');
    expect([...hub.surface.uploads]).toHaveLength(1);
    await hub.crash();
    await hub.advance(5_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect([...hub.surface.uploads]).toHaveLength(1);
  });

  it('is deleted when the message is given up', async () => {
    const { hub, id } = await uploadingHub();
    hub.surface.fail('post', 'forbidden');
    await hub.deliver('A');
    expect(hub.store.posts.get(id)).toMatchObject({ state: 'undelivered', memo: null });
    expect([...hub.surface.uploads]).toEqual([]);
    await hub.press({ type: 'repost', generation: id });
    await hub.advance(2_000);
    expect(hub.surface.withNonce(id)).toHaveLength(1);
    expect([...hub.surface.uploads]).toHaveLength(1);
  });

  it('stays when nobody knows whether the message was posted: it may show it', async () => {
    const { hub, id } = await uploadingHub();
    hub.surface.fail('post', 'unknown', { landed: true });
    hub.surface.fail('find', 'unknown');
    await hub.deliver('A');
    await hub.advance(700_000);
    expect(hub.store.posts.get(id)?.state).toBe('undelivered');
    expect([...hub.surface.uploads]).toHaveLength(1);
  });

  it('is deleted with the image when its message was never posted', async () => {
    const { hub, id } = await uploadingHub();
    hub.surface.fail('post', 'unknown');
    hub.surface.fail('find', 'unknown');
    await hub.deliver('A');
    await hub.press({ type: 'delete_confirm', generation: id });
    await hub.advance(2_000);
    expect([...hub.surface.uploads]).toEqual([]);
    expect(hub.store.posts.get(id)?.state).toBe('removed');
  });
});

describe('an edit for which the chat has no budget left', () => {
  it('is made later, however often it is put off, and never given up', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    for (let n = 0; n < 400; n += 1) hub.surface.fail('update', 'later', { retryAfterMs: 2_000 });
    await hub.deliver('A');
    await hub.advance(790_000);
    expect(hub.text(pair)).not.toContain('A · ready');
    await hub.advance(20_000);
    expect(hub.text(pair)).toContain('A · ready');
    expect(hub.log.lines.filter((one) => one.level === 'warn')).toEqual([]);
  });
});
