import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../core/base/startup-error.ts';
import { isBehind, openDatabase } from '../storage/database.ts';
import { isHubRunning } from '../storage/locks.ts';

/**
 * Opens the database of a data folder, whether or not a hub runs on it. Throws a `StartupError` when there is
 * none, and rather than changing its schema under a hub that knows only the old one.
 */
export function openBesideHub(home: string): ReturnType<typeof openDatabase> {
  const path = join(home, 'diptych.db');
  if (!existsSync(path)) {
    throw new StartupError(`There is no database at ${path} yet: start the hub once.`);
  }
  if (isBehind(path) && isHubRunning(home)) {
    throw new StartupError(
      `An older version of Diptych is running on ${home}: stop it and start this one, then run this again.`,
    );
  }
  return openDatabase(path);
}
