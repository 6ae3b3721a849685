import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const IMPORT = /^(?:import|export)\s[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm;
const files = globSync('src/**/*.ts', { cwd: ROOT }).toSorted();

/** What a file imports: our own files by their path, packages by their name. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => {
    const name = match[1] ?? match[2] ?? '';
    return name.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), name)) : name;
  });
}

/** The part of the house a file belongs to. */
function areaOf(file: string): string {
  const parts = file.split('/');
  return parts[1] === 'bots' ? parts.slice(0, 3).join('/') : parts.slice(0, 2).join('/');
}

/** Who may import whom, besides itself and packages. Files at the top of src/ may import everything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  'src/bots/discord': ['src/core'],
  'src/bots/web': ['src/core'],
  'src/images': ['src/core'],
  'src/jobs': ['src/core'],
  'src/providers': ['src/core'],
  'src/storage': ['src/core'],
};
const guarded = files.filter((file) => areaOf(file) in MAY_IMPORT);

describe('the boundaries', () => {
  it('cover every folder but the command line, which may import all', () => {
    const folders = new Set(files.filter((file) => file.split('/').length > 2).map(areaOf));
    expect([...folders].toSorted()).toEqual([...Object.keys(MAY_IMPORT), 'src/cli'].toSorted());
  });

  it.each(guarded)('%s imports only what its part of the house may', (file) => {
    const area = areaOf(file);
    const foreign = importsOf(file)
      .filter((name) => name.startsWith('src/'))
      .filter(
        (name) => ![area, ...(MAY_IMPORT[area] ?? [])].some((one) => name.startsWith(`${one}/`)),
      );
    expect(foreign).toEqual([]);
  });

  it.each(files.filter((file) => file.startsWith('src/core/')))(
    '%s needs no package but zod',
    (file) => {
      const packages = importsOf(file).filter((name) => !name.startsWith('src/'));
      expect(packages.filter((name) => name !== 'zod')).toEqual([]);
    },
  );
});

describe('the imports', () => {
  it('of types and values together make no cycle', () => {
    const graph = new Map(files.map((file) => [file, importsOf(file)]));
    const done = new Set<string>();
    const findCycle = (file: string, path: readonly string[]): readonly string[] | undefined => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return undefined;
      for (const next of graph.get(file) ?? []) {
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
