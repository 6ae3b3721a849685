import { describe, expect, it } from 'vitest';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

describe('a reaction', () => {
  async function ready() {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const { id } = hub.newest(pair, 'A');
    const messageId = hub.message(id).id;
    const react = (emoji: string, present: boolean, who = aCaller('ben')) =>
      hub.studio.react.react(who, { messageId, emoji, present });
    return { hub, pair, id, react };
  }

  it('on an image’s message is a like while it stands, however often it is told', async () => {
    const { hub, id, react } = await ready();
    react('❤️', true);
    react(':heart:', true);
    expect(hub.store.reactions.count(id)).toEqual({ likes: 1, dislikes: 0 });
    expect(hub.studio.galleries.likes(aCaller('ben'), null).entries[0]?.generation.id).toBe(id);
    react('❤️', false);
    react('❤️', false);
    expect(hub.store.reactions.count(id)).toEqual({ likes: 0, dislikes: 0 });
  });

  it.each([
    ['two skin tones', { emoji: '👍' }, { emoji: '👍🏽' }],
    ['a normal and a super one', { emoji: '🎉' }, { emoji: '🎉', isSuper: true }],
    ['a custom one of the same name', { emoji: '🔥' }, { emoji: '<:fire:123>' }],
  ])('is kept apart from others that count the same (%s)', async (_, first, second) => {
    const { hub, id } = await ready();
    const messageId = hub.message(id).id;
    const put = (one: { emoji: string; isSuper?: boolean }, present: boolean) =>
      hub.studio.react.react(aCaller('ben'), { messageId, ...one, present });
    const liked = () => hub.studio.galleries.likes(aCaller('ben'), null).entries.length;
    put(first, true);
    put(second, true);
    expect(hub.store.reactions.count(id)).toEqual({ likes: 1, dislikes: 0 });
    put(second, false);
    put(second, false);
    expect([hub.store.reactions.count(id).likes, liked()]).toEqual([1, 1]);
    put(second, true);
    put(first, false);
    expect([hub.store.reactions.count(id).likes, liked()]).toEqual([1, 1]);
    put(second, false);
    expect([hub.store.reactions.count(id).likes, liked()]).toEqual([0, 0]);
  });

  it('on the header, or on what is not ours, is ignored', async () => {
    const { hub, pair } = await ready();
    const header = hub.message(pair).id;
    const on = (messageId: string) =>
      hub.studio.react.react(aCaller(), { messageId, emoji: '🔥', present: true });
    expect(on(header)).toBeUndefined();
    expect(on('m-of-someone')).toBeUndefined();
  });

  it('is read by people whom the door lets in, and by nobody else', async () => {
    const { hub, id, react } = await ready();
    react('❤️', true);
    const emoji = (who = aCaller('ben')) =>
      hub.studio.react
        .reader(who)(id)
        .map((one) => one.name);
    expect(emoji()).toEqual(['heart']);
    hub.store.access.block('web:ben', 'cli', '', hub.clock.now());
    expect(() => emoji()).toThrow('not_allowed_person');
  });

  it('is stored together with what its caller commits, or not at all', async () => {
    const { hub, id } = await ready();
    const reaction = { messageId: hub.message(id).id, emoji: '❤️', present: true };
    const fail = () => {
      throw new Error('disk I/O error');
    };
    const react = () => hub.studio.react.react(aCaller('ben'), reaction, fail);
    expect(react).toThrow('disk I/O error');
    expect(hub.store.reactions.of(id)).toEqual([]);
  });

  it('that is no emoji is refused', async () => {
    const { react } = await ready();
    expect(() => react('not an emoji', true)).toThrow('emoji_invalid');
  });

  it('counts as the workspace’s own lists say', async () => {
    const { hub, id, react } = await ready();
    hub.store.settings.put('emoji.likes', 'eyes,fire');
    react('eyes', true);
    react('❤️', true, aCaller('cat'));
    expect(hub.store.reactions.count(id)).toEqual({ likes: 1, dislikes: 0 });
  });

  it('that a list names counts also where a chat sends the picture itself', async () => {
    const { hub, id, react } = await ready();
    hub.store.settings.put('emoji.likes', 'rocket');
    react('🚀', true);
    react(':rocket:', true);
    expect(hub.store.reactions.count(id)).toEqual({ likes: 1, dislikes: 0 });
    expect(hub.store.reactions.of(id).map(({ name }) => name)).toEqual(['🚀']);
    react('rocket', false);
    expect(hub.store.reactions.of(id)).toEqual([]);
  });

  it('is neither put nor taken away by somebody who is blocked', async () => {
    const { hub, id, react } = await ready();
    react('❤️', true);
    hub.store.access.block('web:ben', 'cli', '', hub.clock.now());
    expect(() => react('🔥', true)).toThrow('not_allowed_person');
    expect(() => react('❤️', false)).toThrow('not_allowed_person');
    expect(hub.store.reactions.of(id).map(({ name }) => name)).toEqual(['heart']);
    hub.store.access.unblock('web:ben');
    react('❤️', false);
    expect(hub.store.reactions.of(id)).toEqual([]);
  });

  it('is neither put nor taken away in a channel where the bot does not work', async () => {
    const { hub, id, react } = await ready();
    react('❤️', true);
    hub.store.access.putRules('web', { roles: [], channels: ['elsewhere'] });
    expect(() => react('🔥', true)).toThrow('not_allowed_channel');
    expect(() => react('❤️', false)).toThrow('not_allowed_channel');
    expect(hub.store.reactions.of(id).map(({ name }) => name)).toEqual(['heart']);
  });

  it('is taken away without a role, because the event of a chat does not name roles then', async () => {
    const { hub, id, react } = await ready();
    react('❤️', true);
    hub.store.access.putRules('web', { roles: ['artist'], channels: [] });
    expect(() => react('🔥', true)).toThrow('not_allowed_role');
    react('❤️', false);
    expect(hub.store.reactions.of(id)).toEqual([]);
  });

  it('that came or went unheard is made up for; what stood keeps its time', async () => {
    const { hub, pair, id, react } = await ready();
    react('❤️', true);
    react('🔥', true, aCaller('cat'));
    const before = hub.store.reactions.of(id).find((one) => one.personId === 'web:ben')?.at;
    await hub.advance(60_000);
    for (const one of ['web:ben', 'web:dan']) {
      hub.store.access.block(one, 'cli', '', hub.clock.now());
    }
    const post = hub.store.posts.get(id);
    if (post === undefined) throw new Error('no post');
    hub.studio.react.reconcile(post, [
      { caller: aCaller('ben'), emoji: '❤️' },
      { caller: aCaller('eve'), emoji: '👎' },
      { caller: aCaller('dan'), emoji: '👎' },
      { caller: aCaller('eve'), emoji: 'not an emoji' },
    ]);
    expect(hub.store.reactions.of(id)).toEqual([
      { personId: 'web:ben', exact: '❤️', name: 'heart', kind: 'like', at: before },
      { personId: 'web:eve', exact: '👎', name: '-1', kind: 'dislike', at: hub.clock.now() },
    ]);
    expect(hub.store.reactions.count(hub.newest(pair, 'A').id)).toEqual({ likes: 1, dislikes: 1 });
  });

  it('keeps its time when what stands is made up for, whoever may enter', async () => {
    const { hub, id, react } = await ready();
    react('❤️', true);
    const before = hub.clock.now();
    await hub.advance(60_000);
    react('❤️', true, aCaller('cat'));
    const post = hub.store.posts.get(id);
    if (post === undefined) throw new Error('no post');
    hub.studio.react.reconcile(
      post,
      ['ben', 'cat'].map((name) => ({ caller: aCaller(name), emoji: '❤️' })),
    );
    expect(hub.store.reactions.of(id).map(({ at }) => at - before)).toEqual([0, 60_000]);
  });

  it('of a time that kept only names becomes exact with what is read, and keeps its time', async () => {
    const { hub, id } = await ready();
    const before = hub.clock.now();
    for (const [who, name] of [
      ['web:ben', '+1'],
      ['web:cat', 'heart'],
    ] as const) {
      hub.store.reactions.add(id, who, { exact: `any ${name}`, name }, 'like', before);
    }
    // Who may not come in now keeps what they had.
    hub.store.access.block('web:ben', 'cli', '', before);
    await hub.advance(60_000);
    const post = hub.store.posts.get(id);
    if (post === undefined) throw new Error('no post');
    hub.studio.react.reconcile(post, [
      { caller: aCaller('ben'), emoji: '👍🏽' },
      { caller: aCaller('ben'), emoji: '👍🏽', isSuper: true },
      { caller: aCaller('ben'), emoji: '🔥' },
    ]);
    expect(hub.store.reactions.of(id)).toEqual([
      { personId: 'web:ben', exact: 'super 👍🏽', name: '+1', kind: 'like', at: before },
      { personId: 'web:ben', exact: '👍🏽', name: '+1', kind: 'like', at: before },
    ]);
  });

  it('of one person with several emoji is each made up for', async () => {
    const { hub, id, react } = await ready();
    react('❤️', true);
    react('🔥', true);
    const post = hub.store.posts.get(id);
    if (post === undefined) throw new Error('no post');
    hub.studio.react.reconcile(post, [
      { caller: aCaller('ben'), emoji: '🔥' },
      { caller: aCaller('ben'), emoji: '👀' },
    ]);
    expect(hub.store.reactions.of(id).map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'fire like',
      '👀 other',
    ]);
  });

  it('on a header or an ending is not made up for', async () => {
    const { hub, pair, id } = await ready();
    const post = hub.store.posts.get(pair);
    if (post === undefined) throw new Error('no post');
    hub.studio.react.reconcile(post, [{ caller: aCaller('ben'), emoji: '❤️' }]);
    expect(hub.store.reactions.of(id)).toEqual([]);
  });

  it('on the card of a side without an image is ignored', async () => {
    const hub = await new Hub().start();
    const pair = await hub.generate();
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    await hub.settle();
    const { id } = hub.newest(pair, 'A');
    const messageId = hub.message(id).id;
    const reaction = { messageId, emoji: '🔥', present: true };
    expect(hub.studio.react.react(aCaller('ben'), reaction)).toBeUndefined();
    expect(hub.store.reactions.of(id)).toEqual([]);
  });

  it('on a deleted image, or told of from another workspace, is ignored', async () => {
    const { hub, id } = await ready();
    const messageId = hub.message(id).id;
    const on = (who = aCaller('ben')) =>
      hub.studio.react.react(who, { messageId, emoji: '🔥', present: true });
    const place = { ...aCaller().place, workspace: 'elsewhere' };
    expect(on(aCaller('ben', { place }))).toBeUndefined();
    expect(on()?.id).toBe(id);
    await hub.press({ type: 'delete_confirm', generation: id });
    expect(on()).toBeUndefined();
    expect(hub.store.reactions.of(id)).toHaveLength(1);
  });

  it('counts as the workspace’s own dislikes say', async () => {
    const { hub, id, react } = await ready();
    hub.store.settings.put('emoji.dislikes', 'eyes,zzz');
    react('zzz', true);
    react('👎', true, aCaller('cat'));
    expect(hub.store.reactions.count(id)).toEqual({ likes: 0, dislikes: 1 });
  });
});
