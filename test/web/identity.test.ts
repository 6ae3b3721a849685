import { describe, expect, it } from 'vitest';
import { callerOf, people } from '../../src/bots/web/identity.ts';

const who = (named: string | undefined, withToken = false) =>
  ({ named, withToken, locale: 'en' }) as const;

describe('the person behind a request', () => {
  it.each([
    ['nobody named, nobody set', undefined, false, [], 'you', true],
    ['somebody named, nobody set', 'ana', false, [], 'ana', false],
    ['the default person named, nobody set', 'you', false, [], 'you', true],
    ['nobody named, somebody set', undefined, false, ['web:root'], 'you', false],
    ['the one who is set', 'root', false, ['web:root'], 'root', true],
    ['another than who is set', 'ana', false, ['web:root'], 'ana', false],
    ['the second of those who are set', 'b', false, ['web:a', 'web:b'], 'b', true],
    ['the default person, admins of a chat alone set', 'you', false, ['discord:1'], 'you', true],
    ['the number of a chat’s admin', '1', false, ['discord:1', 'web:root'], '1', false],
    ['other letters, as a header carries them', '%EB%AF%BC%EC%95%84', false, [], '민아', false],
    ['a token', undefined, true, [], 'admin', true],
    ['a token, and somebody else named', 'ana', true, ['web:ana'], 'admin', true],
    ['a token, and what is no name', '<b>', true, [], 'admin', true],
    ['“admin” without a token', 'admin', false, [], 'admin', false],
  ])('with %s', (_what, named, withToken, admins, name, admin) => {
    expect(callerOf(who(named, withToken), admins)).toEqual({
      person: { id: `web:${name}`, name },
      place: { surface: 'web', workspace: 'web', channel: 'general', thread: null },
      roles: [],
      admin,
      locale: 'en',
    });
  });

  it.each(['', ' ', 'a b', '<b>', 'a/b', 'x'.repeat(41), '%', '%3Cb%3E', 'web:ana'])(
    'is never called %j',
    (name) => {
      expect(() => callerOf(who(name), [])).toThrow('user_invalid');
    },
  );

  it('has a name of forty letters at most', () => {
    expect(callerOf(who('x'.repeat(40)), []).person.name).toHaveLength(40);
  });
});

describe('whom the page may be', () => {
  it.each([
    [[], ['you admin', 'ana', 'ben']],
    [['discord:1'], ['you admin', 'ana', 'ben']],
    [['web:root'], ['root admin', 'you', 'ana']],
    [
      ['web:ana', 'web:ben'],
      ['ana admin', 'you', 'ben'],
    ],
  ])('when %j are the admins', (admins, expected) => {
    const names = people(admins).map(({ name, admin }) => (admin ? `${name} admin` : name));
    expect(names).toEqual(expected);
  });
});
