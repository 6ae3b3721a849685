import { describe, expect, it } from 'vitest';
import { readList } from '../../eval/lists.ts';
import { StartupError } from '../../src/core/base/startup-error.ts';
import { aLabelled, aRefused } from './values.ts';

const read = (...lines: unknown[]) =>
  readList(lines.map((one) => JSON.stringify(one)).join('\n'), 'mine.jsonl', ['a', 'b']);

describe('a list', () => {
  it('of prompts is read in its order, blank lines left out', () => {
    const other = aLabelled({ id: 'ko-001', prompt: '파리의 고양이', accept: ['b'] });
    const text = `${JSON.stringify(aLabelled())}\n\n${JSON.stringify(other)}\n`;
    const list = readList(text, 'mine.jsonl', ['a', 'b']);
    expect(list).toEqual({ of: 'prompts', rows: [aLabelled(), other] });
  });

  it('whose first line has a refusal is of refusals', () => {
    expect(read(aRefused())).toEqual({ of: 'refusals', rows: [aRefused()] });
  });

  it.each<[string, unknown[], string]>([
    ['a scene that is none', [{ ...aLabelled(), scene: 'street' }], 'line 1: scene must be one of'],
    ['a ratio between', [{ ...aLabelled(), toneRatio: 60 }], 'line 1: toneRatio must be one of'],
    ['a label too few', [{ ...aLabelled(), person: undefined }], 'line 1: person is missing'],
    ['an unknown label', [{ ...aLabelled(), mood: 'sad' }], 'line 1: mood is not one of'],
    ['no text', [aLabelled(), 'a cat'], 'line 2: must be an object'],
    [
      'a category that is not there',
      [aLabelled({ category: 'z' })],
      'line 1: there is no category z, only a, b',
    ],
    ['an accepted one that is not', [aLabelled({ accept: ['z'] })], 'there is no category z'],
    ['an id twice', [aLabelled(), aLabelled({ prompt: 'a dog' })], 'line 2 has the id en-001 of'],
    [
      'a prompt twice',
      [aLabelled(), aLabelled({ id: 'en-002' })],
      'line 2 has the prompt “a cat in Paris” of mine.jsonl, line 1',
    ],
    ['a prompt among refusals', [aRefused(), aLabelled()], 'line 2: '],
    ['nothing to keep', [aRefused({ keep: [] })], 'line 1: keep is empty'],
    ['a list that is too long', Array.from({ length: 5_001 }, () => 1), 'has over 5000 lines'],
  ])('with %s is refused with its line', (_, lines, sentence) => {
    expect(() => read(...lines)).toThrow(StartupError);
    expect(() => read(...lines)).toThrow(sentence);
  });

  it.each([
    ['cut JSON', '{"id":', 'mine.jsonl, line 1 is not JSON'],
    ['blank', '\n \n', 'mine.jsonl is empty'],
    ['huge', ' '.repeat(5_000_001), 'mine.jsonl is over 5000000 characters'],
  ])('is no list when it is %s', (_, text, sentence) => {
    expect(() => readList(text, 'mine.jsonl', ['a'])).toThrow(sentence);
  });
});
