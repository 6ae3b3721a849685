import { describe, expect, it } from 'vitest';
import {
  type Key,
  keyAct,
  type KeyAct,
  type KeysAt,
  stepped,
} from '../../src/bots/web/page/composer/keys.ts';

const KEY: Key = {
  key: '',
  keyCode: 0,
  isComposing: false,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
};
const WRITING: KeysAt = { suggestions: 0, active: -1, recalls: false };
const EMPTY: KeysAt = { suggestions: 0, active: -1, recalls: true };
const OPEN: KeysAt = { suggestions: 3, active: -1, recalls: false };
const MARKED: KeysAt = { suggestions: 3, active: 1, recalls: false };

describe('a key in the box', () => {
  it.each<[string, Partial<Key>, KeysAt, KeyAct]>([
    ['Enter sends', { key: 'Enter' }, WRITING, 'send'],
    ['Enter with nothing marked sends', { key: 'Enter' }, OPEN, 'send'],
    ['Enter takes what is marked', { key: 'Enter' }, MARKED, 'take'],
    ['Ctrl+Enter sends whatever is marked', { key: 'Enter', ctrlKey: true }, MARKED, 'send'],
    ['⌘+Enter sends whatever is marked', { key: 'Enter', metaKey: true }, MARKED, 'send'],
    ['Shift+Enter is a new line', { key: 'Enter', shiftKey: true }, WRITING, null],
    ['Shift+Enter takes nothing', { key: 'Enter', shiftKey: true }, MARKED, null],
    ['Enter that ends a syllable', { key: 'Enter', isComposing: true }, MARKED, null],
    ['Enter that ends a syllable in Safari', { key: 'Enter', keyCode: 229 }, WRITING, null],
    ['an arrow within a syllable', { key: 'ArrowDown', isComposing: true }, OPEN, null],
    ['Tab within a syllable', { key: 'Tab', isComposing: true }, OPEN, null],
    ['Tab takes', { key: 'Tab' }, OPEN, 'take'],
    ['Tab without a list goes on', { key: 'Tab' }, WRITING, null],
    ['Shift+Tab goes back', { key: 'Tab', shiftKey: true }, OPEN, null],
    ['Escape closes the list', { key: 'Escape' }, OPEN, 'close'],
    ['Escape without a list', { key: 'Escape' }, WRITING, null],
    ['↓ in the list', { key: 'ArrowDown' }, OPEN, 'next'],
    ['↑ in the list', { key: 'ArrowUp' }, MARKED, 'previous'],
    ['↑ in an empty box', { key: 'ArrowUp' }, EMPTY, 'older line'],
    ['↓ in a line that came back', { key: 'ArrowDown' }, EMPTY, 'newer line'],
    ['↑ in a line that is written', { key: 'ArrowUp' }, WRITING, null],
    ['Shift+↑ marks text', { key: 'ArrowUp', shiftKey: true }, EMPTY, null],
    ['Alt+↑ is the system’s', { key: 'ArrowUp', altKey: true }, EMPTY, null],
    ['a letter', { key: 'a' }, OPEN, null],
  ])('%s', (_, key, at, act) => {
    expect(keyAct({ ...KEY, ...key }, at)).toBe(act);
  });

  it.each([
    [-1, 1, 0],
    [0, 1, 1],
    [2, 1, -1],
    [0, -1, -1],
    [-1, -1, 2],
  ] as const)('from %i by %i the mark goes to %i of three', (active, step, next) => {
    expect(stepped(active, step, 3)).toBe(next);
  });
});
