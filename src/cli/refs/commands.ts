import { type Command, Option } from 'commander';
import { SharpImages } from '../../images/sharp-images.ts';
import { RandomIds, SystemClock } from '../../system.ts';

import { purgeRefs, removeRefs, restoreRefs } from './change-refs.ts';
import { exportRefs } from './export-refs.ts';
import type { FilterFlags } from './filter.ts';
import { type ImportFlags, importRefs } from './import-refs.ts';
import { listRefs } from './list-refs.ts';
import { type Env, withPool } from './open-pool.ts';
import { progressOn } from './progress.ts';
import { untilStopped } from '../stopping.ts';

type Out = (text: string) => void;

/** Adds `diptych refs …`: the reference pool from the command line, beside a running hub or without one. */
export function registerRefs(program: Command, env: () => Env, out: Out): void {
  const refs = program
    .command('refs')
    .description('fill, look through and tidy the reference pool');
  registerImport(refs, env, out);
  registerList(refs, env, out);
  registerChanges(refs, env, out);
  registerExport(refs, env, out);
}

function registerImport(refs: Command, env: () => Env, out: Out): void {
  refs
    .command('import')
    .description(
      'bring a folder of pictures into the pool: one folder below it a category or persona',
    )
    .argument('<folder>', 'such as one with a(natural,film)/ in it')
    .addOption(kindOption('what the pictures are for; tone without it'))
    .option('--dry-run', 'look at everything and change nothing')
    .option('--report <file>', 'write a CSV of every file that was not added')
    .action(async (folder: string, flags: ImportFlags) => {
      const clock = new SystemClock();
      const world = { images: new SharpImages(), ids: new RandomIds(clock), clock, out };
      process.exitCode = await withPool(env(), (pool) =>
        interruptible((more) => importRefs(folder, flags, { ...pool, ...world, ...more })),
      );
    });
}

function registerList(refs: Command, env: () => Env, out: Out): void {
  narrowed(refs.command('list'))
    .description('list references, what helped most first')
    .option('--removed', 'those that were removed instead')
    .option('--json', 'a line of JSON each')
    .action(async (flags: FilterFlags & { readonly json?: boolean }) => {
      process.exitCode = await withPool(env(), async ({ store }) => listRefs(flags, store, out));
    });
}

function registerChanges(refs: Command, env: () => Env, out: Out): void {
  const clock = new SystemClock();
  refs
    .command('remove')
    .description('hide references from new plans; their pictures stay for what was made with them')
    .argument('<ids...>', 'as `refs list` shows them')
    .action(async (ids: readonly string[]) => {
      process.exitCode = await withPool(env(), (pool) => removeRefs(ids, { ...pool, clock, out }));
    });
  refs
    .command('restore')
    .description('take removals back')
    .argument('<ids...>', 'as `refs list --removed` shows them')
    .action(async (ids: readonly string[]) => {
      process.exitCode = await withPool(env(), (pool) => restoreRefs(ids, { ...pool, clock, out }));
    });
  refs
    .command('purge')
    .description('remove references and delete their pictures for good')
    .argument('<ids...>', 'as `refs list` shows them')
    .option('--yes', 'really; without it, it is said what would be lost')
    .action(async (ids: readonly string[], flags: { readonly yes?: boolean }) => {
      process.exitCode = await withPool(env(), (pool) =>
        purgeRefs(ids, flags, { ...pool, clock, out }),
      );
    });
}

function registerExport(refs: Command, env: () => Env, out: Out): void {
  narrowed(refs.command('export'))
    .description('write references into a folder, as `refs import` takes them')
    .argument('<folder>', 'a new one, or an export to go on with')
    .action(async (folder: string, flags: FilterFlags) => {
      process.exitCode = await withPool(env(), (pool) =>
        interruptible((more) => exportRefs(folder, flags, { ...pool, ...more, out })),
      );
    });
}

function narrowed(command: Command): Command {
  return command
    .addOption(kindOption('only these'))
    .addOption(new Option('--category <name>', 'only of this category').conflicts('persona'))
    .option('--persona <name>', 'only of this persona');
}

function kindOption(text: string): Option {
  return new Option('--kind <kind>', text).choices(['tone', 'angle', 'model']);
}

function interruptible(
  work: (more: {
    readonly signal: AbortSignal;
    readonly progress: ReturnType<typeof progressOn>;
  }) => Promise<number>,
): Promise<number> {
  const progress = progressOn(process.stderr);
  return untilStopped({ onStop: sayStopping }, (signal) => work({ signal, progress }));
}

function sayStopping(): void {
  process.stderr.write('\nStopping in order; Ctrl-C again ends it at once.\n');
}
