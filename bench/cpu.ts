/**
 * `npm run bench:cpu -- COMMIT`: the processor time of the hub for a pair, of this version against that of an earlier commit. Both run in
 * turns, in processes of their own, with the packages of this version.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { median, newFolder } from './world.ts';

const TURNS = 5;
const HERE = join(import.meta.dirname, '..');
const RUN = join('bench', 'cpu-run.ts');

const [commit = ''] = process.argv.slice(2);
if (!/^[\w./-]+$/.test(commit) || commit.startsWith('-')) {
  process.stderr.write('Name the commit to compare with: npm run bench:cpu -- COMMIT\n');
  process.exit(2);
}
const folder = newFolder();
try {
  const before = extract(commit);
  const times = { before: [] as number[], now: [] as number[] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    times.before.push(cpuOf(before));
    times.now.push(cpuOf(HERE));
  }
  const [now, earlier] = [median(times.now), median(times.before)];
  process.stdout.write(
    `${(now / earlier).toFixed(2).padStart(8)}  processor time of the hub for a pair, against ${commit}\n` +
      `          ${now.toFixed(1)} ms against ${earlier.toFixed(1)} ms\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Puts the commit's files into the folder; returns where. */
function extract(ref: string): string {
  const archive = join(folder, 'source.tar');
  const source = join(folder, 'source');
  mkdirSync(source);
  execFileSync('git', ['archive', '--format=tar', '-o', archive, ref], { cwd: HERE });
  execFileSync('tar', ['-xf', archive, '-C', source]);
  symlinkSync(join(HERE, 'node_modules'), join(source, 'node_modules'));
  copyFileSync(join(HERE, RUN), join(source, RUN));
  return source;
}

/** Milliseconds of user and system time for each pair. */
function cpuOf(root: string): number {
  return Number(execFileSync(process.execPath, [join(root, RUN)], { encoding: 'utf8' }));
}
