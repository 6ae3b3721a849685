import { describe, expect, it } from 'vitest';
import { costLine, missLines, tableOf } from '../../eval/report.ts';
import { accuracyOf, missesOf, scoreOf } from '../../eval/score.ts';
import { aLabelled, anAnswer } from './values.ts';

const WRONG = anAnswer({
  category: 'b',
  intentPerson: true,
  scene: 'object',
  location: null,
  toneRatio: 25,
  angleRatio: 75,
});

describe('a score', () => {
  it('counts what is right by measure, and the mean distance of ratios', () => {
    const score = scoreOf([
      { label: aLabelled(), answer: anAnswer() },
      { label: aLabelled(), answer: WRONG },
    ]);
    expect(score).toEqual({
      count: 2,
      failed: 0,
      right: { category: 1, person: 1, scene: 1, location: 1 },
      toneError: 25,
      angleError: 12.5,
    });
    expect(accuracyOf(score, 'scene')).toBe(0.5);
  });

  it.each<[Parameters<typeof anAnswer>[0], string]>([
    [{ category: 'b' }, 'category: b, not a'],
    [{ intentPerson: true }, 'person: true, not false'],
    [{ scene: 'group' }, 'scene: group, not single-subject'],
    [{ location: null }, 'location: null, not paris'],
  ])('sees %j alone', (changes, miss) => {
    expect(missesOf({ label: aLabelled(), answer: anAnswer(changes) })).toEqual([miss]);
  });

  it('takes an accepted category for right', () => {
    const label = aLabelled({ accept: ['c', 'b'] });
    const right = ['a', 'b', 'c', 'd'].map(
      (category) => scoreOf([{ label, answer: anAnswer({ category }) }]).right.category,
    );
    expect(right).toEqual([1, 1, 1, 0]);
  });

  it('takes no answer for wrong, and for no ratio', () => {
    const failed = { label: aLabelled(), answer: { failure: 'no answer within 8 s' } };
    expect(scoreOf([failed])).toEqual({
      count: 1,
      failed: 1,
      right: { category: 0, person: 0, scene: 0, location: 0 },
      toneError: null,
      angleError: null,
    });
    expect(missesOf(failed)).toEqual(['no answer: no answer within 8 s']);
    expect(accuracyOf(scoreOf([]), 'scene')).toBe(0);
  });
});

describe('the report', () => {
  const answered = [
    { label: aLabelled(), answer: anAnswer() },
    { label: aLabelled({ id: 'en-002', prompt: 'a dog', set: 'held' }), answer: WRONG },
  ];

  it('has a column for each set, and for all', () => {
    const rows = tableOf([{ name: 'rules', answered }]).map((row) => row.split(/\s{2,}/));
    expect(rows).toEqual([
      ['', 'rules, tune', 'rules, held', 'rules, all'],
      ['category', '1/1 100.0 %', '0/1 0.0 %', '1/2 50.0 %'],
      ['person', '1/1 100.0 %', '0/1 0.0 %', '1/2 50.0 %'],
      ['scene', '1/1 100.0 %', '0/1 0.0 %', '1/2 50.0 %'],
      ['location', '1/1 100.0 %', '0/1 0.0 %', '1/2 50.0 %'],
      ['tone ratio', '0.0 off', '50.0 off', '25.0 off'],
      ['angle ratio', '0.0 off', '25.0 off', '12.5 off'],
      ['no answer', '0', '0', '0'],
    ]);
  });

  it('puts two classifiers beside each other', () => {
    const [head] = tableOf([
      { name: 'rules', answered },
      { name: 'a-model-with-a-long-name', answered: [] },
    ]);
    expect(head?.trim().split(/\s{2,}/)).toEqual([
      'rules, tune',
      'rules, held',
      'rules, all',
      '…long-name, tune',
      '…long-name, held',
      '…-long-name, all',
    ]);
  });

  it('keeps the held misses to itself until they are asked for', () => {
    const swapped = answered.map(({ label, answer }) => ({
      label,
      answer: answer === WRONG ? anAnswer({ location: 'rome' }) : WRONG,
    }));
    const lines = (isHeldShown: boolean) =>
      missLines({ name: 'rules', answered: swapped }, isHeldShown);
    const tune =
      'rules en-001 “a cat in Paris”: category: b, not a; person: true, not false; scene: object, not single-subject; location: null, not paris';
    expect(lines(false)).toEqual([tune]);
    expect(lines(true)).toEqual([tune, 'rules en-002 “a dog”: location: rome, not paris']);
  });

  it('says what the calls cost, and of how many that is not known', () => {
    expect(costLine({ calls: 3, unknown: 0, usd: 0.0123 })).toBe('3 calls, $0.0123');
    expect(costLine({ calls: 3, unknown: 1, usd: 0.5 })).toBe(
      '3 calls, $0.5000, and 1 call of unknown cost',
    );
  });
});
