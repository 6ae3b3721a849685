import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const IMPORTS = [
  /^(?:import|export)\s[^;]*?from\s+'([^']+)'/gm,
  /^import\s+'([^']+)'/gm,
  /\bimport\(\s*'([^']+)'\s*\)/gm,
];
const files = globSync('src/**/*.ts', { cwd: ROOT }).toSorted();

/** What a text at that path imports, types and `import()` included: our own files by path, packages by name. */
function importsIn(text: string, file: string): string[] {
  const names = IMPORTS.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((one) => one[1] ?? ''),
  );
  return names.map((name) =>
    name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name,
  );
}

const imports = new Map(
  files.map((file) => [file, importsIn(readFileSync(join(ROOT, file), 'utf8'), file)]),
);

/** The part of the project a file belongs to. */
function areaOf(file: string): string {
  const parts = file.split('/');
  return parts[1] === 'bots' ? parts.slice(0, 3).join('/') : parts.slice(0, 2).join('/');
}

/** Who may import whom, besides itself and packages. Files at the top of src/ may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  'src/bots/discord': ['src/core'],
  'src/bots/slack': ['src/core'],
  'src/bots/web': ['src/core'],
  'src/images': ['src/core'],
  'src/jobs': ['src/core'],
  'src/metrics': ['src/core'],
  'src/providers': ['src/core'],
  'src/storage': ['src/core'],
};
const guarded = files.filter((file) => areaOf(file) in MAY_IMPORT);

/**
 * Packages of the core: `zod` checks data, `leven` counts the edits between two names, `gemoji` knows the names of
 * emoji. None has dependencies, reads a clock, a file or the network, or differs by platform, so a test has no reason to
 * replace them.
 */
const CORE_PACKAGES = ['zod', 'leven', 'gemoji'];

/** The folders of the core from the ground up: each imports itself and those above it in this list. */
const FLOORS = [
  'base',
  'domain',
  'chat',
  'line',
  'ports',
  'words',
  'plan',
  'cards',
  'studio/base',
  'studio/rows',
  'studio/run',
  'studio/show',
  'studio/ask',
  'studio/pool',
  'studio/press',
  'studio',
];

/** The folder of the core a file is in: `studio/run`, or `studio` for what is in none of its folders. */
function floorOf(file: string): string {
  return dirname(relative('src/core', file));
}

describe('an import', () => {
  it.each([
    ["import { a } from './b.ts';", ['src/core/b.ts']],
    ["import type { A } from '../b.ts';", ['src/b.ts']],
    ["import {\n  a,\n  type B,\n} from 'zod';", ['zod']],
    ["export { a } from './b.ts';", ['src/core/b.ts']],
    ["import './b.ts';", ['src/core/b.ts']],
    ["const { a } = await import('../b.ts');", ['src/b.ts']],
    ["type A = import('./b.ts').A;", ['src/core/b.ts']],
  ])('is seen in %j', (text, expected) => {
    expect(importsIn(text, 'src/core/a.ts')).toEqual(expected);
  });
});

describe('the boundaries', () => {
  it('cover every folder but the command line, which may import all', () => {
    const folders = new Set(files.filter((file) => file.split('/').length > 2).map(areaOf));
    expect([...folders].toSorted()).toEqual([...Object.keys(MAY_IMPORT), 'src/cli'].toSorted());
  });

  it.each(guarded)('%s imports only what its part of the project may', (file) => {
    const area = areaOf(file);
    const foreign = imports
      .get(file)
      ?.filter((name) => name.startsWith('src/'))
      .filter(
        (name) => ![area, ...(MAY_IMPORT[area] ?? [])].some((one) => name.startsWith(`${one}/`)),
      );
    expect(foreign).toEqual([]);
  });

  it.each(files.filter((file) => file.startsWith('src/core/')))(
    '%s needs no package but those of the core',
    (file) => {
      const packages = imports.get(file)?.filter((name) => !name.startsWith('src/'));
      expect(packages?.filter((name) => !CORE_PACKAGES.includes(name))).toEqual([]);
    },
  );
});

describe('the folders of the core', () => {
  const core = files.filter((file) => file.startsWith('src/core/'));

  it('are all in the order', () => {
    expect([...new Set(core.map(floorOf))].toSorted()).toEqual(FLOORS.toSorted());
  });

  it.each(core)('%s imports only its own folder and those below it', (file) => {
    const allowed = FLOORS.slice(0, FLOORS.indexOf(floorOf(file)) + 1);
    const against = imports
      .get(file)
      ?.filter((name) => name.startsWith('src/core/') && !allowed.includes(floorOf(name)));
    expect(against).toEqual([]);
  });
});

/** What each chat has, by the same names: what a bot is made of is looked for in the same place. */
const BOT_FILES = [
  'app.ts',
  'attachments.ts',
  'bot.ts',
  'identity.ts',
  'read.ts',
  'render.ts',
  'settings.ts',
  'surface.ts',
];

describe('every bot', () => {
  const bots = new Set(files.flatMap((file) => /^src\/bots\/[^/]+/.exec(file)?.[0] ?? []));

  it.each([...bots])('%s has the files that all of them have', (bot) => {
    for (const name of BOT_FILES) expect(files).toContain(`${bot}/${name}`);
  });
});

describe('the imports', () => {
  it('of types and values together make no cycle', () => {
    const done = new Set<string>();
    const findCycle = (file: string, path: readonly string[]): readonly string[] | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return undefined;
      for (const next of imports.get(file) ?? []) {
        const cycle = findCycle(next, [...path, file]);
        if (cycle !== undefined) return cycle;
      }
      done.add(file);
      return undefined;
    };
    for (const file of files) expect(findCycle(file, [])).toBeUndefined();
  });
});

describe('every source file', () => {
  it.each(files)('%s has at most 300 lines', (file) => {
    const lines = readFileSync(join(ROOT, file), 'utf8').split('\n').length;
    expect(lines).toBeLessThanOrEqual(300);
  });
});
