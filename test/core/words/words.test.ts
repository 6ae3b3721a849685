import { describe, expect, it } from 'vitest';
import { refusalsEn } from '../../../src/core/words/refusals.en.ts';
import { statusOf } from '../../../src/core/words/refusal-status.ts';
import { type RefusalKey, UserError } from '../../../src/core/words/user-error.ts';
import { say, words } from '../../../src/core/words/words.ts';

const SAME_IN_BOTH = new Set([
  'header_options',
  'header_sizes',
  'models_line',
  'rating',
  'costs_line',
]);
const HANGUL = /\p{Script=Hangul}/u;
const keys = Object.keys(words('en')).toSorted();

/** Values that fit most sentences: a name, then numbers. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  side_name: ['A', 3],
  size_invalid: ['5x5', 'Sample', 'square'],
  side_state: ['A', 'running'],
  side_ended: ['A', 'failed', 'why'],
  side_refused: ['A', { about: 'picture', said: 'no' }],
  filtered_message: [{ about: 'words', said: 'no' }],
  side_waiting: ['A', { place: 2, waitMs: 5_000, held: { provider: 'X', why: 'failures' } }],
  details_plan: ['rules', 'a', 'scene', 'seoul'],
  details_cost: [0.02],
  details_plan_fallback: ['Gemini', 'resting'],
  rewrite_failed: ['Gemini', 'resting'],
  details_own_person: [true],
  details_call: ['judge', 'One', 0.02, 12],
  race_models: [['One', 'Two']],
  race_by_rule: ['One', 2, 'no_judge'],
  race_candidate: ['One', 'succeeded', 2_000, true],
  example: [1, true],
  example_label: [2, false],
  rating: [3],
  compare_same: [['prompt', 'seed']],
  compare_references: ['tone', ['one'], ['one', 'two']],
  vote: ['tie'],
  slack_unshown: ['never_ready'],
  closed: ['archived', 'a cat', { scope: null, again: 'press' }],
  closed_reason: ['restricted'],
  word_about: ['help'],
  option_about: ['angle'],
  experiment_name: ['tones'],
  experiment_angles: ['text', 'reference'],
  recipe_angle: ['text'],
  vote_saved: ['tie', { A: 1, B: 1, tie: 1, both_bad: 1 }],
  details_votes: ['tie', { A: 1, B: 1, tie: 1, both_bad: 1 }],
  reference_kind: ['tone'],
  target_choice: ['tone', 'a'],
  target_kind: ['tone'],
  promote_sure: ['tone', 'a'],
  shelf_name: ['removed'],
  body_invalid: [{ of: 'missing', field: 'x' }],
  model_invalid: [[{ of: 'missing', field: 'x' }]],
  costs_sum: [{ calls: 3, unknown: 1, usd: 2 }],
  costs_outcome: ['timeout'],
  costs_purpose: ['image'],
  act_planned: ['auto_retry', 8_000, 2, 3, 'Painter'],
  act_soon: ['fallback', 1, 1, 'Painter'],
  act_setting: ['auto_retries', 'boss'],
  act_dropped: ['auto_rewrite', 'why'],
  act_made: ['auto_retry', 2, 3, ''],
  details_run_act: ['auto_retries', 'boss', 'ana', 0],
  setting_name: ['auto_rewrite'],
  setting_about: ['fallback_model'],
  setting_line: ['auto_retries', '2'],
  setting_value: ['auto_retries', '2'],
  pool_helped: [{ uses: 2, likes: 1, dislikes: 0, won: 1, lost: 0 }],
};

/** Sentences that take any numbers. */
const COUNTED = keys.filter((key) => VALUES[key] === undefined);

function sentence(locale: 'en' | 'ko', key: string, values = VALUES[key]): string {
  const write: unknown = Reflect.get(words(locale), key);
  if (typeof write !== 'function') throw new Error(`${key} is no sentence`);
  return String(Reflect.apply(write, undefined, values ?? [1, 2, 3, 4]));
}

describe('the catalogue', () => {
  it('has the same sentences in both languages', () => {
    expect(Object.keys(words('ko')).toSorted()).toEqual(keys);
  });

  it.each(COUNTED)('%s speaks of one thing as of one', (key) => {
    const verbs = /\b1 (?:is|was|does|has|holds|reads|makes)\b/g;
    expect(sentence('en', key, [1, 1, 1, 1]).replace(verbs, '')).not.toMatch(/\b1 [a-z]+s\b/);
  });

  it('never says “0 more”', () => {
    for (const locale of ['en', 'ko'] as const) {
      const said = words(locale);
      expect(said.count_over_room(1, 0)).not.toMatch(/\b0\b|0쌍/);
      expect(said.models_sizes('1024x1024', 0)).toBe('1024x1024');
    }
  });

  it.each(keys)('%s is written out in both', (key) => {
    for (const locale of ['en', 'ko'] as const) {
      expect(sentence(locale, key)).not.toMatch(/undefined|NaN|\[object|^\s*$/);
    }
    const short = sentence('ko', key).length < 8;
    if (!short && !SAME_IN_BOTH.has(key)) expect(sentence('ko', key)).toMatch(HANGUL);
    expect(sentence('en', key)).not.toMatch(HANGUL);
  });

  it('counts as people do', () => {
    const name = (number: number) => words('en').side_name('B', number);
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22].map(name)).toEqual([
      'B',
      'B · 2nd',
      'B · 3rd',
      'B · 4th',
      'B · 11th',
      'B · 12th',
      'B · 13th',
      'B · 21st',
      'B · 22nd',
    ]);
  });
});

it('a refusal is a sentence in the reader’s language, with a code and a status that stay', () => {
  const error = new UserError('prompt_too_long', 2_600, 2_500);
  expect(say(error, 'en')).toBe(
    'The prompt has 2600 characters; at most 2500 fit. Please shorten it.',
  );
  expect(say(error, 'ko')).toContain('2600자');
  expect([error.status, error.code]).toEqual([422, 'prompt_too_long']);
});

it.each(Object.keys(refusalsEn).filter(isRefusal))('the refusal %s has an HTTP status', (key) => {
  expect(statusOf(key)).toBeGreaterThanOrEqual(400);
});

function isRefusal(key: string): key is RefusalKey {
  return key in refusalsEn;
}
