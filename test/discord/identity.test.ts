import { PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { describe, expect, it } from 'vitest';
import {
  callerOf,
  idOf,
  localeOf,
  personOf,
  placeOf,
  ruledBy,
} from '../../src/bots/discord/identity.ts';
import { loosely } from '../fakes/discord/kit.ts';

/** An interaction in a server's channel, but for what a test says. */
function anInteraction(more: object = {}) {
  return loosely({
    user: { id: '7', displayName: 'Ana', username: 'ana.7' },
    member: { displayName: 'Ana of here', roles: { cache: new Map([['r1', {}]]) } },
    guildId: 'g1',
    channelId: 'c1',
    channel: { isThread: () => false },
    memberPermissions: new PermissionsBitField(),
    locale: 'en-US',
    ...more,
  });
}

const IN_DM = { member: null, guildId: null, channelId: 'd7', memberPermissions: null };

describe('where something happens', () => {
  it.each([
    ['a server’s channel', 'g1', 'c1', '7', 'g1'],
    ['the same for somebody else', 'g1', 'c1', '8', 'g1'],
    ['somebody’s direct channel', null, 'd7', '7', 'dm-7'],
    ['somebody else’s', null, 'd8', '8', 'dm-8'],
  ])('in %s', (_what, guild, channel, user, workspace) => {
    expect(placeOf(guild, channel, user)).toEqual({
      surface: 'discord',
      workspace,
      channel,
      thread: null,
    });
  });

  it('has the rules of its server, and one rule for all direct channels', () => {
    expect([ruledBy('g1'), ruledBy(null)]).toEqual([{}, { ruledBy: 'dm' }]);
  });
});

it('a person is known by Discord’s id, whatever they are called', () => {
  const person = personOf({ id: '7' }, 'Ana');
  expect(person).toEqual({ id: 'discord:7', name: 'Ana' });
  expect(idOf(person)).toBe('7');
});

it.each([
  ['ko', 'ko'],
  ['en-US', 'en'],
  ['de', 'en'],
  [undefined, 'en'],
])('a client in %s is spoken to in %s', (client, locale) => {
  expect(localeOf(client)).toBe(locale);
});

describe('who acts', () => {
  it('in a server has its name and its roles there', () => {
    expect(callerOf(anInteraction(), [])).toEqual({
      person: { id: 'discord:7', name: 'Ana of here' },
      place: { surface: 'discord', workspace: 'g1', channel: 'c1', thread: null },
      lacking: ['View Channel', 'Send Messages', 'Attach Files', 'Read Message History'],
      roles: ['r1'],
      admin: false,
      locale: 'en',
    });
  });

  it('in a direct channel has no roles, and a workspace of their own', () => {
    expect(callerOf(anInteraction(IN_DM), [])).toEqual({
      person: { id: 'discord:7', name: 'Ana' },
      place: { surface: 'discord', workspace: 'dm-7', channel: 'd7', thread: null },
      ruledBy: 'dm',
      lacking: [],
      roles: [],
      admin: false,
      locale: 'en',
    });
  });

  it('in a thread is in its channel as well', () => {
    const channel = { isThread: () => true, parentId: 'parent' };
    expect(callerOf(anInteraction({ channel }), []).parentChannel).toBe('parent');
    expect(callerOf(anInteraction(), [])).not.toHaveProperty('parentChannel');
  });

  it('as Discord tells it without its cache has a nickname and a list of roles', () => {
    const bare = anInteraction({ member: { nick: 'Annie', roles: ['r1', 'r2'] } });
    expect(callerOf(bare, [])).toMatchObject({ person: { name: 'Annie' }, roles: ['r1', 'r2'] });
    const unnamed = anInteraction({ member: { nick: null, roles: [] } });
    expect(callerOf(unnamed, []).person.name).toBe('Ana');
  });

  it('has a name that people see, in one line and one spelling', () => {
    const named = (nick: string) =>
      callerOf(anInteraction({ member: { nick, roles: [] } }), []).person.name;
    expect(named('Jose\u0301\n\u202eeno')).toBe('Jos\u00e9 eno');
    expect(named('\u3164')).toBe('ana.7');
  });

  it.each([
    ['Manage Server', PermissionFlagsBits.ManageGuild, [], true],
    ['Administrator', PermissionFlagsBits.Administrator, [], true],
    ['Manage Messages', PermissionFlagsBits.ManageMessages, [], false],
    ['nothing, named by the hub', 0n, ['discord:7'], true],
    ['nothing, another being named', 0n, ['discord:8', 'web:7', '7'], false],
  ])('with %s: whether an admin', (_what, bits, admins, expected) => {
    const memberPermissions = new PermissionsBitField(bits);
    expect(callerOf(anInteraction({ memberPermissions }), admins).admin).toBe(expected);
  });

  it('in a direct channel is an admin only when the hub names them', () => {
    expect(callerOf(anInteraction(IN_DM), []).admin).toBe(false);
    expect(callerOf(anInteraction(IN_DM), ['discord:7']).admin).toBe(true);
  });
});
