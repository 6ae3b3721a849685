// Installs Debian packages that tests need when it runs as root; otherwise prints the command to run.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** @param {string} program */
export function isInstalled(program) {
  return (process.env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, program)));
}

/**
 * Ends the process when the packages cannot be installed.
 * @param {string[]} packages
 */
export function install(packages) {
  const names = packages.join(' ');
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    console.error(
      `The tests need ${names}. On Debian or Ubuntu:  sudo apt-get install -y --no-install-recommends ${names}`,
    );
    process.exit(1);
  }
  console.log(`Installing what the tests need: ${names}`);
  const quiet = ['-y', '-q', '--no-install-recommends'];
  const failed =
    run('apt-get', ['update', '-q']) !== 0 ||
    run('apt-get', ['install', ...quiet, ...packages]) !== 0;
  if (failed) {
    console.error(`apt-get could not install ${names}: see above.`);
    process.exit(1);
  }
}

/**
 * @param {string} program
 * @param {string[]} args
 */
export function run(program, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, args, { stdio: 'inherit', env }).status ?? 1;
}
