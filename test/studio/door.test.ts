import { setImmediate as settle } from 'node:timers/promises';
import { SilentLog } from '../fakes/silent-log.ts';
import { describe, expect, it } from 'vitest';
import { Door } from '../../src/core/studio/base/door.ts';
import { UserError } from '../../src/core/words/user-error.ts';
import { aCaller } from '../values.ts';
import { Hub } from './hub.ts';

const IN_ART = { place: { ...aCaller().place, channel: 'art' } };
const ROLE = { roles: ['artist'], channels: [] };
const CHANNEL = { roles: [], channels: ['art'] };
const BOTH = { roles: ['artist', 'boss'], channels: ['art', 'talk'] };
const NONE = { roles: [], channels: [] };

const noRole = 'not_allowed_role';
const noChannel = 'not_allowed_channel';

describe('the door', () => {
  it.each([
    ['no rules', NONE, {}, 'yes'],
    ['a role that one has', ROLE, { roles: ['x', 'artist'] }, 'yes'],
    ['a role that one lacks', ROLE, { roles: ['x'] }, noRole],
    ['a role that an admin lacks', ROLE, { admin: true }, 'yes'],
    ['a channel that one is in', CHANNEL, IN_ART, 'yes'],
    ['a thread of the channel', CHANNEL, { parentChannel: 'art' }, 'yes'],
    ['a thread of another one', CHANNEL, { parentChannel: 'talk' }, noChannel],
    ['another channel', CHANNEL, {}, noChannel],
    ['another channel, for an admin', CHANNEL, { admin: true }, noChannel],
    ['both, and one has both', BOTH, { ...IN_ART, roles: ['boss'] }, 'yes'],
    ['both, and one has the role', BOTH, { roles: ['boss'] }, noChannel],
    ['both, and one is in the channel', BOTH, IN_ART, noRole],
    ['the rules that hold here', ROLE, { ruledBy: 'web' }, noRole],
    ['the rules that hold elsewhere', ROLE, { ruledBy: 'dm' }, 'yes'],
    [
      'the rules of another workspace',
      ROLE,
      { place: { ...aCaller().place, workspace: 'other' } },
      'yes',
    ],
  ])('with %s', async (_what, rules, more, expected) => {
    const { clock, store } = new Hub();
    const door = new Door({ clock, store, log: new SilentLog() });
    store.access.putRules('web', rules);
    const caller = aCaller('ana', { locale: 'ko', ...more });
    let outcome: string = 'yes';
    try {
      door.enter(caller);
    } catch (error) {
      outcome = error instanceof UserError && error.status === 403 ? error.code : String(error);
    }
    expect(outcome).toBe(expected);
    expect(door.admits(caller)).toBe(expected === 'yes');
    await settle();
    // Who came by is remembered, with their language; who was sent away is not.
    expect(store.access.localeOf('web:ana')).toBe(expected === 'yes' ? 'ko' : undefined);
  });

  it('is shut for who is blocked, whatever they are else, and opens again', () => {
    const { clock, store } = new Hub();
    const door = new Door({ clock, store, log: new SilentLog() });
    const admin = aCaller('ana', { admin: true });
    store.access.block('web:ana', 'cli', '', 0);
    expect(() => door.enter(admin)).toThrow('not_allowed_person');
    expect(door.admits(admin)).toBe(false);
    expect(door.admits(aCaller('ben'))).toBe(true);
    store.access.unblock('web:ana');
    expect(door.admits(admin)).toBe(true);
  });
});
