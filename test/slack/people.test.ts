import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { slackClient } from '../../src/bots/slack/client.ts';
import { placeOf } from '../../src/bots/slack/identity.ts';
import { People } from '../../src/bots/slack/people.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { SilentLog } from '../fakes/silent-log.ts';
import { FakeSlack } from '../fakes/slack/fake-slack.ts';
import { BOT_USER, TEAM_ID } from '../fakes/slack/ground.ts';
import type { UserOptions } from '../fakes/slack/people.ts';
import { PATIENT } from '../patient.ts';

const place = placeOf(TEAM_ID, 'C1', null);

async function reception(adminUsers: readonly string[] = [], stored?: string) {
  const clock = new FakeClock();
  const slack = await FakeSlack.start({ clock });
  onTestFinished(async () => {
    await slack.close();
    expect(slack.violations).toEqual([]);
  });
  const team = { id: TEAM_ID, url: 'https://studio.slack.com/', botUser: BOT_USER };
  const people = new People({
    client: slackClient(slack),
    access: { localeOf: () => 'ko', nameOf: () => stored },
    clock,
    log: new SilentLog(),
    adminUsers,
    team: () => team,
  });
  const asked = () => slack.calls.filter((one) => one.method === 'users.info').length;
  /** Somebody of whom Slack was asked. */
  const caller = async (id: string, name = '') =>
    people.caller({ id, name }, place, await people.look(id));
  return { clock, slack, people, asked, caller };
}

describe('an admin', () => {
  it.each<[string, UserOptions, boolean]>([
    ['an admin of this workspace', { name: 'ana', role: 'admin' }, true],
    ['its owner', { name: 'ana', role: 'owner' }, true],
    ['a member', { name: 'ana' }, false],
    ['a guest', { name: 'ana', role: 'guest' }, false],
    ['a guest of one channel', { name: 'ana', role: 'single_channel_guest' }, false],
    [
      'a partner’s admin in a shared channel',
      { name: 'ana', role: 'admin', team: 'T0OTHER' },
      false,
    ],
    ['an admin who was deactivated', { name: 'ana', role: 'admin', deleted: true }, false],
  ])('%s: %j is %s', async (_who, options, isAdmin) => {
    const { slack, caller } = await reception();
    expect((await caller(slack.addUser(options).id)).admin).toBe(isAdmin);
  });

  it.each<[string, object, boolean]>([
    ['an admin of this workspace', {}, true],
    ['its owner', { is_admin: false, is_owner: true }, true],
    ['a partner’s, whom Slack calls an admin', { team_id: 'T0OTHER' }, false],
    ['somebody of no team', { team_id: undefined }, false],
    ['a guest, whom Slack calls one', { is_restricted: true }, false],
    ['a guest of one channel', { is_ultra_restricted: true }, false],
    ['one who was deactivated', { deleted: true }, false],
  ])('%s, told with every field (%j), is %s', async (_who, more, isAdmin) => {
    const { slack, caller } = await reception();
    const { id } = slack.addUser({ name: 'ana' });
    const user = { id, team_id: TEAM_ID, name: 'ana', is_admin: true, is_owner: false, ...more };
    slack.fail({ method: 'users.info', how: { instead: { ok: true, user } } });
    expect((await caller(id)).admin).toBe(isAdmin);
  });

  it('was one a minute ago, and is nobody’s admin now that Slack does not answer', async () => {
    const { clock, slack, caller } = await reception();
    const { id } = slack.addUser({ name: 'boss', role: 'owner' });
    expect((await caller(id)).admin).toBe(true);
    await clock.advance(60_000);
    slack.fail({ method: 'users.info', how: { status: 503 } });
    expect(await caller(id)).toMatchObject({ admin: false, person: { name: 'boss' } });
  });

  it('is nobody whom Slack does not know, and nobody while it does not answer', async () => {
    const { slack, caller } = await reception();
    expect((await caller('U0UNKNOWN')).admin).toBe(false);
    const boss = slack.addUser({ name: 'boss', role: 'owner' });
    slack.fail({ method: 'users.info', how: { status: 503 } });
    expect((await caller(boss.id)).admin).toBe(false);
  });

  it('is whoever ADMIN_USERS names, whatever Slack says', async () => {
    const { slack, caller } = await reception(['slack:U0CHOSEN']);
    slack.addUser({ name: 'cho', id: 'U0CHOSEN', team: 'T0OTHER' });
    expect((await caller('U0CHOSEN')).admin).toBe(true);
  });
});

