import { relative, resolve } from 'node:path';
import { StartupError } from '../../core/base/startup-error.ts';
import type { ReferenceKind } from '../../core/domain/reference.ts';
import { STOPPED } from '../stopping.ts';
import type { ImportWorld } from './candidate.ts';
import { Importer } from './importer.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { Terminal } from './progress.ts';
import { Report } from './report.ts';
import { Tally } from './tally.ts';
import { Targets } from './targets.ts';
import { walk } from './walk.ts';

export interface ImportFlags {
  readonly kind?: ReferenceKind;
  readonly dryRun?: boolean;
  readonly report?: string;
}

/**
 * Imports a folder of pictures into the pool and prints a summary. Resolves with the exit code: 0 when all were
 * imported, 2 when some were refused, 130 when it was stopped. Throws a `StartupError`.
 */
export async function importRefs(
  folder: string,
  flags: ImportFlags,
  parts: Omit<ImportWorld, 'targets'> & Terminal,
): Promise<number> {
  const { progress, out, signal } = parts;
  const { dryRun = false } = flags;
  const layout = await layoutOf(folder, flags.kind);
  const total = await countFiles(layout, signal);
  if (total === 0 && !signal.aborted) throw new StartupError(`There are no pictures in ${folder}.`);
  const report = flags.report === undefined ? null : await openReport(flags.report, folder);
  const tally = new Tally();
  const targets = new Targets(parts.store);
  const importer = new Importer({
    ...parts,
    targets,
    dryRun,
    onOutcome: async (shown, outcome) => {
      tally.count(shown, outcome);
      progress.update(tally.all, tally.line(dryRun));
      await report?.add(shown, outcome);
    },
  });
  progress.start(total);
  try {
    await importer.run(walk(layout), signal);
  } finally {
    progress.stop();
    const stopped = signal.aborted ? '\nStopped: run the same command again to go on.' : '';
    out(tally.summary(dryRun, flags.report ?? null) + stopped);
    await report?.close();
  }
  if (signal.aborted) return STOPPED;
  return tally.refused === 0 ? 0 : 2;
}

/** For the progress bar. It also throws for an unreadable sidecar before anything is written. */
async function countFiles(layout: Layout, signal: AbortSignal): Promise<number> {
  let count = 0;
  for await (const _ of walk(layout)) {
    if (signal.aborted) return count;
    count += 1;
  }
  return count;
}

async function openReport(path: string, folder: string): Promise<Report> {
  if (relative(resolve(folder), resolve(path)).startsWith('..')) return Report.open(path);
  throw new StartupError(
    `The report ${path} would lie among the pictures: give it a place outside of ${folder}.`,
  );
}
