import { beforeEach, describe, expect, it } from 'vitest';
import { Drafts, keyOf } from '../../src/bots/web/page/composer/drafts.ts';
import type { Kept } from '../../src/bots/web/page/composer/kept.ts';
import { PastLines } from '../../src/bots/web/page/composer/past-lines.ts';

let stored: Map<string, unknown>;
let kept: Kept;
beforeEach(() => {
  stored = new Map();
  kept = {
    read: (key) => stored.get(key),
    write: (key, value) => void stored.set(key, value),
    remove: (key) => void stored.delete(key),
    keys: () => [...stored.keys()],
  };
});

describe('past lines', () => {
  const linesOf = (name: string) => {
    const lines = new PastLines(kept);
    lines.open(name);
    return lines;
  };

  it('come back from the newest on, and forward again to an empty box', () => {
    const lines = linesOf('ana');
    for (const line of ['one', 'two', 'three']) lines.add(line);
    expect(lines.step('', 1)).toBe('three');
    expect(lines.step('three', 1)).toBe('two');
    expect(lines.step('two', 1)).toBe('one');
    expect(lines.step('one', 1)).toBeUndefined();
    expect(lines.step('one', -1)).toBe('two');
    expect(lines.step('two', -1)).toBe('three');
    expect(lines.step('three', -1)).toBe('');
    expect(lines.step('', -1)).toBeUndefined();
  });

  it('are left when the line is changed', () => {
    const lines = linesOf('ana');
    lines.add('one');
    expect(lines.recalls('')).toBe(true);
    expect(lines.recalls('one')).toBe(false);
    lines.step('', 1);
    expect(lines.recalls('one')).toBe(true);
    expect(lines.recalls('one more')).toBe(false);
  });

  it('stand once each, are a person’s own, and outlive the page', () => {
    const lines = linesOf('ana');
    for (const line of ['one', 'two', 'one']) lines.add(line);
    const again = linesOf('ana');
    expect(again.step('', 1)).toBe('one');
    expect(again.step('one', 1)).toBe('two');
    expect(again.step('two', 1)).toBeUndefined();
    expect(linesOf('ben').step('', 1)).toBeUndefined();
    again.forget();
    expect(linesOf('ana').step('', 1)).toBeUndefined();
  });

  it('are fifty at most, and not more than 100,000 characters', () => {
    const lines = linesOf('ana');
    for (let index = 0; index < 60; index += 1) lines.add(`line ${index}`);
    expect(stored.get('diptych.lines:ana')).toHaveLength(50);
    for (const letter of 'abcdefghijkl') lines.add(letter.repeat(12_000));
    expect(stored.get('diptych.lines:ana')).toHaveLength(8);
  });
});

describe('drafts', () => {
  let at: number;
  let open: Set<string>;
  let dropped: string[];
  let drafts: Drafts;
  const one = (line: string, chosen = {}) => ({ line, chosen, files: false });
  const SIZE = { size: { value: 'portrait', label: 'Portrait', typed: 'portrait' } };
  beforeEach(() => {
    at = 0;
    open = new Set();
    dropped = [];
    drafts = new Drafts({
      kept,
      now: () => (at += 1),
      isLeft: async (key) => !open.has(key),
      dropFiles: (key) => void dropped.push(key),
    });
  });

  it('are each tab’s own, and an empty one is none', () => {
    drafts.write(keyOf('ana', '1'), one('a cat'));
    drafts.write(keyOf('ana', '2'), one('a dog'));
    expect(drafts.read(keyOf('ana', '1'))?.line).toBe('a cat');
    drafts.write(keyOf('ana', '1'), one(''));
    expect([...stored.keys()]).toEqual([keyOf('ana', '2')]);
  });

  it('are taken over from closed tabs of the same person alone, the newest first', async () => {
    drafts.write(keyOf('ana', '1'), one('older'));
    drafts.write(keyOf('ana', '2'), one('newer'));
    drafts.write(keyOf('ana', '3'), one('open'));
    drafts.write(keyOf('ana', '4'), one('', SIZE));
    drafts.write(keyOf('ben', '5'), one('another’s'));
    open.add(keyOf('ana', '3'));
    expect(await drafts.leftBehind('ana', keyOf('ana', '9'))).toBe(keyOf('ana', '2'));
    expect(await drafts.leftBehind('ana', keyOf('ana', '2'))).toBe(keyOf('ana', '1'));
    expect(await drafts.leftBehind('an', keyOf('an', '9'))).toBeUndefined();
    expect(drafts.lastChosen('ana')).toEqual(SIZE);
    expect(drafts.lastChosen('ben')).toEqual({});
  });

  it('are ten at most, but none of an open tab goes', async () => {
    for (let tab = 1; tab <= 13; tab += 1) drafts.write(keyOf('ana', `${tab}`), one('a cat'));
    open.add(keyOf('ana', '2'));
    await drafts.tidy();
    const gone = [keyOf('ana', '3'), keyOf('ana', '1')];
    expect(dropped).toEqual(gone);
    expect(stored.size).toBe(11);
    expect(stored.has(keyOf('ana', '2'))).toBe(true);
  });

  it('are forgotten with their person', () => {
    drafts.write(keyOf('ana', '1'), one('a cat'));
    drafts.write(keyOf('ben', '2'), one('a dog'));
    drafts.forget('ana');
    expect([...stored.keys()]).toEqual([keyOf('ben', '2')]);
    expect(dropped).toEqual([keyOf('ana', '1')]);
  });

  it('are not read when somebody else has written there', async () => {
    for (const strange of [null, 'text', [], { line: 3, at: 1 }, { line: 'a', chosen: {} }]) {
      stored.set(keyOf('ana', '1'), strange);
      expect(drafts.read(keyOf('ana', '1'))).toBeUndefined();
      expect(await drafts.leftBehind('ana', '')).toBeUndefined();
    }
    const chosen = { ...SIZE, angle: 3, tier: { value: 'basic' }, strange: SIZE.size };
    stored.set(keyOf('ana', '1'), { line: 'a', chosen, at: 1 });
    expect(drafts.read(keyOf('ana', '1'))).toEqual({ ...one('a', SIZE), at: 1 });
  });
});
