import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { evaluate, type Flags } from '../../eval/run.ts';
import { FakeClock } from '../fakes/fake-clock.ts';
import { FakeGemini } from '../fakes/gemini/fake-gemini.ts';
import { tempFolder } from '../temp-folder.ts';
import { aLabelled, aRefused } from './values.ts';

let gemini: FakeGemini;
beforeEach(async () => {
  gemini = await FakeGemini.start();
});
afterEach(() => gemini.close());

const CAT = aLabelled({ category: 'a(natural,film)' });
const DOG = aLabelled({
  ...CAT,
  id: 'en-003',
  set: 'held',
  prompt: 'a woman, neon',
  category: 'c(cinematic,contrast)',
  person: true,
  location: null,
  toneRatio: 50,
});

/** What is right for the cat. */
const ANSWER = {
  category: 'a(natural,film)',
  tone_ratio: '75',
  angle_ratio: '100',
  intent_person: false,
  scene: 'single-subject',
  location: 'Paris',
  pictures_show_person: null,
};

/** Runs a list; answers with the printed lines, blanks between their columns made one. */
async function run(
  rows: readonly unknown[],
  flags: Partial<Flags> = {},
  isKeySet = true,
  clock = new FakeClock(),
) {
  const home = await tempFolder();
  const file = join(home, 'list.jsonl');
  writeFileSync(file, rows.map((one) => JSON.stringify(one)).join('\n'));
  const lines: string[] = [];
  const env = {
    DIPTYCH_HOME: home,
    ...(isKeySet ? { GEMINI_API_KEY: gemini.key, GOOGLE_GEMINI_BASE_URL: gemini.url } : {}),
  };
  const world = { env, clock, signal: new AbortController().signal };
  await evaluate(
    file,
    { concurrency: 2, ...flags },
    { ...world, out: (line) => void lines.push(line.replace(/\s{2,}/g, ' | ')) },
  );
  expect(clock.pending).toBe(0);
  return lines;
}

describe('an eval', () => {
  it('puts a text model beside the rules, with what it cost', async () => {
    gemini.texts.always('classification', { value: ANSWER });
    expect(await run([CAT, DOG], { misses: true })).toEqual([
      ' | rules, tune | rules, held | rules, all | …lash-lite, tune | …lash-lite, held | …flash-lite, all',
      'category | 1/1 100.0 % | 1/1 100.0 % | 2/2 100.0 % | 1/1 100.0 % | 0/1 0.0 % | 1/2 50.0 %',
      'person | 1/1 100.0 % | 1/1 100.0 % | 2/2 100.0 % | 1/1 100.0 % | 0/1 0.0 % | 1/2 50.0 %',
      'scene | 1/1 100.0 % | 1/1 100.0 % | 2/2 100.0 % | 1/1 100.0 % | 1/1 100.0 % | 2/2 100.0 %',
      'location | 1/1 100.0 % | 1/1 100.0 % | 2/2 100.0 % | 1/1 100.0 % | 0/1 0.0 % | 1/2 50.0 %',
      'tone ratio | 0.0 off | 0.0 off | 0.0 off | 0.0 off | 25.0 off | 12.5 off',
      'angle ratio | 0.0 off | 0.0 off | 0.0 off | 0.0 off | 0.0 off | 0.0 off',
      'no answer | 0 | 0 | 0 | 0 | 0 | 0',
      expect.stringMatching(/^2 calls, \$0\.00\d\d$/),
    ]);
    expect(gemini.texts.calls.map(({ material }) => material).toSorted()).toEqual([
      'a cat in Paris',
      'a woman, neon',
    ]);
  });

  it('counts what the model does not answer, and lets no rules stand in', async () => {
    gemini.texts.always('classification', { end: 'refused' });
    const lines = await run([CAT], { misses: true, classifier: 'gemini-3.8-flash' });
    expect(lines.at(7)).toBe('no answer | 0 | 0 | 0 | 1 | 0 | 1');
    expect(lines.at(8)).toMatch(/^gemini-3.8-flash en-001 “a cat in Paris”: no answer: /);
    expect(gemini.texts.calls.map(({ model }) => model)).toEqual(['gemini-3.8-flash']);
  });

  it.each<[string, 'classification' | 'rewrite', unknown, number]>([
    ['8 s for a prompt', 'classification', CAT, 8_000],
    ['15 s for a rewrite', 'rewrite', aRefused(), 15_000],
  ])('waits %s and no longer', async (_, purpose, row, ms) => {
    const asked = Promise.withResolvers<void>();
    gemini.texts.always(purpose, () => {
      asked.resolve();
      return { end: 'never' };
    });
    const clock = new FakeClock();
    const lines = run([row], { misses: true }, true, clock);
    await asked.promise;
    await clock.advance(ms - 1);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    expect((await lines).join('\n')).toContain(`no answer within ${ms / 1_000} s`);
  });

  it.each<[string, Partial<Flags>, boolean]>([
    ['without a key', {}, false],
    ['when they are asked for', { classifier: 'rules' }, true],
  ])('is of the rules alone %s', async (_, flags, isKeySet) => {
    const lines = await run([CAT], flags, isKeySet);
    expect(lines[0]).toBe(' | rules, tune | rules, held | rules, all');
    expect(lines).toHaveLength(8);
    expect(gemini.texts.calls).toEqual([]);
  });

  it('calls nobody for a list or a model that cannot be used', async () => {
    await expect(run([CAT, { ...DOG, scene: 'street' }])).rejects.toThrow('line 2: scene must be');
    await expect(run([CAT], { classifier: 'nobody' })).rejects.toThrow('"nobody"');
    await expect(run([CAT], { classifier: 'gpt-6-luna' })).rejects.toThrow('OPENAI_API_KEY');
    expect(gemini.texts.calls).toEqual([]);
  });

  it('says so when there is no such file', async () => {
    const clock = new FakeClock();
    const world = { env: {}, clock, signal: new AbortController().signal, out: () => undefined };
    await expect(evaluate('no-such-list.jsonl', { concurrency: 1 }, world)).rejects.toThrow(
      'The list cannot be read: ENOENT',
    );
  });
});

