import { describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/core/chat/action.ts';
import { type Controlled, requireControl, Door } from '../../src/core/studio/base/door.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { say } from '../../src/core/words/words.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const ben = aCaller('ben');
const admin = aCaller('root', { admin: true });

describe('who may press', () => {
  const costly = [
    'reroll',
    'edit',
    'delete',
    'delete_confirm',
    'regenerate',
    'cancel',
    'retry',
    'repost',
  ] as const;

  it.each(costly)('%s: the asker and admins, nobody else', async (type) => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const generation = hub.newest(pair, 'A').id;
    await expect(hub.press({ type, generation }, ben)).rejects.toMatchObject({
      code: 'not_asker',
      status: 403,
    });
    const byAdmin = await hub.press({ type, generation }, admin).catch((error: unknown) => error);
    expect(byAdmin).not.toMatchObject({ code: 'not_asker' });
  });

  it.each([
    ['made by hand', 'hello', 'button_unknown'],
    ['of nothing', encodeAction({ type: 'retry', generation: 'nothing' }), 'gone'],
    ['of no pair', encodeAction({ type: 'pair_details', pair: 'nothing' }), 'gone'],
  ])('nobody presses an id %s', async (_what, id, code) => {
    const hub = await new Hub().start();
    await expect(hub.studio.press.press(aCaller(), id)).rejects.toMatchObject({ code });
  });

  it('people of another workspace see nothing of it, admins neither', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const place = { surface: 'discord', workspace: 'guild', channel: 'c', thread: null } as const;
    const elsewhere = aCaller('ana', { place, admin: true });
    await expect(hub.press({ type: 'pair_details', pair }, elsewhere)).rejects.toMatchObject({
      code: 'gone',
      status: 404,
    });
  });

  it('people of another surface see nothing of it, though their workspace has the same name', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const place = { ...aCaller().place, surface: 'discord' } as const;
    const elsewhere = aCaller('ana', { place, admin: true });
    const generation = hub.newest(pair, 'A').id;
    for (const action of [
      { type: 'pair_details', pair },
      { type: 'delete', generation },
    ] as const) {
      await expect(hub.press(action, elsewhere)).rejects.toMatchObject({ code: 'gone' });
    }
  });

  it('somebody else is told whose pair it is', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    const action = { type: 'delete', generation: hub.newest(pair, 'A').id } as const;
    const error: unknown = await hub.press(action, ben).catch((cause: unknown) => cause);
    expect(error instanceof UserError && say(error, 'en')).toBe(
      'Only the person who asked (ana) and admins can do that.',
    );
  });

  it('who is blocked is stopped at the door, at generate, press and galleries', async () => {
    const hub = await new Hub().start();
    const pair = await hub.pairWithImages();
    hub.store.access.block('web:ana', 'web:root', 'spam', 0);
    const blocked = { code: 'not_allowed_person', status: 403 };
    await expect(hub.generate()).rejects.toMatchObject(blocked);
    await expect(hub.press({ type: 'pair_details', pair })).rejects.toMatchObject(blocked);
    expect(() => hub.studio.galleries.credits(aCaller())).toThrow('not_allowed_person');
  });

  it('roles and channels are what the workspace allows', async () => {
    const hub = await new Hub().start();
    hub.store.access.putRules('web', { roles: ['artist'], channels: ['general'] });
    await expect(hub.generate()).rejects.toMatchObject({ code: 'not_allowed_role' });
    await hub.generate('a cat', aCaller('cat', { roles: ['artist'] }));
    await hub.generate('a cat', admin);
    const place = { ...aCaller().place, channel: 'random' };
    await expect(hub.generate('a cat', aCaller('ana', { place }))).rejects.toMatchObject({
      code: 'not_allowed_channel',
    });
  });
});

describe('a press on what one may control', () => {
  it('is given the proof of the check, which only the check makes', async () => {
    const hub = await new Hub().start();
    const { id } = hub.newest(await hub.pairWithImages(), 'A');
    const press = ({ generation }: Controlled) => generation.id;
    const door = new Door(hub);
    const [own, others] = [aCaller(), ben].map((who) => door.generation(door.enter(who), id));
    if (own === undefined || others === undefined) throw new Error('nobody presses');
    // @ts-expect-error -- nothing has checked that they may control it
    expect(press(own)).toBe(id);
    expect(press(requireControl(own))).toBe(id);
    expect(() => press(requireControl(others))).toThrow('not_asker');
  });
});

describe('quota', () => {
  it('counts what is in flight, refuses with the reset time, and frees what fails', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 3 });
    const pair = await hub.generate();
    const error = await hub.generate().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ code: 'quota_used', status: 429 });
    hub.queue.fail(hub.queue.jobOf('A'), 'network');
    hub.queue.fail(hub.queue.jobOf('B'), 'network');
    await hub.settle();
    await hub.generate();
    expect(hub.newest(pair, 'A').state).toBe('failed');
  });

  it('is whole again after midnight of UTC', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 2 });
    await hub.pairWithImages();
    await expect(hub.generate()).rejects.toMatchObject({ code: 'quota_used' });
    // It is nine in the morning: what was made counts until the last millisecond of the day.
    await hub.hours(14);
    await hub.clock.jump(3_600_000 - 1);
    await expect(hub.generate()).rejects.toMatchObject({ code: 'quota_used' });
    await hub.advance(1);
    await hub.pairWithImages();
    expect(hub.studio.galleries.credits(aCaller()).credits).toMatchObject({
      today: 2,
      lifetime: 4,
    });
  });

  it('counts what is made and not posted yet: a chat that holds things up gives nothing away', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 2 });
    await hub.generate();
    for (let n = 0; n < 9; n += 1) hub.surface.fail('post', 'transient');
    await hub.deliver('A');
    await hub.deliver('B');
    expect(hub.studio.galleries.credits(aCaller()).credits).toMatchObject({
      today: 0,
      inFlight: 2,
    });
    await expect(hub.generate()).rejects.toMatchObject({ code: 'quota_used' });
  });

  it('does not stand in the way of a free Re-roll', async () => {
    const hub = await new Hub().start();
    hub.store.models.putPlan({ name: 'default', tiers: ['basic'], dailyQuota: 2 });
    const pair = await hub.pairWithImages();
    await hub.press({ type: 'reroll', generation: hub.newest(pair, 'A').id });
    await hub.deliver('A');
    const edit = hub.press({ type: 'edit', generation: hub.newest(pair, 'B').id }, aCaller(), {
      prompt: 'another',
    });
    await expect(edit).rejects.toMatchObject({ code: 'quota_used' });
  });
});
