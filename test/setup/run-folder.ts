import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder of a test run to its processes: what they share, made by the first that needs it. */
export const RUN_FOLDER = 'DIPTYCH_TEST_RUN';

/** An empty folder for the run, which is gone after it. Nothing is made in it before a test asks. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'diptych-run-'));
  process.env[RUN_FOLDER] = folder;
  return () => {
    delete process.env[RUN_FOLDER];
    rmSync(folder, { recursive: true, force: true });
  };
}
