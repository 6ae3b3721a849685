import { describe, expect, it } from 'vitest';
import { QUIET, seat, text } from './kit.ts';

const said = (words: string) => ({ text: words, ...QUIET });

describe('a file', () => {
  it.each([400, 3_000, 12_000])(
    'can be shown %i ms after its upload, and not before',
    async (ms) => {
      const { call, channel, slack, upload, clock } = await seat();
      slack.world.files.readyMs = ms;
      const id = await upload();
      const blocks = [{ type: 'image', alt_text: 'a', slack_file: { id } }];
      const post = () => call('chat.postMessage', { channel: channel.id, ...said('x'), blocks });
      await clock.advance(ms - 1);
      expect((await call('files.info', { file: id })).file.mimetype).toBe('');
      expect((await post()).error).toBe('invalid_blocks');
      await clock.advance(1);
      expect((await call('files.info', { file: id })).file.mimetype).toBe('image/png');
      expect((await post()).ok).toBe(true);
    },
  );

  it('of WebP is never shown', async () => {
    const { call, channel, upload, clock } = await seat();
    const id = await upload('a.webp');
    await clock.advance(400);
    const blocks = [{ type: 'image', alt_text: 'a', slack_file: { id } }];
    const posted = await call('chat.postMessage', { channel: channel.id, ...said('x'), blocks });
    expect(posted.error).toBe('invalid_blocks');
  });

  it('needs a length, the bytes that were announced, and all three steps', async () => {
    const { call, slack } = await seat();
    const reserve = (args: object) => call('files.getUploadURLExternal', args);
    expect((await reserve({ filename: 'a.png', length: 0 })).error).toBe('missing_argument');
    const long = { filename: 'a.png', length: 3, alt_txt: 'x'.repeat(1_001) };
    expect((await reserve(long)).error).toBe('alt_txt_too_large');
    const { upload_url: url, file_id: id } = await reserve({ filename: 'a.png', length: 3 });
    expect((await call('files.completeUploadExternal', { files: [{ id }] })).error).toBe(
      'file_not_found',
    );
    expect((await fetch(url, { method: 'POST', body: 'four' })).status).toBe(404);
    expect((await fetch(url, { method: 'POST', body: 'abc' })).status).toBe(200);
    expect((await fetch(url, { method: 'POST', body: 'abc' })).status).toBe(404);
    slack.world.files.forbidden = 'storage_limit_reached';
    expect((await reserve({ filename: 'b.png', length: 3 })).error).toBe('storage_limit_reached');
  });

  it('is gone after its deletion, and its bytes are for the bot alone', async () => {
    const { call, upload, slack } = await seat();
    const id = await upload();
    const { file } = await call('files.info', { file: id });
    const get = async (authorization: string) => {
      const response = await fetch(file.url_private, { headers: { authorization } });
      return [response.headers.get('content-type'), await response.text()];
    };
    expect(await get(`Bearer ${slack.botToken}`)).toEqual(['application/octet-stream', 'abc']);
    expect((await get('Bearer other'))[0]).toBe('text/html');
    expect((await call('files.delete', { file: id })).ok).toBe(true);
    expect((await call('files.info', { file: id })).error).toBe('file_deleted');
    expect((await get(`Bearer ${slack.botToken}`))[0]).toBe('text/html');
  });
});

describe('a form', () => {
  const view = (title = 'T') => ({
    type: 'modal',
    title: text(title),
    blocks: [{ type: 'divider' }],
  });

  it('is opened by a trigger that serves once, for three seconds', async () => {
    const { call, ana, clock } = await seat();
    const trigger = () => String(ana.command('/generate').payload['trigger_id']);
    const first = trigger();
    expect((await call('views.open', { trigger_id: first, view: view() })).ok).toBe(true);
    const again = await call('views.open', { trigger_id: first, view: view() });
    expect(again.error).toBe('exchanged_trigger_id');
    const late = trigger();
    await clock.advance(3_001);
    expect((await call('views.open', { trigger_id: late, view: view() })).error).toBe(
      'expired_trigger_id',
    );
    expect((await call('views.open', { trigger_id: 'x', view: view() })).error).toBe(
      'invalid_trigger_id',
    );
  });

  it('is filled later, unless it changed or was closed', async () => {
    const { call, ana } = await seat();
    const trigger_id = ana.command('/generate').payload['trigger_id'];
    const { view: opened } = await call('views.open', { trigger_id, view: view() });
    const update = (hash: string, title: string) =>
      call('views.update', { view_id: opened.id, hash, view: view(title) });
    expect((await update(opened.hash, 'Filled')).ok).toBe(true);
    expect((await update(opened.hash, 'Late')).error).toBe('hash_conflict');
    expect(ana.form()?.view.title.text).toBe('Filled');
  });

  it('shows no file that is deleted or not examined yet', async () => {
    const { call, ana, clock, upload } = await seat();
    const file = await upload();
    const shows = { type: 'image', slack_file: { id: file }, alt_text: 'a' };
    const open = () => {
      const trigger_id = ana.command('/generate').payload['trigger_id'];
      return call('views.open', { trigger_id, view: { ...view(), blocks: [shows] } });
    };
    expect((await open()).error).toBe('invalid_arguments');
    await clock.advance(1_000);
    expect((await open()).ok).toBe(true);
    await call('files.delete', { file });
    expect((await open()).error).toBe('invalid_arguments');
    const home = { user_id: ana.user.id, view: { type: 'home', blocks: [shows] } };
    expect((await call('views.publish', home)).error).toBe('invalid_arguments');
  });

  it('lies on two others at most', async () => {
    const { call, ana, slack } = await seat();
    const trigger_id = () => ana.command('/x').payload['trigger_id'];
    await call('views.open', { trigger_id: trigger_id(), view: view() });
    await call('views.push', { trigger_id: trigger_id(), view: view() });
    await call('views.push', { trigger_id: trigger_id(), view: view() });
    const fourth = await call('views.push', { trigger_id: trigger_id(), view: view() });
    expect(fourth.error).toBe('push_limit_reached');
    slack.views.homeTab = false;
    const home = { user_id: ana.user.id, view: { type: 'home', blocks: [] } };
    expect((await call('views.publish', home)).error).toBe('not_enabled');
  });
});
