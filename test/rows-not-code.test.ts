import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seedModels, seedPlans, seedTextModels } from '../src/storage/seed-rows.ts';

const ROOT = resolve(import.meta.dirname, '..');
const files = globSync('src/**/*.ts', { cwd: ROOT }).toSorted();

/** A file without its comments, and without the examples that the command line gives in its help. */
function codeOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.replace(/(?<!:)\/\/.*/, ''))
    .filter((line) => !/such as|처럼 정확한/.test(line))
    .join('\n');
}

/** Names of models as their vendors, their rows and people have them; families of them besides. */
const vendors = seedModels().filter((one) => one.provider !== 'sample');
const names = [...vendors, ...seedTextModels()].flatMap((one) => [
  one.id,
  one.model,
  one.displayName,
]);
const FAMILIES =
  /gpt-(?:image|\d)|dall[-·]?e|imagen-|gemini-\d|nano.?banana|seedream|hidream|\bflux\b/i;
/** "1024x1024", or a size written out. */
const SIZE = /\b\d{3,4}\s*[x×]\s*\d{3,4}\b|\b(?:width|height): \d{3,}/;
/** Dollars, as a text or as a field; `$1` alone is a part of a regular expression. */
const PRICE = /\$\d+(?:\.\d|\s(?:an?|per)\b)|\b\w*(?:cost|price|usd)\w*(?::| =)\s*\d*\.\d/i;
/** Steps and the like, which models take by their rows. */
const PARAMETERS = /\b(?:steps|CFGScale|quality|aspectRatio|imageSize): (?:['"\d])/;

describe('no source file', () => {
  it.each(files)('%s names a model, a size, a price or a parameter of one', (file) => {
    const code = codeOf(file);
    const found = names.filter((name) => code.includes(`'${name}'`) || code.includes(`"${name}"`));
    expect(found).toEqual([]);
    // The starter pool and the samples paint pictures of their own sizes.
    const isPainter = file.startsWith('src/providers/sample/');
    for (const pattern of [FAMILIES, PRICE, ...(isPainter ? [] : [SIZE, PARAMETERS])]) {
      expect(pattern.exec(code)?.[0]).toBeUndefined();
    }
  });
});

describe('the rows that a database begins with', () => {
  const models = seedModels();

  it('are each one of a kind, and say where they are from', () => {
    expect(new Set(models.map((one) => one.id)).size).toBe(models.length);
    for (const { note } of models) expect(note.length).toBeGreaterThan(20);
  });

  it.each(models.map((one) => [one.id, one] as const))(
    '%s takes the sizes that people can name, none under its minimum',
    (_id, { validSizes, squareSize, landscapeSize, portraitSize, minPixels }) => {
      for (const size of [squareSize, landscapeSize, portraitSize]) {
        expect(validSizes).toContainEqual(size);
      }
      for (const { width, height } of validSizes) {
        expect(width * height).toBeGreaterThanOrEqual(minPixels);
      }
    },
  );

  it('are retired with a successor that can be had', () => {
    const active = new Set(models.flatMap((one) => (one.active ? [one.id] : [])));
    const retired = models.filter((one) => !one.active);
    expect(retired.map((one) => one.id)).toContain('dall-e-3');
    for (const { successor } of retired) expect(active).toContain(successor);
  });

  it('give every tier that a plan promises, with every vendor', () => {
    const tiers = new Set(seedPlans().flatMap((plan) => plan.tiers));
    for (const provider of ['openai', 'gemini', 'runware']) {
      const own = models.filter((one) => one.provider === provider && one.active);
      expect(new Set(own.map((one) => one.tier))).toEqual(tiers);
    }
  });
});
