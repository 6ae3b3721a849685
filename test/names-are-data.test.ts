import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const files = globSync('src/**/*.ts', { cwd: ROOT }).toSorted();

/** A plain object as a dictionary of any names: `constructor` is in it, though nobody put it there. */
const DICTIONARY = /Record<string,[^;]*?> =\s*\{\s*[^}\s]/;
/** A literal that is read by a name on the spot. Those are allowed whose names are of a closed list, with no `??`. */
const ON_THE_SPOT = /\}\)\[\w+\] \?\?/;
/** A property with a name from a variable. Lists and bytes have numbers there: a new one is added to LISTS. */
const ASSIGNED = /^\s*(?:if \(.*\) )?(\w+)\[[a-zA-Z][\w.]*\] = /gm;
const LISTS = ['sizes', 'texts', 'waits', 'whole'];
/** `name in object` finds what every object has. */
const IN = /\b[a-z]\w* in \w+(?=\s*(?:&&|\|\||\?[^.]|\)|;))/g;

function codeOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(?<!:)\/\/.*/g, '')
    .replace(/'(?:[^'\\\n]|\\.)*'|`[^`]*`/g, "''");
}

describe('no source file', () => {
  it.each(files)('%s looks names up in a plain object, or puts them there', (file) => {
    const code = codeOf(file);
    expect(DICTIONARY.exec(code)?.[0]).toBeUndefined();
    expect(ON_THE_SPOT.exec(code)?.[0]).toBeUndefined();
    const assigned = [...code.matchAll(ASSIGNED)].map(([, object]) => object);
    expect(assigned.filter((object) => !LISTS.includes(object ?? ''))).toEqual([]);
    // Sentences have the word too.
    if (file.startsWith('src/core/words/')) return;
    expect([...code.matchAll(IN)].map(([found]) => found)).toEqual([]);
  });
});
