import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Sets the credits that a person has a day, beside the running hub of a data folder. */
export function setQuota(home: string, credits: number): void {
  const db = new Database(join(home, 'diptych.db'), { timeout: 5_000 });
  db.prepare(`UPDATE plans SET daily_quota = ? WHERE name = 'default'`).run(credits);
  db.close();
}
