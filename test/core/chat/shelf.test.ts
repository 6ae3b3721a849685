import { describe, expect, it } from 'vitest';
import {
  decodeShelf,
  decodeTarget,
  encodeShelf,
  filterOf,
  type Shelf,
} from '../../../src/core/chat/shelf.ts';

const mina: Shelf = { of: 'target', target: { kind: 'model', slug: 'mina' } };
const film: Shelf = { of: 'target', target: { kind: 'tone', slug: 'a(natural,film)' } };

describe('a shelf of the pool', () => {
  it.each<[Shelf, string, object]>([
    [{ of: 'all' }, 'all', {}],
    [{ of: 'tone' }, 'tone', { kind: 'tone' }],
    [{ of: 'angle' }, 'angle', { kind: 'angle' }],
    [{ of: 'model' }, 'model', { kind: 'model' }],
    [{ of: 'removed' }, 'removed', { removed: true }],
    [mina, 'model.mina', { persona: 'mina' }],
    [film, 'tone.a(natural,film)', { category: 'a(natural,film)' }],
  ])('%j is named %s, and holds %j', (shelf, name, filter) => {
    expect(encodeShelf(shelf)).toBe(name);
    expect(decodeShelf(name)).toEqual(shelf);
    expect(filterOf(shelf)).toEqual(filter);
  });

  it.each(['', 'All', 'target', 'model.', 'model', 'tone.a:b', `tone.${'x'.repeat(61)}`])(
    '%j names no target',
    (name) => {
      expect(decodeTarget(name)).toBeUndefined();
    },
  );

  it('a category has no other shelf for its angle images', () => {
    const target = { kind: 'angle', slug: 'a(natural,film)' } as const;
    expect(decodeTarget('angle.a(natural,film)')).toEqual(target);
    expect(decodeShelf('angle.a(natural,film)')).toBeUndefined();
  });
});
