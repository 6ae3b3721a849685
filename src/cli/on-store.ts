import { loadConfig } from '../config.ts';
import type { Store } from '../core/ports/store.ts';
import { StartupError } from '../core/base/startup-error.ts';
import { UserError } from '../core/words/user-error.ts';
import { say } from '../core/words/words.ts';
import { sqliteStore } from '../storage/store.ts';
import { openBesideHub } from './beside-hub.ts';

/**
 * Works on the database of the settings, beside a hub that may be running, and closes it again. What is
 * refused becomes a `StartupError` with its sentence.
 */
export function onStore<T>(
  env: Readonly<Record<string, string | undefined>>,
  work: (store: Store) => T,
): T {
  const db = openBesideHub(loadConfig(env).home);
  try {
    return work(sqliteStore(db));
  } catch (cause) {
    if (cause instanceof UserError) throw new StartupError(say(cause, 'en'), { cause });
    throw cause;
  } finally {
    db.close();
  }
}
