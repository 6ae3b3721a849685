import { describe, expect, it } from 'vitest';
import { rewriteFaults } from '../../eval/checks.ts';
import { rewriteMissLines, rewriteTable } from '../../eval/report.ts';
import { aRefused } from './values.ts';

const checksOf = (text: string, changes: Parameters<typeof aRefused>[0] = {}) =>
  rewriteFaults(aRefused(changes), { text }).map(({ check }) => check);

describe('a rewrite', () => {
  it.each([
    ['a tired soldier in the mud'],
    ['진흙 속의 지친 병사'],
    ['병사는 쉬고 있다'],
    ['Soldiers’ boots; a soldier rests'],
  ])('passes when it keeps the subject and leaves out the rest: %s', (text) => {
    expect(checksOf(text)).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ['loses the subject', 'a quiet field', ['subject']],
    ['has the subject only inside a word', 'a soldierly dog', ['subject']],
    ['keeps a forbidden word', 'a soldier, blood on the coat', ['gone']],
    ['keeps a word made from it', 'a soldier with a bloody coat', ['gone']],
    ['keeps a forbidden stem in Korean', '피투성이가 된 병사', ['gone']],
    ['is too long', `a soldier ${'far '.repeat(20)}`, ['length']],
    ['adds people', 'a soldier and a nurse', ['people']],
    ['is empty', ' \n', ['answered']],
    ['is the refused text', 'a bloody soldier in the mud ', ['changed', 'gone']],
  ])('that %s is found out', (_, text, checks) => {
    expect(checksOf(text)).toEqual(checks);
  });

  it('takes longer words for no forbidden ones', () => {
    expect(checksOf('a soldier in a warm bloodhound kennel', { gone: ['war', 'blood'] })).toEqual(
      [],
    );
  });

  it('needs a word of each subject', () => {
    const keep = [['soldier'], ['mud', '진흙']];
    expect(checksOf('a soldier', { keep })).toEqual(['subject']);
    expect(checksOf('a soldier, mud', { keep })).toEqual([]);
  });

  it.each<[string, string, string[]]>([
    ['an empty alley', 'an alley with a man', ['people']],
    ['an empty alley', 'an alley', []],
    ['two boys in an alley', 'one boy in an alley', []],
  ])('of “%s” may not become “%s” with more people: %j', (prompt, text, checks) => {
    const changes = { prompt, keep: [['alley']] };
    expect(checksOf(text, changes)).toEqual(checks);
    expect(checksOf(text, { ...changes, noNewPerson: false })).toEqual([]);
  });

  it('that did not come passes nothing', () => {
    const rows = [
      { refused: aRefused(), rewritten: { failure: 'quota' } },
      { refused: aRefused({ id: 'en-r02' }), rewritten: { text: 'a tired soldier' } },
    ];
    expect(rewriteTable('a-model', rows).map((line) => line.split(/\s{2,}/))).toEqual([
      ['', 'a-model'],
      ['answered', '1/2'],
      ['changed', '1/2'],
      ['subject', '1/2'],
      ['gone', '1/2'],
      ['length', '1/2'],
      ['people', '1/2'],
      ['all checks', '1/2'],
    ]);
    expect(rewriteMissLines(rows)).toEqual([
      'en-r01 “a bloody soldier in the mud”: answered (quota)',
    ]);
  });
});
