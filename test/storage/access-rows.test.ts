import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { sqliteStore } from '../../src/storage/store.ts';
import { aCaller, NOW } from '../values.ts';

const HOUR = 3_600_000;

function seat() {
  const db = openDatabase(':memory:');
  const { access, settings } = sqliteStore(db);
  const met = () =>
    db.prepare('SELECT id, name, locale, seen_at AS at FROM people ORDER BY id').all();
  return { access, settings, met };
}

describe('who was met', () => {
  it.each<[string, object, number, object]>([
    ['within the hour changes nothing', {}, HOUR - 1, { name: 'ana', locale: 'en', at: NOW }],
    ['an hour later is seen later', {}, HOUR, { name: 'ana', locale: 'en', at: NOW + HOUR }],
    [
      'with another language is known at once',
      { locale: 'ko' },
      1,
      { name: 'ana', locale: 'ko', at: NOW + 1 },
    ],
    [
      'under another name is known at once',
      { person: { id: 'web:ana', name: 'Ana' } },
      1,
      { name: 'Ana', locale: 'en', at: NOW + 1 },
    ],
  ])('again %s', (_when, more, later, known) => {
    const { access, met } = seat();
    access.seen(aCaller('ana'), NOW);
    access.seen(aCaller('ana', more), NOW + later);
    expect(met()).toEqual([{ id: 'web:ana', ...known }]);
  });

  it.each<[string, object, number, boolean]>([
    ['within the hour', {}, HOUR - 1, true],
    ['an hour later', {}, HOUR, false],
    ['with another language', { locale: 'ko' }, 1, false],
    ['under another name', { person: { id: 'web:ana', name: 'Ana' } }, 1, false],
    ['as another person of the same name', { person: { id: 'web:eve', name: 'ana' } }, 1, false],
  ])('needs no write %s', (_when, more, later, known) => {
    const { access, met } = seat();
    expect(access.isKnown(aCaller('ana'), NOW)).toBe(false);
    access.seen(aCaller('ana'), NOW);
    expect(access.isKnown(aCaller('ana', more), NOW + later)).toBe(known);
    // To ask changes nothing.
    expect(met()).toEqual([{ id: 'web:ana', name: 'ana', locale: 'en', at: NOW }]);
  });

  it('is each person by themselves', () => {
    const { access } = seat();
    access.seen(aCaller('ana', { locale: 'ko' }), NOW);
    access.seen(aCaller('ben'), NOW);
    expect([access.localeOf('web:ana'), access.localeOf('web:ben')]).toEqual(['ko', 'en']);
    expect(access.localeOf('web:cat')).toBeUndefined();
  });
});

describe('the block list', () => {
  it('is by person; a second block and a second pardon change nothing', () => {
    const { access } = seat();
    for (const at of [NOW, NOW + 1]) access.block('web:ana', 'web:boss', 'spam', at);
    access.block('web:ben', 'web:boss', '', NOW);
    access.unblock('web:ben');
    access.unblock('web:ben');
    const blocked = ['ana', 'ben', 'cat'].map((name) => access.isBlocked(`web:${name}`));
    expect(blocked).toEqual([true, false, false]);
  });
});

describe('rules and settings', () => {
  it('of a workspace are its own, and the last ones', () => {
    const { access } = seat();
    access.putRules('w1', { roles: ['r1', 'r2'], channels: ['c1'] });
    access.putRules('w2', { roles: [], channels: ['c2'] });
    access.putRules('w1', { roles: ['r2'], channels: ['c3', 'c4'] });
    expect(['w1', 'w2', 'w3'].map((one) => access.rules(one))).toEqual([
      { roles: ['r2'], channels: ['c3', 'c4'] },
      { roles: [], channels: ['c2'] },
      { roles: [], channels: [] },
    ]);
  });

  it('are kept by name, the last value of each', () => {
    const { settings } = seat();
    settings.put('discord.upload.a', '1');
    settings.put('discord.upload.b', '2');
    settings.put('discord.upload.a', '3');
    const kept = ['a', 'b', 'c'].map((name) => settings.get(`discord.upload.${name}`));
    expect(kept).toEqual(['3', '2', undefined]);
  });
});
