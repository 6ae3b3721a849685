import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const IMPORT = /^(?:import|export)\s[^;]*?from\s+'([^']+)'|^import\s+'([^']+)'/gm;

function importsOf(file: string): string[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
}

const files = globSync('src/**/*.ts', { cwd: ROOT });

describe('the core', () => {
  it.each(files.filter((file) => file.startsWith('src/core/')))(
    '%s imports only the core and zod',
    (file) => {
      const foreign = importsOf(file).filter((name) => {
        if (!name.startsWith('.')) return name !== 'zod';
        const target = relative(ROOT, resolve(ROOT, dirname(file), name));
        return !target.startsWith('src/core/');
      });
      expect(foreign).toEqual([]);
    },
  );
});

describe('every source file', () => {
  it.each(files)('%s has at most 300 lines', (file) => {
    const lines = readFileSync(join(ROOT, file), 'utf8').split('\n').length;
    expect(lines).toBeLessThanOrEqual(300);
  });
});
