import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rewriteFaults } from '../../eval/checks.ts';
import { classified } from '../../eval/ask.ts';
import { type EvalList, type Labelled, readList, type SetName } from '../../eval/lists.ts';
import { accuracyOf, MEASURES, type Score, scoreOf } from '../../eval/score.ts';
import { RulesClassifier } from '../../src/core/plan/rules.ts';
import { STARTER_CATEGORIES } from '../../src/providers/sample/starter.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

const FOLDER = resolve(import.meta.dirname, '../../eval');
const HANGUL = /\p{Script=Hangul}/u;

function listIn(name: string): EvalList {
  const slugs = STARTER_CATEGORIES.map(({ slug }) => slug);
  return readList(readFileSync(join(FOLDER, name), 'utf8'), name, slugs);
}

function promptsIn(name: string): readonly Labelled[] {
  const list = listIn(name);
  if (list.of !== 'prompts') throw new Error('not a list of prompts');
  return list.rows;
}

describe('the labelled prompts', () => {
  const rows = promptsIn('prompts.jsonl');

  it('are 216, half of them Korean', () => {
    const korean = rows.filter(({ prompt }) => HANGUL.test(prompt));
    expect([rows.length, korean.length]).toEqual([216, 108]);
    expect(korean.every(({ id }) => id.startsWith('ko-'))).toBe(true);
  });

  it('are held apart when three divides their number', () => {
    const wrong = rows.filter(
      ({ id, set }) => (Number(id.slice(3)) % 3 === 0) !== (set === 'held'),
    );
    expect(wrong).toEqual([]);
    expect(rows.filter(({ set }) => set === 'held')).toHaveLength(72);
  });

  it('have every kind in both languages and both sets', () => {
    const counts = Map.groupBy(rows, ({ kind }) => kind);
    const kinds = [...counts].map(([kind, all]) => [kind, all.length] as const);
    expect(Object.fromEntries(kinds)).toEqual({
      animal: 10,
      brand: 12,
      food: 8,
      homograph: 43,
      hostile: 2,
      interior: 8,
      long: 8,
      mixed: 6,
      negation: 18,
      person: 26,
      place: 21,
      several: 20,
      short: 12,
      statue: 8,
      street: 6,
      typo: 8,
    });
  });

  it('have every category, scene and ratio at least ten times', () => {
    for (const label of ['category', 'scene', 'toneRatio', 'angleRatio', 'person'] as const) {
      const counts = [...Map.groupBy(rows, (row) => row[label]).values()].map((all) => all.length);
      expect(Math.min(...counts)).toBeGreaterThanOrEqual(10);
    }
  });

  it('name a person only where one is the subject', () => {
    const odd = rows.filter(({ person, scene }) => person && scene !== 'single-subject');
    expect(odd).toEqual([]);
  });
});

describe('the fresh prompts', () => {
  const rows = promptsIn('fresh.jsonl');

  it('are 60, half of them Korean, and all apart', () => {
    const korean = rows.filter(({ prompt }) => HANGUL.test(prompt));
    expect([rows.length, korean.length]).toEqual([60, 30]);
    expect(rows.filter(({ set }) => set !== 'held')).toEqual([]);
  });

  it('are not in the other list', () => {
    const known = new Set(promptsIn('prompts.jsonl').map(({ prompt }) => prompt));
    expect(rows.filter(({ prompt }) => known.has(prompt))).toEqual([]);
  });
});

describe('the refusals', () => {
  const list = listIn('refusals.jsonl');

  it('are 44, half of them Korean', () => {
    const korean = list.rows.filter(({ prompt }) => HANGUL.test(prompt));
    expect([list.of, list.rows.length, korean.length]).toEqual(['refusals', 44, 22]);
  });

  it('can be kept in both languages', () => {
    if (list.of !== 'refusals') throw new Error('not a list of refusals');
    const isKorean = (word: string) => HANGUL.test(word);
    const oneSided = list.rows.filter(({ keep }) =>
      keep.some((words) => words.every(isKorean) || !words.some(isKorean)),
    );
    expect(oneSided.map(({ id }) => id)).toEqual([]);
  });

  it('can be passed in either language by the words to keep', () => {
    if (list.of !== 'refusals') throw new Error('not a list of refusals');
    const found = list.rows.flatMap((refused) =>
      [true, false].flatMap((isKorean) => {
        const kept = refused.keep.map((all) => all.find((one) => HANGUL.test(one) === isKorean));
        const faults = rewriteFaults(refused, { text: kept.join(', ') });
        return faults.map(({ check, detail }) => [refused.id, check, detail]);
      }),
    );
    expect(found).toEqual([]);
  });

  it('each have a word to lose', () => {
    if (list.of !== 'refusals') throw new Error('not a list of refusals');
    const nothing = list.rows.filter(
      ({ prompt, gone }) => !gone.some((word) => prompt.toLowerCase().includes(word)),
    );
    expect(nothing).toEqual([]);
  });
});

describe('the rules', () => {
  it('read the labelled prompts at least as well as they must', async () => {
    const score = await scoreOfRules('prompts.jsonl');
    expect(score.failed).toBe(0);
    expect(accuracyOf(score, 'category')).toBeGreaterThanOrEqual(0.7);
    expect(accuracyOf(score, 'person')).toBeGreaterThanOrEqual(0.9);
    expect(accuracyOf(score, 'scene')).toBeGreaterThanOrEqual(0.85);
    expect(accuracyOf(score, 'location')).toBeGreaterThanOrEqual(0.9);
  });

  it('do as docs/eval.md says', async () => {
    const docs = readFileSync(join(FOLDER, '../docs/eval.md'), 'utf8');
    const rows = docs.split('\n').map((line) => line.split(/\s*\|\s*/));
    const cells = (head: string) => rows.find((row) => row[1] === head)?.slice(2, 8) ?? [];
    const [tune, held] = [
      await scoreOfRules('prompts.jsonl', 'tune'),
      await scoreOfRules('prompts.jsonl', 'held'),
    ];
    const [all, fresh] = [await scoreOfRules('prompts.jsonl'), await scoreOfRules('fresh.jsonl')];
    for (const measure of MEASURES) {
      const cell = (score: Score) =>
        `${score.right[measure]} (${(100 * accuracyOf(score, measure)).toFixed(1)} %)`;
      const [first, second, third, , , sixth] = cells(measure);
      expect([first, second, third, sixth]).toEqual([tune, held, all, fresh].map(cell));
    }
  });
});

async function scoreOfRules(name: string, set?: SetName): Promise<Score> {
  const rows = promptsIn(name).filter((one) => set === undefined || one.set === set);
  const pace = {
    clock: new FakeClock(),
    concurrency: 1,
    ms: 8_000,
    signal: new AbortController().signal,
  };
  const known = { categories: STARTER_CATEGORIES, places: [] };
  return scoreOf(await classified(rows, new RulesClassifier(), known, pace));
}