describe('refusals', () => {
  const SOLDIER = aRefused();

  it('are rewritten as blocked generations are, and checked', async () => {
    gemini.texts.always('rewrite', (call) =>
      call.material.includes('corpse')
        ? { value: { rewrite: 'a corpse at dawn' } }
        : { value: { rewrite: 'a tired soldier in the mud' } },
    );
    const corpse = aRefused({
      id: 'en-r02',
      prompt: 'a field with a corpse',
      keep: [['field', '들판']],
      gone: ['corpse'],
    });
    expect(await run([SOLDIER, corpse], { misses: true })).toEqual([
      ' | …-3.5-flash-lite',
      'answered | 2/2',
      'changed | 2/2',
      'subject | 1/2',
      'gone | 1/2',
      'length | 2/2',
      'people | 2/2',
      'all checks | 1/2',
      'en-r02 “a field with a corpse” → “a corpse at dawn”: subject (field / 들판); gone (corpse)',
      expect.stringMatching(/^2 calls, \$0\.00\d\d$/),
    ]);
    const told = gemini.texts.of('rewrite').map(({ material }): unknown => JSON.parse(material));
    expect(told[0]).toMatchObject({
      prompt: 'a bloody soldier in the mud',
      refusal: { refused: 'input', words: 'the safety system refused: violence' },
      image: {
        scene: 'single-subject',
        style: { words: expect.arrayContaining(['natural', 'film-like', 'warm']) },
      },
    });
  });

  it('whose wording people would not be shown are not answered', async () => {
    gemini.texts.always('rewrite', { value: { rewrite: SOLDIER.prompt } });
    const lines = await run([SOLDIER], { misses: true });
    expect(lines[1]).toBe('answered | 0/1');
    expect(lines[8]).toBe(
      'en-r01 “a bloody soldier in the mud”: answered (the wording is the refused prompt)',
    );
  });

  it('need a text model', async () => {
    await expect(run([SOLDIER], {}, false)).rejects.toThrow('Rewrites need a text model');
    await expect(run([SOLDIER], { classifier: 'rules' })).rejects.toThrow('need a text model');
  });
});
