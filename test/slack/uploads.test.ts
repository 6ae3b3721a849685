import { describe, expect, it } from 'vitest';
import { atSurface, type AtSurface, filesIn, HEADER, IMAGE } from './surface-kit.ts';

/** The next try, as the hub makes it: with what the one before has kept. */
function again({ target, kept }: AtSurface) {
  return { ...target, memo: kept.at(-1) ?? null };
}

describe('a file that an earlier try uploaded', () => {
  it('is posted, and nothing is uploaded twice', async () => {
    const seat = await atSurface();
    const { surface, slack, target, pass, messages, count, clock } = seat;
    slack.fail({ method: 'chat.postMessage', how: { retryAfterS: 3 } });
    await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({
      kind: 'transient',
      retryAfterMs: 3_000,
    });
    await clock.advance(3_000);
    const { memo } = await pass(surface.post(again(seat), IMAGE));
    expect(memo).toBe(seat.kept[0]);
    expect(messages().map(filesIn)).toHaveLength(1);
    expect(count('files.getUploadURLExternal')).toBe(1);
  });

  it('never goes where a redirect leads: its bytes are sent again later', async () => {
    const seat = await atSurface();
    const { surface, slack, target, pass, messages } = seat;
    slack.fail({ method: 'upload', how: { redirectTo: `${slack.apiUrl}auth.test` } });
    await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({ kind: 'transient' });
    await pass(surface.post(again(seat), IMAGE));
    expect(messages().map(filesIn)).toHaveLength(1);
  });

  it('is waited for when Slack still examines it', async () => {
    const seat = await atSurface();
    const { surface, slack, target, pass, count } = seat;
    slack.world.files.readyMs = 12_000;
    slack.fail({ method: 'files.info', how: { status: 500 } });
    await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({ kind: 'transient' });
    const { memo } = await pass(surface.post(again(seat), IMAGE));
    expect([memo, count('files.getUploadURLExternal')]).toEqual([seat.kept[0], 1]);
  });

  it('and that is gone is uploaded anew', async () => {
    const seat = await atSurface();
    const { surface, slack, target, pass, files, stored, messages, clock } = seat;
    slack.fail({ method: 'chat.postMessage', how: { retryAfterS: 1 } });
    await expect(pass(surface.post(target, IMAGE))).rejects.toThrow();
    await clock.advance(1_000);
    await files.remove(/F\w+/.exec(seat.kept[0] ?? '')?.[0] ?? '');
    const { memo } = await pass(surface.post(again(seat), IMAGE));
    expect([memo === seat.kept[0], memo]).toEqual([false, seat.kept[1]]);
    expect(messages().flatMap(filesIn)).toEqual(stored().map(({ id }) => id));
  });

  it('and that is never ready is deleted, and uploaded once more', async () => {
    const seat = await atSurface();
    const { surface, slack, target, pass, stored, messages } = seat;
    slack.world.files.readyMs = Infinity;
    slack.fail({ method: 'files.info', how: 'cut' });
    await expect(pass(surface.post(target, IMAGE))).rejects.toThrow();
    slack.world.files.readyMs = 400;
    await pass(surface.post(again(seat), IMAGE));
    expect(messages().flatMap(filesIn)).toEqual(stored().map(({ id }) => id));
    expect(stored()).toHaveLength(1);
  });

  it.each([
    ['files.getUploadURLExternal', 'cut-after'],
    ['files.getUploadURLExternal', { status: 500 }],
    ['upload', 'cut'],
    ['upload', 'cut-after'],
    ['upload', { status: 503 }],
    ['files.completeUploadExternal', 'cut-after'],
    ['files.completeUploadExternal', 'torn-after'],
    ['files.completeUploadExternal', { lost: 504 }],
    ['files.completeUploadExternal', { retryAfterS: 2 }],
    ['files.completeUploadExternal', { error: 'rate_limited' }],
    ['files.info', { status: 502 }],
  ] as const)('stands once when %s failed (%j)', async (method, how) => {
    const seat = await atSurface();
    const { surface, slack, target, pass, stored, messages } = seat;
    slack.fail({ method, how });
    await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({ kind: 'transient' });
    expect(messages()).toEqual([]);
    await pass(surface.post(again(seat), IMAGE));
    expect(messages()).toHaveLength(1);
    expect(messages().flatMap(filesIn)).toEqual(stored().map(({ id }) => id));
  });

  it('is kept before it has bytes; what the database throws then ends the upload', async () => {
    const { surface, slack, target, pass, count } = await atSurface();
    const full = () => {
      throw new Error('the disk is full');
    };
    await expect(pass(surface.post({ ...target, keep: full }, IMAGE))).rejects.toThrow('disk');
    const states = [...slack.world.files.all.values()].map(({ state }) => state);
    expect([states, count('files.completeUploadExternal')]).toEqual([['reserved'], 0]);
  });
});

describe('a file of a message', () => {
  it('is deleted with its message, also when only one of them is still there', async () => {
    const { surface, slack, channel, target, pass, messages, stored, place } = await atSurface();
    const { id, memo } = await pass(surface.post(target, IMAGE));
    slack.deleteMessage(channel, id);
    await surface.remove(place, id, memo);
    expect([messages(), stored()]).toEqual([[], []]);
    await surface.remove(place, id, memo);
    await surface.remove(place, null, memo);
  });

  it.each(['is_archived', 'channel_not_found', 'cant_delete_message'])(
    'is deleted also where its message may not be (%s)',
    async (error) => {
      const { surface, slack, target, pass, stored, place } = await atSurface();
      const { id, memo } = await pass(surface.post(target, IMAGE));
      slack.fail({ method: 'chat.delete', how: { error } });
      await expect(surface.remove(place, id, memo)).rejects.toMatchObject({ kind: 'forbidden' });
      expect(stored()).toEqual([]);
    },
  );

  it('is deleted without a message when none was posted', async () => {
    const seat = await atSurface();
    const { surface, slack, target, pass, stored, place } = seat;
    slack.fail({ method: 'chat.postMessage', how: { error: 'is_archived' } });
    await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({ kind: 'forbidden' });
    expect(stored()).toHaveLength(1);
    await surface.remove(place, null, seat.kept[0] ?? null);
    expect(stored()).toEqual([]);
  });

  it('that an admin deleted is a link in the next edit', async () => {
    const { surface, files, target, pass, messages, place } = await atSurface();
    const { id, memo } = await pass(surface.post(target, IMAGE));
    await files.remove(/F\w+/.exec(memo ?? '')?.[0] ?? '');
    await surface.update(place, id, IMAGE, memo);
    expect(JSON.stringify(messages()[0]?.blocks)).toContain('its file was deleted in Slack');
  });

  it('is never on a header', async () => {
    const { surface, target, pass, messages, kept } = await atSurface();
    expect((await pass(surface.post(target, HEADER))).memo).toBeNull();
    expect([messages().flatMap(filesIn), kept]).toEqual([[], []]);
  });
});
