import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const PROGRAM = join(import.meta.dirname, 'other-writer-main.ts');

/**
 * Another process that holds the write lock of the database in a data folder, or a read transaction on it, from now on.
 * Resolves with what lets it go: the lock is free when that has resolved.
 */
export async function besideHub(home: string, how: 'writes' | 'reads' = 'writes') {
  const other = fork(PROGRAM, [join(home, 'diptych.db'), how]);
  onTestFinished(() => void other.kill('SIGKILL'));
  await once(other, 'message');
  return async (): Promise<void> => {
    const ended = once(other, 'exit');
    other.send('free');
    await ended;
  };
}
