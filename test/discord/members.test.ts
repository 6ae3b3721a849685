import { type Client, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { reactingCaller } from '../../src/bots/discord/members.ts';
import type { Place } from '../../src/core/domain/person.ts';
import { loosely } from '../fakes/discord/kit.ts';
import { newStore } from '../storage/sample-rows.ts';

const { ManageGuild, SendMessages, Administrator } = PermissionFlagsBits;
const PLACE = { surface: 'discord', workspace: 'g1', channel: 'c1', thread: null } as const;
const ANA = { id: 'discord:7', name: 'Ana' };

function role(bits: bigint) {
  return { permissions: new PermissionsBitField(bits) };
}

/** A client that knows one server, its roles and two of its channels. */
function aClient({ everyone = SendMessages, ownerId = '1' } = {}) {
  const roles = { g1: role(everyone), boss: role(ManageGuild), root: role(Administrator) };
  const guild = {
    id: 'g1',
    ownerId,
    roles: { cache: new Map([...Object.entries(roles), ['plain', role(SendMessages)]]) },
  };
  return loosely({
    guilds: { cache: new Map([['g1', guild]]) },
    channels: {
      cache: new Map([
        ['c1', { isThread: () => false, parentId: 'category' }],
        ['t1', { isThread: () => true, parentId: 'c1' }],
      ]),
    },
  });
}

interface Differs {
  readonly adminUsers?: readonly string[];
  readonly place?: Place;
  readonly client?: Client;
}

function caller(roles: readonly string[], more: Differs = {}) {
  const { adminUsers = [], place = PLACE, client = aClient() } = more;
  return reactingCaller({ client, access: newStore().access, adminUsers }, ANA, place, roles);
}

describe('who reacts', () => {
  it('is somebody with the roles that Discord tells of, at its place', () => {
    expect(caller(['plain'])).toEqual({
      person: ANA,
      place: PLACE,
      roles: ['plain'],
      admin: false,
      locale: 'en',
    });
  });

  it.each([
    ['no role', [], {}, false],
    ['a plain role', ['plain'], {}, false],
    ['a role that manages the server', ['plain', 'boss'], {}, true],
    ['an administrator’s role', ['root'], {}, true],
    ['a role that is gone', ['nothing'], {}, false],
    [
      'no role, in a server where everybody manages',
      [],
      { client: aClient({ everyone: ManageGuild }) },
      true,
    ],
    ['no role, who owns the server', [], { client: aClient({ ownerId: '7' }) }, true],
    ['no role, whom the hub names', [], { adminUsers: ['discord:7'] }, true],
    ['no role, when the hub names another', [], { adminUsers: ['discord:8'] }, false],
    [
      'a manager’s role of another server',
      ['boss'],
      { place: { ...PLACE, workspace: 'g2' } },
      false,
    ],
  ])('with %s: whether an admin', (_what, roles, more, admin) => {
    expect(caller(roles, more).admin).toBe(admin);
  });

  it('in a thread is in its channel as well, and a channel’s category is none', () => {
    const thread = { ...PLACE, channel: 't1' };
    expect(caller([], { place: thread }).parentChannel).toBe('c1');
    expect(caller([])).not.toHaveProperty('parentChannel');
  });

  it('in a direct channel has the one rule of all of them', () => {
    const place = { ...PLACE, workspace: 'dm-7', channel: 'd7' };
    expect(caller([], { place }).ruledBy).toBe('dm');
    expect(caller([])).not.toHaveProperty('ruledBy');
  });
});
