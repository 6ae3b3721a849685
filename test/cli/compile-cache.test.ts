import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { tempFolder } from '../temp-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const KEPT = join('node_modules', '.cache', 'diptych');

/** An installation that has kept nothing yet. */
async function installed(): Promise<string> {
  const folder = await tempFolder();
  mkdirSync(join(folder, 'bin'));
  cpSync(join(ROOT, 'bin', 'diptych.js'), join(folder, 'bin', 'diptych.mjs'));
  symlinkSync(join(ROOT, 'src'), join(folder, 'src'));
  return folder;
}

/** What the command says there, and its exit code. */
async function help(folder: string, env: Readonly<Record<string, string>> = {}) {
  const args = [join(folder, 'bin', 'diptych.mjs'), '--help'];
  const child = spawn(process.execPath, args, { env: { PATH: process.env.PATH ?? '', ...env } });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  return { code: child.exitCode, isHelp: out.startsWith('Usage: diptych'), err };
}

it('the command keeps what Node compiled inside its installation', async () => {
  const folder = await installed();
  expect(await help(folder)).toEqual({ code: 0, isHelp: true, err: '' });
  expect(existsSync(join(folder, KEPT))).toBe(true);
  expect(await help(folder)).toEqual({ code: 0, isHelp: true, err: '' });
});

it('the command starts where nothing can be kept', async () => {
  const folder = await installed();
  writeFileSync(join(folder, 'node_modules'), 'a file where a folder would be');
  expect(await help(folder)).toEqual({ code: 0, isHelp: true, err: '' });
});

it('Node’s own settings say that it is kept elsewhere, or not at all', async () => {
  const folder = await installed();
  const elsewhere = join(folder, 'elsewhere');
  await help(folder, { NODE_COMPILE_CACHE: elsewhere });
  expect(existsSync(elsewhere)).toBe(true);
  await help(folder, { NODE_DISABLE_COMPILE_CACHE: '1' });
  expect(existsSync(join(folder, KEPT))).toBe(false);
});
