import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is; undefined when it is not installed. */
export function findProgram(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

/** Stops a test run that would otherwise fail in many places, with the one line that helps. */
export function setup(): void {
  const missing = ['redis-server', 'chromium', 'openssl'].filter(
    (one) => findProgram(one) === undefined,
  );
  if (missing.length === 0) return;
  const names = missing.join(' ');
  throw new Error(
    `The tests need ${names}: run "npm run test:all", or  sudo apt-get install -y --no-install-recommends ${names}`,
  );
}
