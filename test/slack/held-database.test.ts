import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../../src/storage/database.ts';
import { PATIENT } from '../patient.ts';
import { atSlack, buttonOf } from './kit.ts';

it('another program that holds the database loses no emoji, and keeps their order', async () => {
  const { person, hub, image, header, store, told } = await atSlack();
  const you = person('you');
  await you.command('/generate', 'a cat').answered;
  const { ts, ...shown } = await image('A');
  await header('Which is better?');
  const id = buttonOf(shown, 'Details').split(':')[2] ?? '';
  const rows = store();
  const names = () => rows.reactions.of(id).map(({ name }) => name);
  const other = openDatabase(join(hub.home, 'diptych.db'));
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  await you.react(ts, 'heart')?.answered;
  await you.react(ts, 'fire')?.answered;
  await you.unreact(ts, 'heart')?.answered;
  await you.command('/generate', 'what comes after it, and is refused').answered;
  await told(you, 'Another program holds the storage of this hub just now');
  expect(names()).toEqual([]);
  other.exec('COMMIT');
  await vi.waitFor(() => expect(names()).toEqual(['fire']), PATIENT);
});
