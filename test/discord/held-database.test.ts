import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { PATIENT } from '../patient.ts';
import { atDiscord, buttonOf, privateText, stands } from './kit.ts';

describe('another program that holds the database', () => {
  const held = async () => {
    const at = await atDiscord();
    const other = openDatabase(join(at.hub.home, 'diptych.db'));
    onTestFinished(() => void other.close());
    return { at, other };
  };

  it('has a command answered in time and in private, with nothing done', async () => {
    const { at, other } = await held();
    other.exec('BEGIN IMMEDIATE');
    const refused = await at.ask('a cat');
    expect(privateText(refused)).toBe(
      'Another program holds the storage of this hub just now, so nothing has changed. Please try again in a moment.',
    );
    other.exec('COMMIT');
    await at.ask('a dog');
    await stands(at);
  });

  it('loses no emoji, and keeps their order', async () => {
    const { at, other } = await held();
    await at.ask('a cat');
    const shown = await at.image('A');
    await stands(at);
    const id = buttonOf(shown, 'Details').split(':')[2] ?? '';
    const rows = at.store();
    const names = () => rows.reactions.of(id).map(({ name }) => name);
    other.exec('BEGIN IMMEDIATE');
    const you = at.person('you');
    you.react(shown.id, '❤️');
    you.react(shown.id, '🔥');
    you.unreact(shown.id, '❤️');
    await at.ask('what comes after it, and is refused');
    expect(names()).toEqual([]);
    other.exec('COMMIT');
    await vi.waitFor(() => expect(names()).toEqual(['fire']), PATIENT);
  });
});
