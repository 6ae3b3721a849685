import { describe, expect, it } from 'vitest';
import { loosely } from '../fakes/slack/kit.ts';
import { atSurface, HEADER, IMAGE } from './surface-kit.ts';

describe('a message of ours', () => {
  it('is found among many by its metadata, page by page', async () => {
    const { surface, slack, target, ana, pass, count } = await atSurface();
    slack.rates.on = false;
    for (let n = 0; n < 150; n += 1) ana.say('before');
    const posted = await pass(surface.post(target, IMAGE));
    for (let n = 0; n < 450; n += 1) ana.say('after');
    expect(await surface.find(target)).toEqual(posted);
    expect(count('conversations.history')).toBe(3);
  });

  it('that was found is told of: reactions on it may have been missed', async () => {
    const { surface, target } = await atSurface();
    let found = 0;
    surface.whenFound(() => {
      found += 1;
    });
    await surface.find(target);
    await surface.post(target, HEADER);
    expect(found).toBe(0);
    await surface.find(target);
    expect(found).toBe(1);
  });

  it('is looked for from a little before its first try, because clocks differ', async () => {
    const { surface, target, clock, slack } = await atSurface();
    const posted = await surface.post(target, HEADER);
    expect(await surface.find({ ...target, since: clock.now() + 590_000 })).toEqual(posted);
    expect(await surface.find({ ...target, since: clock.now() + 610_000 })).toBeUndefined();
    const { args } = slack.calls.at(-1) ?? { args: {} };
    expect(loosely(args)).toMatchObject({ include_all_metadata: 'true', limit: '200' });
    expect(loosely(args).oldest).toMatch(/^\d{10}\.\d{6}$/);
  });

  it('is found in its thread, where the channel’s history does not have it', async () => {
    const { surface, target, ana, pass, place } = await atSurface();
    const thread = ana.say('look').ts;
    const inThread = { ...target, place: { ...place, thread } };
    const posted = await pass(surface.post(inThread, IMAGE));
    expect(await surface.find(inThread)).toEqual(posted);
    expect(await surface.find(target)).toBeUndefined();
  });

  it('is not in a thread that is gone', async () => {
    const { surface, slack, channel, target, ana, place } = await atSurface();
    const thread = ana.say('look').ts;
    slack.deleteMessage(channel, thread);
    const gone = { ...target, place: { ...place, thread } };
    expect(await surface.find(gone)).toBeUndefined();
  });

  it('is not somebody else’s who writes the same', async () => {
    const { surface, target, ana } = await atSurface();
    const copied = ana.say('a copy');
    copied.metadata = { event_type: 'another_app', event_payload: { post: 'a1' } };
    expect(await surface.find(target)).toBeUndefined();
  });

  it('cannot be looked for where the app may not read, or among too many messages', async () => {
    const { surface, slack, target, ana, place } = await atSurface();
    slack.rates.on = false;
    const away = { ...place, channel: slack.addChannel({ joined: false }).id };
    const unknown = { kind: 'unknown' };
    // Where the app is not, a header of it cannot stand: who asks decides.
    await expect(surface.find({ ...target, place: away })).rejects.toMatchObject({
      why: 'uninvited',
    });
    for (let n = 0; n < 4_100; n += 1) ana.say('talk');
    await expect(surface.find(target)).rejects.toMatchObject(unknown);
    slack.scopes.delete('channels:history');
    await expect(surface.find(target)).rejects.toMatchObject(unknown);
  });

  it.each([
    ['metadata comes without its payload', { ts: '1.1', metadata: { event_type: 'diptych_post' } }],
    ['its shape is unknown', { ts: 7, text: 'about a1' }],
  ])('cannot be told from its absence where %s', async (_, message) => {
    const { surface, slack, target } = await atSurface();
    const answer = { ok: true, messages: [message], has_more: false };
    slack.fail({ method: 'conversations.history', how: { instead: answer } });
    await expect(surface.find(target)).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('cannot be looked for where Slack has more and does not give it', async () => {
    const { surface, slack, target } = await atSurface();
    const answer = { ok: true, messages: [], has_more: true };
    slack.fail({ method: 'conversations.history', how: { instead: answer } });
    await expect(surface.find(target)).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('is looked for later when Slack does not answer', async () => {
    const { surface, slack, target } = await atSurface();
    slack.fail({ method: 'conversations.history', how: { status: 503 } });
    await expect(surface.find(target)).rejects.toMatchObject({ kind: 'transient' });
    slack.fail({ method: 'conversations.history', how: { retryAfterS: 5 } });
    await expect(surface.find(target)).rejects.toMatchObject({ retryAfterMs: 5_000 });
  });
});
