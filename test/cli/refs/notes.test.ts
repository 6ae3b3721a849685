import { expect, it } from 'vitest';
import { readNote } from '../../../src/cli/refs/notes.ts';

it.each([
  ['caption', '\u{1f600}', 500],
  ['location', '\ubbfc', 60],
])('a %s has as many characters as people count', (field, character, most) => {
  const note = (count: number) => readNote({ [field]: character.normalize('NFD').repeat(count) });
  expect(note(most)).toMatchObject({ [field]: character.repeat(most) });
  expect(note(most + 1)).toEqual({
    wrong: `${field} can have ${most} characters at most`,
  });
});
