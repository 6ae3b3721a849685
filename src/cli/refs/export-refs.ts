import { StartupError } from '../../core/base/startup-error.ts';
import { openExport } from './export-folder.ts';
import { Exporter, type ExporterParts } from './exporter.ts';
import { filterOf, type FilterFlags } from './filter.ts';
import type { OpenPool } from './open-pool.ts';
import { shelvesOf } from './shelves.ts';
import { STOPPED } from '../stopping.ts';

/**
 * Writes standing references into a folder, as `refs import` takes them. The exit code: 2 when pictures were
 * missing, 130 when it was stopped. Throws a `StartupError` with a sentence.
 */
export async function exportRefs(
  folder: string,
  flags: Omit<FilterFlags, 'removed'>,
  parts: ExporterParts & Pick<OpenPool, 'store'>,
): Promise<number> {
  const { store, progress, out, signal } = parts;
  const filter = filterOf(store, flags);
  const shelves = shelvesOf(store, filter);
  if (shelves.length === 0) throw new StartupError('There is nothing of that in the pool.');
  await openExport(folder, filter);
  const exporter = new Exporter(folder, parts);
  progress.start(shelves.reduce((sum, { files }) => sum + files.size, 0));
  try {
    for (const shelf of shelves) await exporter.write(shelf);
  } finally {
    progress.stop();
    out(`${exporter.line}.`);
  }
  if (!signal.aborted) return exporter.missing === 0 ? 0 : 2;
  out('Stopped: run the same command again to go on.');
  return STOPPED;
}
