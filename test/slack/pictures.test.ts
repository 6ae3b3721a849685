import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { aPicture } from '../pictures.ts';
import { atSurface, filesIn, IMAGE, KEY, LINK, textOf } from './surface-kit.ts';

const SHORT = { link: LINK.url };

describe('a picture', () => {
  it.each([400, 3_000, 12_000])(
    'that Slack examines for %i ms is posted once, in one message, when it can be shown',
    async (ms) => {
      const { surface, slack, target, pass, messages, kept, count, clock } = await atSurface();
      slack.world.files.readyMs = ms;
      const began = clock.now();
      const posted = await pass(surface.post(target, IMAGE));
      expect(clock.now() - began).toBeGreaterThanOrEqual(ms);
      expect(clock.now() - began).toBeLessThan(ms + 2_100);
      const [only, ...others] = messages();
      expect(others).toEqual([]);
      const [file = ''] = only === undefined ? [] : filesIn(only);
      expect(posted).toEqual({ id: only?.ts, memo: `{"file":"${file}"}` });
      expect(kept).toEqual([`{"file":"${file}"}`]);
      expect(only?.metadata).toEqual({
        event_type: 'diptych_post',
        event_payload: { post: 'a1', file },
      });
      expect([count('chat.postMessage'), count('files.info') > 12]).toEqual([1, false]);
    },
  );

  it('is uploaded as it is, with its name and its alternative text', async () => {
    const { surface, target, pass, stored, blobs } = await atSurface();
    await pass(surface.post(target, IMAGE));
    const [file] = stored();
    expect(file?.name).toBe(IMAGE.image?.fileName);
    expect(file?.alt).toBe(IMAGE.image?.alt);
    expect(file?.bytes?.equals(blobs.blobs.get(KEY) ?? new Uint8Array())).toBe(true);
  });

  it('of WebP, which Slack does not show, is uploaded as a PNG', async () => {
    const { surface, target, pass, stored, blobs, messages } = await atSurface();
    await blobs.put(KEY, await aPicture('webp', { width: 30, height: 20 }));
    const { image } = IMAGE;
    const fileName = 'a-cat.A.webp';
    const card = { ...IMAGE, ...(image && { image: { ...image, fileName } }) };
    await pass(surface.post(target, card));
    const [file] = stored();
    expect(file?.name).toBe('a-cat.A.png');
    const { format, width, height } = await sharp(file?.bytes ?? Buffer.alloc(0)).metadata();
    expect([format, width, height]).toEqual(['png', 30, 20]);
    expect(messages().flatMap(filesIn)).toEqual([file?.id]);
  });

  it('has at most 1,000 characters of alternative text', async () => {
    const { surface, target, pass, stored } = await atSurface();
    const { image } = IMAGE;
    const alt = 'x'.repeat(1_500);
    await pass(surface.post(target, { ...IMAGE, ...(image && { image: { ...image, alt } }) }));
    expect(stored()[0]?.alt).toHaveLength(1_000);
  });

  it('that is never ready gives way to a link, and its file is deleted', async () => {
    const { surface, slack, target, pass, messages, stored, clock } = await atSurface();
    slack.world.files.readyMs = Infinity;
    const began = clock.now();
    const { memo } = await pass(surface.post(target, IMAGE));
    expect(clock.now() - began).toBe(15_000);
    expect(memo).toBe('{"link":true}');
    const [only] = messages();
    expect(only && textOf(only)).toContain('Slack did not get it ready in time');
    expect(JSON.stringify(only?.blocks)).toContain(SHORT.link);
    expect(only && filesIn(only)).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it('is asked for again when Slack limits the questions, if there is time', async () => {
    const { surface, slack, target, pass, count } = await atSurface();
    slack.fail({ method: 'files.info', how: { retryAfterS: 10 } });
    expect((await pass(surface.post(target, IMAGE))).memo).toContain('file');
    slack.fail({ method: 'files.info', how: { retryAfterS: 20 } });
    const posting = pass(surface.post({ ...target, nonce: 'a2' }, IMAGE));
    await expect(posting).rejects.toMatchObject({ kind: 'transient', retryAfterMs: 20_000 });
    expect(count('chat.postMessage')).toBe(1);
  });

  it('that Slack calls ready and then does not show is waited for', async () => {
    const { surface, slack, target, pass, messages, count } = await atSurface();
    const more = { response_metadata: { messages: ['[ERROR] invalid slack file'] } };
    slack.fail({ method: 'chat.postMessage', times: 2, how: { error: 'invalid_blocks', more } });
    const { id, memo } = await pass(surface.post(target, IMAGE));
    const [only] = messages();
    expect([id, memo]).toEqual([only?.ts, `{"file":"${only && filesIn(only)[0]}"}`]);
    expect(count('files.getUploadURLExternal')).toBe(1);
  });

  it('that Slack never shows, though it calls it ready, gives way to a link', async () => {
    const { surface, slack, target, pass, messages, stored } = await atSurface();
    const more = { response_metadata: { messages: ['[ERROR] invalid slack file'] } };
    slack.fail({ method: 'chat.postMessage', times: 5, how: { error: 'invalid_blocks', more } });
    const { memo } = await pass(surface.post(target, IMAGE));
    expect(memo).toBe('{"link":true}');
    expect(messages()).toHaveLength(1);
    expect(stored()).toEqual([]);
  });

  it.each([
    ['storage_limit_reached', 'the file storage of this workspace is full'],
    ['file_uploads_disabled', 'this workspace lets nobody upload files'],
    ['file_uploads_except_images_disabled', 'this workspace limits which files are uploaded'],
    ['file_type_not_allowed', 'this workspace takes no files of this type'],
    ['file_upload_size_restricted', 'its file is larger than this workspace takes'],
  ] as const)('that a workspace refuses (%s) is a link, with the reason', async (code, reason) => {
    const { surface, slack, target, pass, messages, place, kept, clock } = await atSurface();
    slack.world.files.forbidden = code;
    const { id, memo } = await pass(surface.post(target, IMAGE));
    expect(memo).toBe(`{"link":true,"why":"${code}"}`);
    expect(messages().map(textOf).join()).toContain(`The picture is not shown here: ${reason}`);
    expect(JSON.stringify(messages()[0]?.blocks)).toContain(SHORT.link);
    expect(kept).toEqual([]);
    expect(await surface.find(target)).toEqual({ id, memo });
    // An edit says so again.
    await clock.advance(1_000);
    await surface.update(place, id, { ...IMAGE, badges: ['In the pool'] }, memo);
    expect(messages().map(textOf).join()).toContain(reason);
  });

  it('is a link where the app lacks the scope of files', async () => {
    const { surface, slack, target, pass, messages } = await atSurface();
    slack.scopes.delete('files:write');
    const { memo } = await pass(surface.post(target, IMAGE));
    expect(memo).toBe('{"link":true,"why":"missing_scope"}');
    expect(messages().map(textOf).join()).toContain('Ask an admin to add files:write');
  });

  it('that the store does not have is refused for good, one it does not give may come later', async () => {
    const { surface, target, pass, blobs, slack } = await atSurface();
    blobs.failing = true;
    await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({ kind: 'transient' });
    blobs.failing = false;
    await blobs.delete(KEY);
    await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({ kind: 'refused' });
    await blobs.put(KEY, Buffer.from('RIFF....WEBPnothing'));
    await expect(pass(surface.post(target, IMAGE))).rejects.toMatchObject({ kind: 'refused' });
    expect(slack.calls).toEqual([]);
  });
});
