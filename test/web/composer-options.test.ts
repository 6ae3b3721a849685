import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../src/core/chat/command.ts';
import { countedLine } from '../../src/bots/web/page/composer/counted.ts';
import {
  askedOptions,
  chosenAfterSending,
  lineWithout,
  shownOptions,
  wishOf,
} from '../../src/bots/web/page/composer/options.ts';
import type { Chosen } from '../../src/bots/web/page/composer/state.ts';

const choice = (value: string, label = value) => ({ value, label, typed: value });
const CHOSEN: Chosen = {
  tier: choice('basic', 'basic · Sample, Sample fine'),
  size: choice('portrait', 'Portrait · 896x1344'),
  count: choice('3', '3 pairs'),
};

describe('a chip shows', () => {
  it('what was chosen in it, shortly', () => {
    expect(shownOptions('a cat', CHOSEN)).toMatchObject({
      tier: { text: 'basic', typed: false },
      size: { text: 'Portrait', typed: false },
      count: { text: '3 pairs', typed: false },
    });
    expect(shownOptions('a cat', CHOSEN).angle).toBeUndefined();
  });

  it.each([
    ['a cat size:square', 'square'],
    ['a cat size: 1024 x 768, at night', '1024 x 768'],
    ['a cat size:square --size landscape', 'landscape'],
    ['/generate a cat ｓｉｚｅ：square', 'square'],
  ])('what the line says before what was chosen: %s', (line, text) => {
    expect(shownOptions(line, CHOSEN).size).toEqual({ text, typed: true });
  });

  it.each(['a cat size:', 'a sign “size:square”', '/diptych pool size:square', ''])(
    'what was chosen where the line says nothing: %j',
    (line) => {
      expect(shownOptions(line, CHOSEN).size).toEqual({ text: 'Portrait', typed: false });
    },
  );
});

describe('a line is sent', () => {
  const asked = (line: string, chosen: Chosen) => {
    const command = parseCommand(line);
    return command.type === 'generate' ? askedOptions(command, chosen) : undefined;
  };

  it('with what was chosen, by its value', () => {
    expect(asked('a cat', CHOSEN)).toEqual({
      prompt: 'a cat',
      tier: 'basic',
      size: 'portrait',
      count: '3',
    });
  });

  it('with what it says itself before what was chosen', () => {
    expect(asked('a cat size:square count:1', CHOSEN)).toEqual({
      prompt: 'a cat',
      tier: 'basic',
      size: 'square',
      count: '1',
    });
  });

  it('without the chosen tier when it names a model', () => {
    expect(asked('a cat model:Sample', CHOSEN)).not.toHaveProperty('tier');
    expect(wishOf('a cat model:Sample', CHOSEN)).toEqual({ model: 'Sample' });
  });

  it('and all but the count stays chosen', () => {
    expect(Object.keys(chosenAfterSending(CHOSEN))).toEqual(['tier', 'size']);
  });
});

it.each([
  ['a cat size:square', 'size', 'a cat'],
  ['a cat, size:square, at night', 'size', 'a cat, at night'],
  ['size: portrait a cat tier:basic', 'size', 'a cat tier:basic'],
  ['a cat size:square --size landscape', 'size', 'a cat'],
  ['a cat  and  a dog ', 'size', 'a cat  and  a dog '],
  ['a sign “size:square”', 'size', 'a sign “size:square”'],
] as const)('%j without its %s is %j', (line, option, rest) => {
  expect(lineWithout(line, option)).toBe(rest);
});

it.each([
  ['a'.repeat(2_249), null],
  ['a'.repeat(2_250), { count: 2_250, most: 2_500 }],
  [`${'a'.repeat(2_249)} size:square`, null],
  ['👩‍👩‍👧‍👦'.repeat(500), null],
  [`/diptych pool ${'a'.repeat(3_000)}`, null],
  ['size:square '.repeat(899), null],
  ['size:square '.repeat(900), { count: 10_800, most: 12_000 }],
])('the length of line %# is told once it comes near a limit', (line, counted) => {
  expect(countedLine(line)).toEqual(counted);
});