describe('a person', () => {
  it('has the name and language of their profile', async () => {
    const { slack, caller } = await reception();
    const mina = slack.addUser({ name: '민아', locale: 'ko-KR' });
    expect(await caller(mina.id, 'mina.k')).toEqual({
      person: { id: `slack:${mina.id}`, name: '민아' },
      place,
      roles: [],
      admin: false,
      locale: 'ko',
    });
  });

  it('has the payload’s name and the language of the database while Slack does not answer', async () => {
    const { slack, caller } = await reception();
    const ana = slack.addUser({ name: 'ana' });
    slack.fail({ method: 'users.info', how: { error: 'internal_error' } });
    expect(await caller(ana.id, 'ana.b')).toMatchObject({
      person: { name: 'ana.b' },
      locale: 'ko',
    });
  });

  it('keeps the name that was stored while Slack does not answer, also where no payload names them', async () => {
    const { slack, caller } = await reception([], '민아');
    const mina = slack.addUser({ name: '민아' });
    slack.fail({ method: 'users.info', times: 2, how: { status: 503 } });
    expect((await caller(mina.id)).person.name).toBe('민아');
    expect((await caller(mina.id, 'mina.k')).person.name).toBe('민아');
  });

  it('whose id stands where a name should has the better one that comes', async () => {
    const { slack, caller } = await reception([], 'U0MINA');
    slack.addUser({ name: 'mina', id: 'U0MINA' });
    slack.fail({ method: 'users.info', times: 2, how: { status: 503 } });
    expect((await caller('U0MINA')).person.name).toBe('U0MINA');
    expect((await caller('U0MINA', 'mina.k')).person.name).toBe('mina.k');
    expect((await caller('U0MINA')).person.name).toBe('mina');
  });

  it('is asked for once a minute, and once at a time', async () => {
    const { clock, slack, people, asked } = await reception();
    const { id } = slack.addUser({ name: 'ana', role: 'admin' });
    await Promise.all([people.look(id), people.look(id), people.look(id)]);
    expect(asked()).toBe(1);
    await clock.advance(59_000);
    await people.look(id);
    expect(asked()).toBe(1);
    await clock.advance(1_000);
    expect(people.fresh(id)).toBeUndefined();
    await people.look(id);
    expect(asked()).toBe(2);
  });

  it('keeps nobody waiting for more than two seconds', async () => {
    const { clock, slack, people } = await reception();
    const { id } = slack.addUser({ name: 'ana', role: 'admin' });
    const hold = slack.hold('users.info');
    const looked = people.look(id);
    await slack.until(() => slack.calls.length === 1);
    await clock.advance(2_000);
    expect(await looked).toBeUndefined();
    hold.release();
    // The late answer is kept.
    await vi.waitFor(() => expect(people.fresh(id)?.admin).toBe(true), PATIENT);
  });

  it('is not asked for while Slack wants to be left alone', async () => {
    const { clock, slack, people, asked } = await reception();
    const { id } = slack.addUser({ name: 'ana' });
    slack.fail({ method: 'users.info', how: { retryAfterS: 30 } });
    expect(await people.look(id)).toBeUndefined();
    await clock.advance(29_000);
    expect(await people.look(id)).toBeUndefined();
    expect(asked()).toBe(0);
    await clock.advance(1_000);
    expect((await people.look(id))?.name).toBe('ana');
    expect(asked()).toBe(1);
  });

  it('who reacts is nobody when it is a bot or unknown, and an error when Slack does not answer', async () => {
    const { slack, people } = await reception();
    const bot = slack.addUser({ name: 'other bot', bot: true });
    expect(await people.reacting(bot.id, place)).toBeUndefined();
    expect(await people.reacting('U0UNKNOWN', place)).toBeUndefined();
    slack.fail({ method: 'users.info', how: { retryAfterS: 3 } });
    const ana = slack.addUser({ name: 'ana' });
    await expect(people.reacting(ana.id, place)).rejects.toThrow();
  });
});

describe('a place', () => {
  it('is in the bot’s workspace; a direct channel is a workspace of its own, under the rules of all of them', async () => {
    const { people } = await reception();
    const at = (channel: string) => {
      const { place: its, ruledBy } = people.caller(
        { id: 'U1', name: 'ana' },
        placeOf(TEAM_ID, channel, null),
        undefined,
      );
      return [its.workspace, ruledBy];
    };
    expect(at('C1')).toEqual([TEAM_ID, undefined]);
    expect(at('G1')).toEqual([TEAM_ID, undefined]);
    expect(at('D1')).toEqual(['dm-D1', 'dm']);
  });
});
