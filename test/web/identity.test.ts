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
    ['marks on its letters', '%E0%A4%A8%E0%A5%87%E0%A4%B9%E0%A4%BE', false, [], 'नेहा', false],
    ['marks over its letters', '%E0%B8%81%E0%B8%B4%E0%B9%88%E0%B8%87', false, [], 'กิ่ง', false],
    ['an accent of its own', 'Jose%CC%81', false, [], 'Jos\u00e9', false],
    ['an apostrophe', "O'Neil", false, [], "O'Neil", false],
    ['the apostrophe of a phone', 'O%E2%80%99Neil', false, [], "O'Neil", false],
    [
      'a syllable taken apart',
      '%E1%84%86%E1%85%B5%E1%86%AB%E1%84%8C%E1%85%B5',
      false,
      [],
      '\ubbfc\uc9c0',
      false,
    ],
    ['a joiner that nobody sees', 'a%E2%80%8Dna', false, [], 'ana', false],
    [
      'a name that an admin wrote in one piece',
      'Jose%CC%81',
      false,
      ['web:Jos\u00e9'],
      'Jos\u00e9',
      true,
    ],
    ['a token', undefined, true, [], 'admin', true],
    ['a token, and somebody else named', 'ana', true, ['web:ana'], 'admin', true],
    ['a token, and what is no name', '<b>', true, [], 'admin', true],
    ['“admin” without a token', 'admin', false, [], 'admin', false],
  ])('with %s', (_what, named, withToken, admins, name, admin) => {
    expect(callerOf(who(named, withToken), admins)).toEqual({
      person: { id: `web:${name}`, name: name === 'you' ? 'Host' : name },
      place: { surface: 'web', workspace: 'web', channel: 'general', thread: null },
      roles: [],
      admin,
      locale: 'en',
    });
  });

  it.each([
    '',
    ' ',
    'a b',
    '<b>',
    'a/b',
    'x'.repeat(41),
    '%',
    '%3Cb%3E',
    'web:ana',
    // A filler, a mark alone, a mark of direction, and a letter under thousands of marks.
    '%E3%85%A4',
    '%CC%81',
    'ana%E2%80%AE',
    'ana%EF%B8%8F',
    `a${'%CC%81'.repeat(5_000)}`,
  ])('is never called %j', (name) => {
    expect(() => callerOf(who(name), [])).toThrow('user_invalid');
  });

  it('has a name of forty letters at most', () => {
    expect(callerOf(who('x'.repeat(40)), []).person.name).toHaveLength(40);
    const long = '\ubbfc'.normalize('NFD').repeat(40);
    expect(callerOf(who(encodeURIComponent(long)), []).person.name).toBe('\ubbfc'.repeat(40));
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
