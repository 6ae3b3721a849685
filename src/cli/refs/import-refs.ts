import type { BlobStore } from '../../core/ports/blobs.ts';
import type { Clock, Ids } from '../../core/ports/system.ts';
import { relative, resolve } from 'node:path';
import type { Images } from '../../core/ports/images.ts';
import type { ReferenceKind } from '../../core/domain/reference.ts';
import type { Store } from '../../core/ports/store.ts';
import { StartupError } from '../../core/base/startup-error.ts';
import { Importer } from './importer.ts';
import { type Layout, layoutOf } from './layout.ts';
import type { Outcome } from './outcome.ts';
import type { Progress } from './progress.ts';
import { Report } from './report.ts';
import { STOPPED } from '../stopping.ts';
import { Tally } from './tally.ts';
import { Targets } from './targets.ts';
import { walk } from './walk.ts';

export interface ImportFlags {
  readonly kind?: ReferenceKind;
  readonly dryRun?: boolean;
  readonly report?: string;
}

export interface ImportParts {
  readonly store: Store;
  readonly blobs: BlobStore;
  readonly images: Images;
  readonly ids: Ids;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly out: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Imports a folder of pictures into the pool, and says what became of them. The exit code: 0 when all are in,
 * 2 when some were refused, 130 when it was stopped. Throws a `StartupError` with a sentence.
 */
export async function importRefs(
  folder: string,
  flags: ImportFlags,
  parts: ImportParts,
): Promise<number> {
  const layout = await layoutOf(folder, flags.kind);
  const total = await countFiles(layout, parts.signal);
  if (total === 0 && !parts.signal.aborted) {
    throw new StartupError(`There are no pictures in ${folder}.`);
  }
  const report = flags.report === undefined ? null : await reportAt(flags.report, folder);
  const tally = new Tally();
  parts.progress.start(total);
  try {
    await importAll(layout, flags, parts, tally, report);
  } finally {
    parts.progress.stop();
    parts.out(summary(tally, flags, parts.signal));
    await report?.close();
  }
  if (parts.signal.aborted) return STOPPED;
  return tally.refused === 0 ? 0 : 2;
}

async function importAll(
  layout: Layout,
  { dryRun = false }: ImportFlags,
  parts: ImportParts,
  tally: Tally,
  report: Report | null,
): Promise<void> {
  const tell = async (shown: string, outcome: Outcome) => {
    tally.count(shown, outcome);
    parts.progress.update(tally.all, tally.line(dryRun));
    await report?.add(shown, outcome);
  };
  const importer = new Importer({ ...parts, targets: new Targets(parts.store), dryRun, tell });
  await importer.run(walk(layout), parts.signal);
}

/** For the bar; and a sidecar that cannot be read is met before anything is written. */
async function countFiles(layout: Layout, signal: AbortSignal): Promise<number> {
  let count = 0;
  for await (const _ of walk(layout)) {
    if (signal.aborted) return count;
    count += 1;
  }
  return count;
}

async function reportAt(path: string, folder: string): Promise<Report> {
  if (!relative(resolve(folder), resolve(path)).startsWith('..')) {
    throw new StartupError(
      `The report ${path} would lie among the pictures: give it a place outside of ${folder}.`,
    );
  }
  return Report.open(path);
}

function summary(tally: Tally, { dryRun = false, report }: ImportFlags, signal: AbortSignal) {
  return [
    tally.summary(dryRun, report ?? null),
    ...(signal.aborted ? ['Stopped: run the same command again to go on.'] : []),
  ].join('\n');
}
