import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SIDES } from '../../core/domain/side.ts';
import type { Followed } from './follow.ts';
import { freeNumber, newFolder, writeNew } from './new-files.ts';

/** The pairs of one command, and the JSON of what was done. */
export interface Run {
  readonly pairs: readonly Followed[];
  readonly reportPath: string;
  /** The JSON as it is now. */
  report(): string;
  /** Writes it to `reportPath`. */
  save(): Promise<void>;
}

/**
 * Gives each pair its place in `folder`: one beside earlier ones under the next number, several each in a folder of its own. The
 * JSON is there at once, with the pairs' ids, so that they are known after a kill too.
 */
export async function openRun(
  folder: string,
  prompt: string,
  ids: readonly string[],
): Promise<Run> {
  const number = await freeNumber(folder);
  const pairs: Followed[] = [];
  let last = 0;
  for (const [index, id] of ids.entries()) {
    const start = { id, index, files: new Map(), last: null };
    if (ids.length === 1) {
      pairs.push({ ...start, folder, number });
    } else {
      last = await newFolder(folder, last + 1);
      pairs.push({ ...start, folder: join(folder, String(last)), number: 1 });
    }
  }
  const report = () => JSON.stringify({ prompt, pairs: pairs.map(reportOf) }, null, 2);
  const name = { stem: 'diptych', ending: 'json', from: number };
  const reportPath = await writeNew(folder, name, `${report()}\n`);
  return { pairs, reportPath, report, save: () => writeFile(reportPath, `${report()}\n`) };
}

function reportOf({ id, last, files }: Followed) {
  return {
    batch_id: id,
    state: last?.state ?? null,
    refusal: last?.refusal ?? null,
    sides: SIDES.map((side) => ({ side, file: files.get(side) ?? null, ...last?.sides[side] })),
  };
}
