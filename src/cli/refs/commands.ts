import { type Command, Option } from 'commander';
import type { Env } from '../../config.ts';
import { SharpImages } from '../../images/sharp-images.ts';
import { RandomIds, SystemClock } from '../../system.ts';
import { untilStopped } from '../stopping.ts';
import { purgeRefs, removeRefs, restoreRefs } from './change-refs.ts';
import { exportRefs } from './export-refs.ts';
import type { FilterFlags } from './filter.ts';
import { type ImportFlags, importRefs } from './import-refs.ts';
import { listRefs } from './list-refs.ts';
import { type OpenPool, withPool } from './open-pool.ts';
import { progressOn, type Terminal } from './progress.ts';

/** Opens the pool and runs a command on it, which answers with the exit code. */
type Run<More> = (work: (parts: OpenPool & More) => number | Promise<number>) => Promise<void>;

/** Adds `diptych refs …`, which work on the reference pool beside a running hub or without one. */
export function registerRefs(program: Command, env: () => Env, out: (text: string) => void): void {
  const refs = program
    .command('refs')
    .description('fill, look through and tidy the reference pool');
  const clock = new SystemClock();
  const run: Run<Pick<Terminal, 'out'> & { clock: SystemClock }> = async (work) => {
    process.exitCode = await withPool(env(), (pool) => work({ ...pool, clock, out }));
  };
  const runLong: Run<Terminal & { clock: SystemClock }> = (work) =>
    run((parts) =>
      untilStopped({ onStop: printStopping }, async (signal) =>
        work({ ...parts, signal, progress: progressOn(process.stderr) }),
      ),
    );

  refs
    .command('import')
    .description(
      'bring a folder of pictures into the pool: one folder below it a category or persona',
    )
    .argument('<folder>', 'such as one with a(natural,film)/ in it')
    .addOption(kindOption('what the pictures are for; tone without it'))
    .option('--dry-run', 'look at everything and change nothing')
    .option('--report <file>', 'write a CSV of every file that was not added')
    .action((folder: string, flags: ImportFlags) => {
      const world = { images: new SharpImages(), ids: new RandomIds(clock) };
      return runLong((parts) => importRefs(folder, flags, { ...parts, ...world }));
    });
  withFilter(refs.command('list'))
    .description('list references, what helped most first')
    .option('--removed', 'those that were removed instead')
    .option('--json', 'a line of JSON each')
    .action((flags: FilterFlags & { readonly json?: boolean }) =>
      run(({ store }) => listRefs(flags, store, out)),
    );
  refs
    .command('remove')
    .description('hide references from new plans; their pictures stay for what was made with them')
    .argument('<ids...>', 'as `refs list` shows them')
    .action((ids: readonly string[]) => run((parts) => removeRefs(ids, parts)));
  refs
    .command('restore')
    .description('take removals back')
    .argument('<ids...>', 'as `refs list --removed` shows them')
    .action((ids: readonly string[]) => run((parts) => restoreRefs(ids, parts)));
  refs
    .command('purge')
    .description('remove references and delete their pictures for good')
    .argument('<ids...>', 'as `refs list` shows them')
    .option('--yes', 'really; without it, it is said what would be lost')
    .action((ids: readonly string[], flags: { readonly yes?: boolean }) =>
      run((parts) => purgeRefs(ids, flags, parts)),
    );
  withFilter(refs.command('export'))
    .description('write references into a folder, as `refs import` takes them')
    .argument('<folder>', 'a new one, or an export to go on with')
    .action((folder: string, flags: FilterFlags) =>
      runLong((parts) => exportRefs(folder, flags, parts)),
    );
}

function withFilter(command: Command): Command {
  return command
    .addOption(kindOption('only these'))
    .addOption(new Option('--category <name>', 'only of this category').conflicts('persona'))
    .option('--persona <name>', 'only of this persona');
}

function kindOption(text: string): Option {
  return new Option('--kind <kind>', text).choices(['tone', 'angle', 'model']);
}

function printStopping(): void {
  process.stderr.write('\nStopping in order; Ctrl-C again ends it at once.\n');
}
