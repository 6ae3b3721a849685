/*
 * Writes src/core/chat/emoji-names.json: the names of emoji by which Slack calls them, and many others know them. Run it
 * when Unicode has new emoji, with the version of emoji-datasource (MIT) to take: node scripts/emoji-names.js 16.0.0
 * The package is 25 MB, nearly all of it pictures, so it is no dependency.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const TARGET = resolve(import.meta.dirname, '../src/core/chat/emoji-names.json');
const [version] = process.argv.slice(2);
if (version === undefined) throw new Error('name the version: node scripts/emoji-names.js 16.0.0');

const folder = mkdtempSync(join(tmpdir(), 'emoji-'));
try {
  const pack = ['pack', `emoji-datasource@${version}`, '--pack-destination', folder, '--silent'];
  const file = execFileSync('npm', pack, { encoding: 'utf8' }).trim();
  execFileSync('tar', ['xzf', join(folder, file), '-C', folder, 'package/emoji.json']);
  /** @type {{ unified: string, short_names: string[] }[]} */
  const all = JSON.parse(readFileSync(join(folder, 'package/emoji.json'), 'utf8'));
  const names = all.flatMap(({ unified, short_names: shortNames }) => {
    const codes = unified.split('-').map((code) => Number.parseInt(code, 16));
    return shortNames.map((name) => [name, String.fromCodePoint(...codes)]);
  });
  writeFileSync(TARGET, `${JSON.stringify(Object.fromEntries(names), null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true });
}
