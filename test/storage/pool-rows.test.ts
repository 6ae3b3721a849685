import { expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';

it('the pool that a rolled-back transaction read is not the one that is stored after it', () => {
  const store = sqliteStore(openDatabase(':memory:'));
  const put = (slug: string) =>
    store.pool.putPersona({ slug, displayName: slug.toUpperCase(), tags: [] });
  const people = () => store.pool.snapshot().personas.map(({ slug }) => slug);
  put('ana');
  expect(people()).toEqual(['ana']);
  const undone = () =>
    store.transaction(() => {
      put('ben');
      expect(people()).toEqual(['ana', 'ben']);
      throw new Error('undone');
    });
  expect(undone).toThrow('undone');
  put('cho');
  expect(people()).toEqual(['ana', 'cho']);
});
